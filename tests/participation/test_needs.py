"""What members need: locked, read by whom they named, arranged by a day, met or not; and gone when it is taken back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from core.locked_words import CannotLock, WordsAreLocked
from core.own_keys import destroy_own_key, is_own_key_there
from core.revisions import EditConflict
from participation import services
from participation.models import (
    Consent,
    MemberKey,
    Need,
    NeedsReader,
    NeedsReading,
    ReviewRhythm,
    SpentKey,
)
from projects.models import Role
from tests import factories
from tests.factories import DAY, NOW
from tests.needing import need_nothing, say_needs

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def grace(project):
    return factories.MemberFactory(
        project=project, known_as="Grace", role=Role.FACILITATOR, user=factories.UserFactory()
    )


@pytest.fixture
def need(amina, jo):
    return say_needs(amina, jo, now=NOW, timing="Not before noon")


def promised(need, by, *, now=NOW, **more):
    services.promise_need(need, by=by, due_on=DAY, now=now, **more)
    need.refresh_from_db()
    return need


def test_kind_and_words_are_not_in_the_database(amina, jo):
    say_needs(amina, jo, comfort="Zebra", costs="Okapi")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participation_need")
        row = repr([[bytes(v) if isinstance(v, memoryview) else v for v in r] for r in cursor])
    assert [word in row for word in ("Zebra", "Okapi", "comfort", "costs")] == [False] * 4
    assert services.needs_said(amina) == {"comfort": "Zebra", "costs": "Okapi"}


def test_each_member_has_a_key_of_their_own(amina, jo):
    say_needs(amina, jo, costs="A")
    say_needs(jo, costs="B")
    mine, theirs = MemberKey.objects.get(member=amina), MemberKey.objects.get(member=jo)
    assert mine.name != theirs.name
    destroy_own_key(theirs.name)
    assert services.needs_said(amina) == {"costs": "A"}
    with pytest.raises(WordsAreLocked):
        services.needs_said(jo)


def test_a_box_moved_to_another_row_does_not_open(amina, jo):
    one = say_needs(amina, jo, costs="A")
    say_needs(amina, jo, costs="A", access="B")
    two = amina.needs.exclude(pk=one.pk).get()
    Need.objects.filter(pk=two.pk).update(said_locked=one.said_locked)
    with pytest.raises(WordsAreLocked):
        services.needs_said(amina)


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
    reading = services.open_needs(amina, by=jo, why="arrange", now=NOW)
    assert (reading.has_asked, services.is_open_to(amina, jo, now=NOW)) == (False, True)
    with pytest.raises(services.ReaderNotNamed):
        services.open_needs(amina, by=grace, why="arrange", now=NOW)
    assert not services.is_open_to(amina, grace, now=NOW)
    assert services.open_needs(amina, by=grace, why="talk", has_asked=True, now=NOW).has_asked
    assert services.is_open_to(amina, grace, now=NOW)
    assert NeedsReading.objects.count() == 2


def test_it_is_open_for_ten_minutes(amina, jo, need):
    services.open_needs(amina, by=jo, why="arrange", now=NOW)
    late = NOW + timedelta(minutes=10)
    assert services.is_open_to(amina, jo, now=late - timedelta(seconds=1))
    assert not services.is_open_to(amina, jo, now=late)


def test_who_is_not_named_any_more_reads_it_no_longer(amina, jo, grace, need):
    services.open_needs(amina, by=jo, why="arrange", now=NOW)
    say_needs(amina, grace, timing="Not before noon")
    assert not services.is_open_to(amina, jo, now=NOW)
    assert list(NeedsReader.objects.values_list("reader", flat=True)) == [grace.pk]


@pytest.mark.parametrize("how", ["leaves", "takes part"])
def test_who_runs_the_project_no_more_reads_nothing_and_arranges_nothing(
    amina, jo, grace, need, how
):
    services.open_needs(amina, by=jo, why="arrange", now=NOW)
    promised(need, jo, how="A later train")
    if how == "leaves":
        services.end_membership(jo, now=NOW)
    else:
        services.change_role(jo, role=Role.PARTICIPANT, now=NOW)
    need.refresh_from_db()
    assert (need.by, need.due_on, need.how_locked, need.promised_at) == (None,) * 4
    assert not services.is_open_to(amina, jo, now=NOW)
    services.change_role(jo, role=Role.FACILITATOR, now=NOW)
    assert not services.is_open_to(amina, jo, now=NOW)


def test_nobody_is_named_who_does_not_run_the_project(amina, jo, twin):
    other = factories.MemberFactory(project=twin, role=Role.FACILITATOR)
    ben = factories.MemberFactory(project=amina.project)
    say_needs(amina, jo, other, ben, amina, costs="A")
    assert list(NeedsReader.objects.values_list("reader", flat=True)) == [jo.pk]


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


def test_nothing_is_promised_for_somebody_who_does_not_run_the_project(amina, jo, need):
    ben = factories.MemberFactory(project=amina.project)
    assert not services.promise_need(need, by=ben, due_on=DAY, now=NOW)
    assert not services.finish_need(need, now=NOW)


@pytest.mark.parametrize("how", ["take back", "leave"])
def test_taking_back_and_leaving_delete_it_and_destroy_the_key(amina, jo, need, how):
    name = amina.own_key.name
    services.open_needs(amina, by=jo, why="arrange", now=NOW)
    if how == "leave":
        services.end_membership(amina, now=NOW)
        assert not NeedsReading.objects.exists()
    else:
        services.take_back(amina, "needs", now=NOW)
        assert NeedsReading.objects.count() == 1
    rows = (Need, NeedsReader, MemberKey)
    assert [model.objects.count() for model in rows] == [0, 0, 0]
    assert [row.name for row in SpentKey.objects.all()] == [name]
    assert is_own_key_there(name)


@pytest.mark.django_db(transaction=True)
def test_a_key_given_up_is_destroyed_after_the_commit_and_not_before(amina, jo, need):
    name = amina.own_key.name
    with transaction.atomic():
        services.take_back(amina, "needs", now=NOW)
        assert services.destroy_spent_keys() == 1
        assert is_own_key_there(name)
    services.destroy_spent_keys()
    assert not is_own_key_there(name)
    assert not SpentKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_project_that_is_deleted_takes_the_keys_with_it(amina, jo, need):
    name = amina.own_key.name
    amina.project.delete()
    services.destroy_spent_keys()
    assert not is_own_key_there(name)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_keeps_its_key(amina, jo, need):
    name = amina.own_key.name
    with transaction.atomic():
        services.take_back(amina, "needs", now=NOW)
        transaction.set_rollback(True)
    services.destroy_spent_keys()
    assert services.needs_said(amina) == {"timing": "Not before noon"}
    assert is_own_key_there(name)


@pytest.mark.django_db(transaction=True)
def test_where_a_key_cannot_be_destroyed_the_next_time_does_it(amina, jo, need, monkeypatch):
    name = amina.own_key.name
    services.take_back(amina, "needs", now=NOW)

    def refuse(_name):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("participation.services.keys.destroy_own_key", refuse)
        SpentKey.objects.get_or_create(name=name)
        assert services.destroy_spent_keys() == 1
    assert SpentKey.objects.count() == 1
    assert services.destroy_spent_keys() == 0
    assert not is_own_key_there(name)


@pytest.mark.django_db(transaction=True)
def test_rotation_locks_all_of_it_anew_and_destroys_the_old_keys(amina, jo, need, capsys):
    promised(need, jo, how="We begin at one.")
    say_needs(jo, costs="B")
    old = set(MemberKey.objects.values_list("name", flat=True))
    boxes = set(map(bytes, Need.objects.values_list("said_locked", flat=True)))
    call_command("rotate_keys")
    assert "2 people have a new key." in capsys.readouterr().out
    assert old.isdisjoint(MemberKey.objects.values_list("name", flat=True))
    assert boxes.isdisjoint(map(bytes, Need.objects.values_list("said_locked", flat=True)))
    (read,) = services.read_needs(amina)
    assert (read.words, read.how) == ("Not before noon", "We begin at one.")
    assert services.needs_said(jo) == {"costs": "B"}
    assert not any(map(is_own_key_there, old))


@pytest.mark.django_db(transaction=True)
def test_rotation_leaves_alone_what_it_cannot_read(amina, jo, need, capsys):
    say_needs(jo, costs="B")
    destroy_own_key(jo.own_key.name)
    call_command("rotate_keys")
    said = capsys.readouterr().out
    assert "1 people have a new key." in said
    assert "1 could not be done" in said
    assert services.needs_said(amina) == {"timing": "Not before noon"}
    assert MemberKey.objects.get(member=jo).name == jo.own_key.name


def test_where_the_key_is_away_nothing_is_changed_and_taking_back_begins_anew(amina, jo, need):
    destroy_own_key(amina.own_key.name)
    with pytest.raises(WordsAreLocked):
        services.record_needs(amina, needs={"costs": "The fare"}, readers=[jo.pk], now=NOW)
    with pytest.raises(WordsAreLocked):
        services.open_needs(amina, by=jo, why="arrange", now=NOW)
    assert not NeedsReading.objects.exists()
    services.take_back(amina, "needs", now=NOW)
    say_needs(amina, jo, costs="The fare")
    assert services.needs_said(amina) == {"costs": "The fare"}


def test_where_no_key_can_be_made_nothing_is_said(amina, jo, settings, tmp_path):
    (tmp_path / "keys").write_text("a file where the folder should be")
    settings.KEYS_DIR = tmp_path / "keys"
    with pytest.raises(CannotLock):
        services.record_needs(amina, needs={"costs": "The fare"}, readers=[jo.pk], now=NOW)
    assert (Need.objects.count(), MemberKey.objects.count(), Consent.objects.count()) == (0, 0, 0)


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
