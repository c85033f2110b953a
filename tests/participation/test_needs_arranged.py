"""Arranging what people need: who does it by when, whether it works, what is asked of whom, and who is reminded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.letters import let_go, reasons_over
from outbox.models import Delivery
from outbox.reminders import find_people, remind
from outbox.services import set_preference
from participation import services
from participation.models import Consent, Need
from projects.models import Role
from tests import factories
from tests.factories import NOW
from tests.needing import home, need_nothing, opened, say_needs
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
WORDS = "A chair with arms"


def test_who_opened_one_person_has_not_opened_another(fresh, url, amina, jo, need, project):
    may = factories.MemberFactory(project=project, known_as="May")
    other = say_needs(may, jo, costs="The tram")
    opened(fresh, url, amina)
    page = fresh.get(url("need_promise", other.pk), follow=True)
    assert lacks(page.text, "The tram", but_has="What May needs")


def test_after_somebody_left_nothing_is_arranged_for_them(fresh, url, amina, jo, need, project):
    Need.objects.create(
        project=project,
        member=factories.MemberFactory(project=project, left_at=NOW),
        said_locked=b"",
        said_at=NOW,
    )
    pk = Need.objects.latest("pk").pk
    for page in ("need_promise", "need_say"):
        assert fresh.post(url(page, pk), {"what": "yes"}).status_code == 403


def test_from_arranging_to_whether_it_works(fresh, me, url, amina, jo, need, project):
    assert "Arrange 1 thing that somebody needs" in fresh.get(home(project)).text
    assert "1 thing, said on" in tight(fresh.get(url("needs_list")).text)
    address = url("need_promise", need.pk)
    assert fresh.get(address).status_code == 302
    opened(fresh, url, amina)
    page = fresh.get(address)
    assert WORDS in page.text
    stood = page.context["form"]["stood"].value()
    due = timezone.localdate() + timedelta(days=2)
    typed = {"by": jo.pk, "due_on": due.isoformat(), "how": "From room 2", "lasts": "good"}
    typed |= {"stood": stood}
    late = fresh.post(address, typed | {"due_on": "2020-01-01"})
    assert ("This day has passed" in late.text, "From room 2" in late.text) == (True, True)
    page = tight(fresh.post(address, typed, follow=True).text)
    assert "Jo arranges it by" in page
    assert lacks(fresh.get(home(project)).text, "Arrange 1 thing", but_has="Jo")
    mine = tight(me.get(url("my_needs")).text)
    assert ("Jo arranges it by" in mine, "From room 2" in mine) == (True, True)
    assert lacks(me.get(home(project)).text, "Does it work, what you need?", but_has="Amina")
    say = url("need_say", need.pk)
    assert "They are asked whether it works." in fresh.post(say, {"what": "done"}, follow=True).text
    assert "Does it work, what you need?" in me.get(home(project)).text
    me.post(url("my_needs"), {"need": need.pk, "answer": "not-yet"})
    need.refresh_from_db()
    assert (need.met, need.done_at) == ("not-yet", None)
    assert "They say: not yet." in tight(fresh.get(url("needs_list")).text)
    me.post(url("my_needs"), {"need": need.pk, "answer": "yes"})
    need.refresh_from_db()
    assert need.met == "yes"
    assert lacks(me.get(home(project)).text, "Does it work, what you need?", but_has="Amina")


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_another_answer_changes_nothing(me, fresh, url, amina, need, answer):
    me.post(url("my_needs"), {"need": need.pk, "answer": answer})
    fresh.post(url("need_say", need.pk), {"what": answer})
    need.refresh_from_db()
    assert (need.met, need.done_at) == ("", None)


def test_nobody_says_whether_somebody_elses_need_was_met(me, url, jo, need):
    other = say_needs(jo, costs="Z")
    for pk in (other.pk, "x", ""):
        assert me.post(url("my_needs"), {"need": pk, "answer": "yes"}).status_code == 200
    other.refresh_from_db()
    assert other.met == ""


def test_a_need_that_changed_meanwhile_is_shown_before_it_is_promised(fresh, url, amina, jo, need):
    opened(fresh, url, amina)
    address = url("need_promise", need.pk)
    stood = fresh.get(address).context["form"]["stood"].value()
    say_needs(amina, jo, comfort="Nobody beside me")
    due = timezone.localdate().isoformat()
    typed = {"by": jo.pk, "due_on": due, "how": "Row 1", "lasts": "good", "stood": stood}
    answer = fresh.post(address, typed)
    for words in ("Something changed meanwhile", "Nobody beside me", "Row 1"):
        assert words in tight(answer.text), words
    again = typed | {"stood": answer.context["form"]["stood"].value()}
    assert "Jo arranges it by" in tight(fresh.post(address, again, follow=True).text)


def test_for_somebody_who_is_not_online_a_facilitator_asks_and_notes_it(fresh, url, jo, project):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    need = say_needs(may, jo, costs="The bus")
    today = timezone.localdate()
    services.promise_need(need, by=jo, due_on=today, now=timezone.now())
    page = fresh.get(home(project)).text
    assert "You promised to arrange 1 thing by now" in page
    assert lacks(page, "works that they need", but_has="Jo")
    say = url("need_say", need.pk)
    answer = fresh.post(say, {"what": "done"}, follow=True)
    assert "Ask them whether it works" in answer.text
    assert "Not online: ask them." in tight(fresh.get(url("needs_list")).text)
    assert lacks(
        fresh.get(home(project)).text, "You promised to arrange", but_has="1 thing works that"
    )
    opened(fresh, url, may)
    fresh.post(say, {"what": "yes"})
    assert "Jo wrote it down." in tight(fresh.get(url("member_needs", may.pk)).text)
    assert lacks(fresh.get(home(project)).text, "works that they need", but_has="Jo")


def test_a_facilitator_has_their_own_page_for_what_they_need(fresh, url, jo, project):
    say_needs(jo, costs="The bus")
    answer = fresh.get(url("member_needs", jo.pk), follow=True)
    assert answer.request["PATH_INFO"] == url("my_needs")
    assert "The bus" in answer.text
    assert lacks(fresh.get(home(project)).text, "Arrange 1 thing", but_has="Jo")
    page = fresh.get(url("question", "needs")).text
    assert lacks(page, "rather tell somebody", but_has="You alone.")


def test_people_are_asked_until_they_have_answered(me, url, amina, project):
    services.record_experience(amina, kinds={"lived"}, now=NOW)
    asked = "What do you need, to take part?"
    assert asked in me.get(home(project)).text
    need_nothing(amina)
    assert lacks(me.get(home(project)).text, asked, but_has="Amina")
    Consent.objects.update(said_at=timezone.now() - timedelta(weeks=27))
    assert "Is it still so, what you need?" in me.get(home(project)).text
    type(project).objects.update(state="ended")
    assert lacks(me.get(home(project)).text, "what you need?", but_has="Amina")


def test_facilitators_see_who_is_to_be_asked(fresh, url, amina, jo, project):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    need_nothing(jo)
    page = tight(fresh.get(url("needs_list")).text)
    assert ("2 people to ask" in page, ">May</a>, not online" in page) == (True, True)
    need_nothing(amina)
    services.take_back(may, "needs", now=NOW)
    assert lacks(fresh.get(url("needs_list")).text, "to ask", but_has="What people need")


def test_whoever_promised_is_reminded_without_a_word_of_it(amina, jo, need, project):
    services.promise_need(need, by=jo, due_on=NOW.date(), how="Room 2", now=NOW)
    Need.objects.update(promised_at=NOW - timedelta(days=1), said_at=NOW - timedelta(days=2))
    for member in find_people(now=NOW):
        remind(member, now=NOW)
    (row,) = Delivery.objects.filter(message__kind="due")
    assert row.member == jo
    assert lacks(str(row.message.data), "Amina", WORDS, but_has="need")


def test_my_part_counts_them_and_says_no_word(me, url, amina, need):
    page = me.get(url("my_part")).text
    assert lacks(page, WORDS, but_has="1 thing that you need")


def heard(kind: str) -> list[str]:
    rows = Delivery.objects.filter(message__kind=kind).order_by("pk")
    return list(rows.values_list("member__known_as", flat=True))


def test_each_turn_of_it_is_told_to_whom_it_concerns(amina, jo, need):
    due_on, now = timezone.localdate(), timezone.now()
    for how in ("Row 1", "Row 2"):
        services.promise_need(need, by=jo, due_on=due_on, how=how, now=now)
    assert heard("need_promised") == ["Amina"]
    later = now + timedelta(minutes=1)
    services.promise_need(need, by=jo, due_on=due_on + timedelta(days=1), now=later)
    assert heard("need_promised") == ["Amina"] * 2
    for _again in range(2):
        services.finish_need(need, now=now)
    assert heard("need_arranged") == ["Amina"]
    services.answer_need(need, was_met=False, now=now)
    say_needs(amina, jo, costs="The fare")
    assert heard("need_gone") == ["Jo"]


@pytest.mark.parametrize("met", [None, True])
def test_who_has_arranged_it_hears_that_it_is_taken_back(amina, jo, need, met):
    services.promise_need(need, by=jo, due_on=NOW.date(), now=timezone.now())
    services.finish_need(need, now=timezone.now())
    if met:
        services.answer_need(need, was_met=True, now=timezone.now())
    services.take_back(amina, "needs", now=timezone.now())
    assert heard("need_gone") == ["Jo"]


def test_who_promised_before_and_who_is_named_hear_of_it(project, amina, jo, need):
    grace = factories.MemberFactory(project=project, known_as="Grace", role=Role.FACILITATOR)
    now = timezone.now()
    services.promise_need(need, by=jo, due_on=NOW.date(), said_by=jo, now=now)
    assert (heard("need_for_you"), heard("need_taken_over")) == ([], [])
    later = now + timedelta(minutes=1)
    services.promise_need(need, by=grace, due_on=NOW.date(), said_by=jo, now=later)
    assert (heard("need_for_you"), heard("need_taken_over")) == (["Grace"], ["Jo"])


def reasons(kind: str) -> list[str]:
    """Return why each message of a kind need not be told any more; empty while it has to be."""
    rows = Delivery.objects.filter(message__kind=kind).select_related("message__project", "member")
    told = list(rows.order_by("pk"))
    over = {row.pk: reason for row, reason in reasons_over(told)}
    return [over.get(row.pk, "") for row in told]


def test_what_waits_to_be_told_is_let_go_when_it_is_not_so_any_more(amina, jo, need):
    now, minute = timezone.now(), timedelta(minutes=1)
    services.promise_need(need, by=jo, due_on=NOW.date(), now=now)
    assert reasons("need_promised") == [""]
    services.promise_need(need, by=jo, due_on=NOW.date() + minute * 2000, now=now + minute)
    assert reasons("need_promised") == ["It has changed since.", ""]
    services.finish_need(need, now=now + minute)
    assert reasons("need_promised") == ["It has changed since.", "It is arranged."]
    assert reasons("need_arranged") == [""]
    services.answer_need(need, was_met=False, now=now + minute)
    assert reasons("need_arranged") == ["It is not arranged yet."]


def test_whoever_goes_leaves_nobody_in_the_dark(project, amina, jo, need):
    factories.MemberFactory(project=project, role=Role.FACILITATOR)
    services.promise_need(need, by=jo, due_on=NOW.date(), now=timezone.now())
    services.end_membership(jo, now=NOW)
    assert heard("needs_handed_back") == ["Amina"]
    assert Need.objects.to_arrange().get() == need


def test_a_call_about_what_was_taken_back_leaves_the_list(jo, project):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    set_preference(may, channel="phone", rhythm="at_once", phone="01632 960 001")
    need = say_needs(may, jo, costs="The bus")
    services.promise_need(need, by=jo, due_on=NOW.date(), now=timezone.now())
    assert let_go(now=timezone.now()) == 0
    services.take_back(may, "needs", by=jo, now=timezone.now())
    assert let_go(now=timezone.now()) == 1
