"""What members need: locked, read by whom they named, arranged by a day, met or not; and gone when it is taken back."""

from datetime import timedelta

import pytest

from core.revisions import EditConflict
from participation import services
from participation.models import (
    Consent,
    NamedReader,
    Need,
    PrivateReading,
    ReviewRhythm,
)
from projects.models import Role
from tests import factories
from tests.factories import DAY, NOW
from tests.needing import need_nothing, say_needs

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
LONG_AGO = NOW - timedelta(days=999)


@pytest.fixture
def grace(project):
    return factories.MemberFactory(
        project=project, known_as="Grace", role=Role.FACILITATOR, user=factories.UserFactory()
    )


@pytest.fixture
def need(amina, jo):
    return say_needs(amina, jo, now=NOW, timing="Not before noon")


def is_open(reading) -> bool:
    """Whether who looked may still read it, whenever that was."""
    found = services.find_readings([reading.pk], reading.by, reading.purpose, since=LONG_AGO)
    return list(found) == [reading]


def promised(need, by, *, now=NOW, **more):
    services.promise_need(need, by=by, due_on=DAY, now=now, **more)
    need.refresh_from_db()
    return need


def test_what_is_no_longer_said_goes_and_what_stays_keeps_who_arranges_it(amina, jo, need):
    promised(need, jo)
    say_needs(amina, jo, now=NOW + A_DAY, timing="Not before noon", costs="The fare")
    need.refresh_from_db()
    assert (need.by, need.is_changed_since) == (jo, False)
    say_needs(amina, jo, now=NOW + A_DAY, costs="The fare")
    assert services.needs_said(amina) == {"costs": "The fare"}
    assert not Need.objects.filter(pk=need.pk).exists()


def test_what_is_changed_after_it_was_promised_is_to_be_arranged_again(amina, jo, need):
    promised(need, jo)
    assert not Need.objects.to_arrange().exists()
    say_needs(amina, jo, now=NOW + A_DAY, timing="Never before three")
    need.refresh_from_db()
    assert (need.by, need.is_changed_since) == (jo, True)
    assert Need.objects.to_arrange().get() == need
    assert not services.finish_need(need, now=NOW + A_DAY)
    promised(need, jo, now=NOW + 2 * A_DAY)
    assert not Need.objects.to_arrange().exists()


def test_the_second_of_two_who_change_it_reads_the_other(amina, jo):
    say_needs(amina, jo, costs="The fare")
    with pytest.raises(EditConflict):
        services.record_needs(amina, needs={"costs": "X"}, stood={"needs": "old"}, now=NOW)
    assert services.needs_said(amina) == {"costs": "The fare"}


def test_nobody_but_whom_the_page_named_reads_it(amina, jo, grace, need):
    reading = services.open_private(amina, "needs", by=jo, why="arrange", now=NOW)
    assert (reading.has_asked, is_open(reading)) == (False, True)
    with pytest.raises(services.ReaderNotNamed):
        services.open_private(amina, "needs", by=grace, why="arrange", now=NOW)
    assert not services.find_readings([reading.pk], grace, "needs", since=LONG_AGO).exists()
    asked = services.open_private(amina, "needs", by=grace, why="talk", has_asked=True, now=NOW)
    assert (asked.has_asked, is_open(asked)) == (True, True)
    assert PrivateReading.objects.count() == 2


def test_who_is_not_named_any_more_reads_it_no_longer(amina, jo, grace, need):
    reading = services.open_private(amina, "needs", by=jo, why="arrange", now=NOW)
    say_needs(amina, grace, timing="Not before noon")
    assert not is_open(reading)
    assert list(NamedReader.objects.values_list("reader", flat=True)) == [grace.pk]


@pytest.mark.parametrize("how", ["leaves", "takes part"])
def test_who_runs_the_project_no_more_reads_nothing_and_arranges_nothing(
    amina, jo, grace, need, how
):
    reading = services.open_private(amina, "needs", by=jo, why="arrange", now=NOW)
    promised(need, jo, how="A later train")
    services.answer_need(need, was_met=True, now=NOW)
    if how == "leaves":
        services.end_membership(jo, now=NOW)
    else:
        services.change_role(jo, role=Role.PARTICIPANT, now=NOW)
    need.refresh_from_db()
    assert (need.by, need.due_on, need.how_locked, need.promised_at) == (None,) * 4
    assert (need.met, Need.objects.to_arrange().get()) == ("", need)
    assert not is_open(reading)
    services.change_role(jo, role=Role.FACILITATOR, now=NOW)
    assert not is_open(reading)


def test_nobody_is_named_who_does_not_run_the_project(amina, jo, twin):
    other = factories.MemberFactory(project=twin, role=Role.FACILITATOR)
    ben = factories.MemberFactory(project=amina.project)
    say_needs(amina, jo, other, ben, amina, costs="A")
    assert list(NamedReader.objects.values_list("reader", flat=True)) == [jo.pk]


def test_from_promised_to_met(amina, jo, need):
    promised(need, jo, how="We begin at one.")
    assert services.read_needs(amina)[0].how == "We begin at one."
    assert services.finish_need(need, now=NOW)
    assert services.answer_need(need, was_met=True, now=NOW)
    need.refresh_from_db()
    assert (need.done_at, need.met, need.is_over) == (NOW, "yes", False)
    assert not Need.objects.to_arrange().exists()
    assert not Need.objects.promised().exists()


