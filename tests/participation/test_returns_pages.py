"""The pages of what people get in return: said, opened, offered, agreed, given; and what is due, as a table."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home import hosting
from home.models import Host
from participation import services
from participation.models import Consent, PrivateReading, Return
from projects.models import Role
from tests import factories
from tests.factories import NOW
from tests.filled_forms import send
from tests.needing import came, home
from tests.pages import lacks, tight
from tests.returning import offer, promise_return

pytestmark = pytest.mark.django_db
WORDS = "For the tram on Mondays"


@pytest.fixture
def wish(amina, jo):
    services.record_wish(amina, kinds=["voucher"], words=WORDS, readers=[jo.pk], now=NOW)
    return amina.wish


def look(client, url, member, why="give", **more):
    return client.post(url("member_returns", member.pk), {"why": why, **more}, follow=True)


def typed(client, address, jo, **more) -> dict:
    page = client.get(address)
    carried = {name: page.context["form"][name].value() or "" for name in ("sent_key", "stood")}
    due = timezone.localdate() + timedelta(days=9)
    said = {"kind": "voucher", "amount": "20", "words": "Two weeks", "by": jo.pk}
    return {**carried, **said, "due_on": due.isoformat(), **more}


def test_it_is_asked_with_who_sees_it_and_that_money_can_change_benefits(me, url, jo):
    page = tight(me.get(url("question", "returns")).text)
    assert "You, and these people who run the project: Jo. You see each time" in page
    assert "Money can change your benefits" in page
    assert "Ask somebody who knows benefits where you live" in page
    host = Host(payment_advice="Ask Ruth at the advice shop: 01632 960 777.")
    hosting.keep(host, float("inf"))
    page = tight(me.get(url("question", "returns")).text)
    assert lacks(page, "Ask somebody who knows", but_has="Ask Ruth at the advice shop")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"answer_given": "none", "kinds": ["thanks"]}, "You wrote something below."),
        ({"answer_given": "yes"}, "Write below what it is."),
    ],
)
def test_what_does_not_go_together_is_asked_about_and_stays(me, url, said, error):
    answer = send(me, url("question", "returns"), {**said, "words": ""})
    assert error in tight(answer.text)
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("answer", "words"), [("none", "Nothing in return"), ("tell", "Would rather tell somebody")]
)
def test_nothing_and_rather_telling_are_answers(me, fresh, url, amina, project, answer, words):
    send(me, url("question", "returns"), {"answer_given": answer})
    assert Consent.objects.get(purpose="returns").answer == answer
    assert words in tight(me.get(url("my_returns")).text)
    listed = tight(fresh.get(url("returns_list")).text)
    assert ("Would rather tell somebody" in listed) == (answer == "tell")
    on_home = fresh.get(home(project)).text
    talk = "Talk with 1 person about what they would like in return"
    assert (talk in on_home) == (answer == "tell")


def test_from_offering_it_to_having_it(fresh, me, url, amina, jo, wish, project):
    assert "Answer 1 person who said what they would like" in fresh.get(home(project)).text
    assert lacks(fresh.get(url("returns_list")).text, WORDS, "voucher", but_has="Amina")
    address = url("return_offer", amina.pk)
    assert fresh.get(address).status_code == 302
    assert WORDS in look(fresh, url, amina).text
    assert WORDS in fresh.get(address).text
    page = tight(fresh.post(address, typed(fresh, address, jo), follow=True).text)
    assert ("A voucher: £20.00" in page, "They have not said yet" in page) == (True, True)

    assert "Something is offered to you in return" in me.get(home(project)).text
    page = me.get(url("my_returns")).text
    assert ("A voucher: £20.00" in tight(page), "Two weeks" in page) == (True, True)
    assert "Money can change your benefits" in page
    row = Return.objects.get()
    say = url("return_say", row.pk)
    assert "Nothing was changed" in fresh.post(say, {"what": "given"}, follow=True).text
    said = {"return": row.pk, "stood": row.stand, "answer": "yes"}
    assert "It is promised now." in me.post(url("my_returns"), said, follow=True).text
    say = url("return_say", row.pk)
    assert (
        "They are asked whether they have it."
        in fresh.post(say, {"what": "given"}, follow=True).text
    )
    assert "Have you got what you were promised" in me.get(home(project)).text
    answer = me.post(url("my_returns"), {"return": row.pk, "answer": "got"}, follow=True)
    assert "Good that you have it." in answer.text
    assert lacks(me.get(home(project)).text, "Have you got what", but_has="Amina")


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"kind": "thanks"}, "Leave this empty, or choose a payment"),
        ({"amount": ""}, "Write how much it is."),
        ({"kind": "training", "amount": "", "words": ""}, "Write what it is, so that they can"),
        ({"due_on": "2020-01-01"}, "This day has passed"),
        ({"amount": "20.123"}, "2 decimal places"),
        ({"amount": "-3"}, "0"),
        ({"by": "x"}, "Who gives it?"),
    ],
)
def test_an_offer_that_makes_no_sense_is_asked_about_and_stays(
    fresh, url, amina, jo, wish, more, error
):
    look(fresh, url, amina)
    address = url("return_offer", amina.pk)
    words = more.get("words", "Two weeks")
    answer = fresh.post(address, typed(fresh, address, jo, **more))
    assert answer.context["form"].errors
    assert (error in tight(answer.text), words in answer.text) == (True, True)
    assert not Return.objects.exists()


def test_an_answer_to_what_has_changed_is_not_kept(fresh, me, url, amina, jo):
    row = offer(amina, jo)
    said = {"return": row.pk, "stood": "old", "answer": "yes"}
    page = me.post(url("my_returns"), said, follow=True).text
    assert "It was changed meanwhile." in page
    row.refresh_from_db()
    assert row.state == "offered"


def test_a_change_over_what_was_answered_meanwhile_keeps_what_was_typed(
    fresh, url, amina, jo, wish
):
    row = offer(amina, jo)
    look(fresh, url, amina)
    address = url("return_change", row.pk)
    said = typed(fresh, address, jo, words="Three weeks")
    services.answer_return(row, is_wanted=True, now=timezone.now())
    answer = fresh.post(address, said)
    assert "Something changed meanwhile" in tight(answer.text)
    assert "Three weeks" in answer.text
    stood = answer.context["form"]["stood"].value()
    assert fresh.post(address, {**said, "stood": stood}).status_code == 302
    assert services.read_returns(amina)[0].thing.words == "Three weeks"


def test_why_it_cannot_be_given_is_read_by_the_person(fresh, me, url, amina, jo):
    row = promise_return(amina, jo)
    look(fresh, url, amina)
    address = url("return_withdraw", row.pk)
    assert "They counted on it." in fresh.post(address, {"why": " "}).text
    fresh.post(address, {"why": "The fund is empty."})
    page = tight(me.get(url("my_returns")).text)
    assert ("withdrawn" in page, "The fund is empty." in page) == (True, True)


def test_a_late_promise_is_seen_by_both(fresh, me, url, amina, jo, project):
    row = promise_return(amina, jo)
    Return.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "You promised to give 1 thing in return by now" in fresh.get(home(project)).text
    assert "Overdue" in fresh.get(url("returns_list")).text
    assert "Overdue" in me.get(url("my_returns")).text
    assert "Have you got what you were promised" in me.get(home(project)).text
    me.post(url("my_returns"), {"return": row.pk, "answer": "not-yet"})
    assert "They say: not yet." in tight(fresh.get(url("returns_list")).text)


def test_what_is_due_is_a_table_that_each_sees_was_opened(fresh, me, url, amina, jo, project):
    promise_return(amina, jo)
    page = fresh.get(url("returns_due"))
    assert lacks(page.text, "£40.00", but_has="Something is due to 1 person")
    assert lacks(fresh.post(url("returns_due"), {}).text, "£40.00", but_has="Something is due")
    page = fresh.post(url("returns_due"), {"sure": "yes"}, follow=True)
    assert ("£40.00 in all" in tight(page.text), "Amina" in page.text) == (True, True)
    assert "Jo, to see what is due to everybody." in tight(me.get(url("my_returns")).text)
    PrivateReading.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert lacks(fresh.get(url("returns_due")).text, "£40.00", but_has="Something is due")


def test_who_saw_what_is_due_has_opened_nothing_else(fresh, url, amina, jo, wish):
    row = promise_return(amina, jo)
    fresh.post(url("returns_due"), {"sure": "yes"})
    for page in (
        *(url("member_returns", amina.pk), url("return_offer", amina.pk)),
        *(url("return_change", row.pk), url("member_receipt", amina.pk)),
        url("member_question", amina.pk, "returns"),
    ):
        assert lacks(fresh.get(page, follow=True).text, WORDS, but_has="Amina")


def test_who_has_not_opened_it_notes_nothing(fresh, url, amina, jo, wish):
    row = promise_return(amina, jo)
    page = fresh.post(url("return_say", row.pk), {"what": "got"}, follow=True)
    assert "Open first what they get" in page.text
    row.refresh_from_db()
    assert row.state == "agreed"


def test_what_was_typed_stays_when_they_said_something_meanwhile(fresh, url, amina, jo):
    address = url("return_offer", amina.pk)
    said = typed(fresh, address, jo)
    services.record_wish(amina, words=WORDS, readers=[jo.pk], now=NOW)
    page = fresh.post(address, said).text
    assert lacks(page, WORDS, but_has="They said something here meanwhile.")
    assert "Two weeks" in page
    assert not Return.objects.exists()


def test_whoever_signed_in_long_ago_gets_a_code_before_the_table(facilitator, url, amina, jo):
    promise_return(amina, jo)
    old = came(facilitator, at=timezone.now() - timedelta(days=3))
    answer = old.post(url("returns_due"), {"sure": "yes"})
    assert answer.url.startswith("/sign-in/")
    assert not PrivateReading.objects.exists()


def test_for_somebody_who_is_not_online_it_is_written_down(fresh, url, jo, project):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    row = offer(may, jo)
    assert "Ask somebody who is not online about 1 thing" in fresh.get(home(project)).text
    assert "Not online: ask them." in tight(fresh.get(url("returns_list")).text)
    look(fresh, url, may)
    for what, state in (("yes", "agreed"), ("given", "given"), ("got", "had")):
        row.refresh_from_db()
        fresh.post(url("return_say", row.pk), {"what": what, "stood": row.stand})
        row.refresh_from_db()
        assert (row.state, row.noted_by) == (state, jo)


def test_no_participant_and_nobody_of_another_project_comes_there(me, fresh, url, amina, jo, twin):
    row = offer(amina, jo)
    other = factories.MemberFactory(project=twin, user=None)
    for page in (
        *(url("returns_list"), url("returns_due"), url("member_returns", amina.pk)),
        *(url("return_offer", amina.pk), url("return_change", row.pk)),
        *(url("return_withdraw", row.pk), url("return_say", row.pk)),
    ):
        assert me.get(page).status_code == 403
    assert fresh.get(url("member_returns", other.pk)).status_code == 404
    their = offer(other, factories.MemberFactory(project=twin, role=Role.FACILITATOR))
    assert fresh.get(url("return_change", their.pk)).status_code == 404


def test_nobody_offers_or_notes_something_to_themselves(fresh, url, jo, project):
    grace = factories.MemberFactory(project=project, known_as="Grace", role=Role.FACILITATOR)
    row = offer(jo, grace)
    assert fresh.get(url("return_offer", jo.pk)).status_code == 302
    fresh.post(url("return_say", row.pk), {"what": "given"})
    row.refresh_from_db()
    assert row.state == "offered"


def test_a_promise_outlives_the_project(fresh, me, url, amina, jo, project):
    row = promise_return(amina, jo)
    Return.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    project.state, project.ended_on = "ended", timezone.localdate()
    project.save()
    assert "You promised to give 1 thing in return" in fresh.get(home(project)).text
    look(fresh, url, amina)
    fresh.post(url("return_say", row.pk), {"what": "given"})
    assert "Have you got what you were promised" in me.get(home(project)).text
    me.post(url("my_returns"), {"return": row.pk, "answer": "got"})
    row.refresh_from_db()
    assert row.state == "had"


def test_before_leaving_it_is_said_what_is_still_owed(me, url, amina, jo):
    promise_return(amina, jo)
    page = tight(me.post(url("project_leave"), {}).text)
    assert "1 thing that you were promised in return and haven’t got yet." in page


def test_what_they_would_like_is_asked_on_home_after_what_they_need(me, amina, project):
    for purpose in ("bring", "groups", "hear"):
        services.leave_for_later(amina, purpose, now=timezone.now())
    question = "What would you like in return?"
    assert lacks(me.get(home(project)).text, question, but_has="What do you need")
    services.record_needs(amina, needs={}, answer="none", now=timezone.now())
    assert question in me.get(home(project)).text
    services.record_wish(amina, answer="none", now=timezone.now())
    assert lacks(me.get(home(project)).text, question, but_has="Amina")