def test_a_not_yet_gives_three_days_more(amina, jo, need):
    promised(need, jo)
    services.finish_need(need, now=NOW)
    services.answer_need(need, was_met=False, now=NOW + 9 * A_DAY)
    need.refresh_from_db()
    assert (need.done_at, need.met) == (None, "not-yet")
    assert need.due_on == DAY + 12 * A_DAY
    assert Need.objects.promised().get() == need


def test_what_was_needed_once_and_met_is_over_and_can_be_needed_again(amina, jo, need):
    promised(need, jo, is_once=True)
    services.answer_need(need, was_met=True, now=NOW)
    need.refresh_from_db()
    assert need.is_over
    assert services.needs_said(amina) == {}
    assert not services.promise_need(need, by=jo, due_on=DAY, now=NOW)
    say_needs(amina, jo, timing="Not before noon")
    assert amina.needs.count() == 2


def test_after_a_not_yet_it_is_asked_again_when_it_is_arranged(amina, jo, need):
    promised(need, jo)
    services.answer_need(need, was_met=False, now=NOW + 9 * A_DAY)
    on = DAY + 9 * A_DAY
    assert not Need.objects.to_ask_about(on=on).exists()
    assert Need.objects.to_ask_about(on=on + 3 * A_DAY).exists()
    assert services.finish_need(need, now=NOW + 10 * A_DAY)
    assert Need.objects.to_ask_about(on=on).get() == need
    need.refresh_from_db()
    assert need.met == ""


def test_whether_it_works_is_kept_of_what_was_promised_alone(amina, jo, need):
    assert not services.answer_need(need, was_met=True, now=NOW)
    promised(need, jo)
    say_needs(amina, jo, now=NOW + A_DAY, timing="Never before three")
    assert not services.answer_need(need, was_met=True, now=NOW + A_DAY)
    promised(need, jo, now=NOW + 2 * A_DAY, is_once=True)
    assert services.answer_need(need, was_met=True, by=jo, now=NOW + 2 * A_DAY)
    assert not services.answer_need(need, was_met=False, now=NOW + 2 * A_DAY)
    need.refresh_from_db()
    assert (need.met, need.met_noted_by) == ("yes", jo)


def test_nobody_promises_what_they_have_not_read(amina, jo, need):
    stood = need.stand
    promised(need, jo, stood=stood)
    for _again in range(2):
        with pytest.raises(services.NeedChanged):
            promised(need, jo, now=NOW + A_DAY, stood=stood)
        say_needs(amina, jo, now=NOW + A_DAY, timing="Never before three")
    promised(need, jo, now=NOW + A_DAY, stood=Need.objects.get().stand)


def test_nobody_is_a_reader_of_their_own(jo, grace):
    say_needs(jo, grace, costs="A")
    with pytest.raises(services.ReaderNotNamed):
        services.open_private(jo, "needs", by=jo, why="talk", has_asked=True, now=NOW)


def test_who_tells_somebody_has_told(amina, jo):
    services.record_needs(amina, needs={}, answer="tell", now=NOW)
    services.leave_for_later(amina, "needs", now=NOW + 900 * A_DAY)
    said = Consent.objects.get(purpose="needs")
    assert (said.answer, said.said_at) == ("tell", NOW + 900 * A_DAY)
    say = {"needs": {"costs": "A"}, "answer": "tell", "now": NOW}
    services.record_needs(amina, by=jo, **say)
    assert Consent.objects.get(purpose="needs").answer == "yes"


def test_nothing_is_promised_for_somebody_who_does_not_run_the_project(amina, jo, need):
    ben = factories.MemberFactory(project=amina.project)
    assert not services.promise_need(need, by=ben, due_on=DAY, now=NOW)
    assert not services.finish_need(need, now=NOW)


def asked(member, *, now) -> bool:
    return "needs" in services.open_questions(member, now=now)


def test_it_is_asked_again_at_the_rhythm_of_the_project(amina, jo, need):
    assert not asked(amina, now=NOW + 26 * 7 * A_DAY)
    assert asked(amina, now=NOW + 26 * 7 * A_DAY + A_DAY)
    ReviewRhythm.objects.create(project=amina.project, every_weeks=8, next_on=DAY)
    assert not asked(amina, now=NOW + 8 * 7 * A_DAY)
    assert asked(amina, now=NOW + 8 * 7 * A_DAY + A_DAY)
    say_needs(amina, jo, now=NOW + 60 * A_DAY, timing="Not before noon")
    assert not asked(amina, now=NOW + 61 * A_DAY)


def test_it_is_asked_again_when_nobody_is_left_who_may_read_it(amina, jo, grace, need):
    assert not asked(amina, now=NOW)
    services.end_membership(jo, now=NOW)
    assert asked(amina, now=NOW)
    say_needs(amina, grace, now=NOW, timing="Not before noon")
    assert not asked(amina, now=NOW)


def test_whoever_took_it_back_is_left_in_peace(amina, jo, need):
    services.take_back(amina, "needs", now=NOW)
    assert not asked(amina, now=NOW + 900 * A_DAY)


def test_nothing_for_now_is_an_answer(amina):
    assert asked(amina, now=NOW)
    need_nothing(amina)
    assert not asked(amina, now=NOW)
