"""A "no" to what carries a mark of honour is read by a second person first; nobody is told before."""

import pytest
from django.urls import reverse

from outbox.models import Delivery
from participation.services import end_membership
from projects.models import Role
from questions.models import Contribution, ContributionAnswer
from questions.services import (
    AnsweredBefore,
    agree_with_answer,
    answer_contribution,
    give_honour,
    send_answer_back,
)
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace(project):
    """A second facilitator."""
    return factories.MemberFactory(project=project, known_as="Grace", role=Role.FACILITATOR)


@pytest.fixture
def said(amina, jo):
    """What was hard to hear."""
    row = contribution(amina)
    give_honour(row, mark="hard", member=jo)
    return row


def say_no(said, jo, **more) -> ContributionAnswer:
    return answer_contribution(said, outcome="no", reason="No money.", by=jo, now=NOW, **more)


def look_url(said):
    return reverse("questions:answer_look", args=[said.project.slug, said.pk])


def told() -> list[tuple[str, str]]:
    rows = Delivery.objects.order_by("pk").values_list("member__known_as", "message__kind")
    return list(rows)


def test_it_is_given_to_nobody_until_a_second_facilitator_agrees(said, jo, grace):
    answer = say_no(said, jo)
    assert (said.answer, answer.given_at) == (None, None)
    assert told() == [("Grace", "answer_to_look_at")]
    for _press in "12":
        agree_with_answer(answer, by=grace, now=NOW)
    said.refresh_from_db()
    assert (said.answer, answer.seen_by) == (answer, grace)
    assert told()[1:] == [("Amina", "contribution_answered")]


def test_sent_back_it_goes_to_whoever_wrote_it_alone_and_another_one_follows(said, jo, grace):
    send_answer_back(say_no(said, jo), why="Say what it costs.", by=grace, now=NOW)
    said.refresh_from_db()
    assert said.answer is None
    assert told()[1:] == [("Jo", "answer_sent_back")]
    answer_contribution(said, outcome="partly", reason="A part.", by=jo, now=NOW)
    assert said.answer.number == 2


def test_two_who_read_it_at_once_do_not_undo_each_other(said, jo, grace):
    answer = say_no(said, jo)
    send_answer_back(answer, why="Think again.", by=grace, now=NOW)
    with pytest.raises(AnsweredBefore):
        agree_with_answer(answer, by=grace, now=NOW)
    with pytest.raises(AnsweredBefore):
        send_answer_back(answer, why="Otherwise.", by=grace, now=NOW)
    assert not Delivery.objects.filter(message__kind="contribution_answered").exists()


@pytest.mark.parametrize("outcome", ["taken-on", "already"])
def test_only_a_no_waits(said, jo, grace, outcome):
    answer = answer_contribution(said, outcome=outcome, reason="Yes.", by=jo, now=NOW)
    assert answer.given_at == NOW


def test_a_no_to_what_carries_no_mark_is_given_at_once(amina, jo, grace):
    assert say_no(contribution(amina), jo).given_at == NOW


def test_the_only_facilitator_names_a_member_who_did_not_say_it(
    said, jo, amina, project, signed_in
):
    bo = factories.MemberFactory(project=project, known_as="Bo")
    url = reverse("questions:contribution_answer", args=[project.slug, said.pk])
    client = signed_in(jo.user)
    typed = {"outcome": "no", "reason": "No money."}
    page = client.post(url, typed).content.decode()
    assert "Choose who reads it before it is given." in page
    assert client.post(url, {**typed, "to_be_seen_by": amina.pk}).status_code == 200
    assert told() == []
    assert client.post(url, {**typed, "to_be_seen_by": bo.pk}).status_code == 302
    assert told() == [("Bo", "answer_to_look_at")]
    page = tight(signed_in(bo.user).get(look_url(said)).content.decode())
    assert "No money." in page
    assert signed_in(bo.user).post(look_url(said), {"agree": "yes"}).status_code == 302
    assert Contribution.objects.get().answer.seen_by == bo


def test_where_there_is_nobody_else_it_is_given_at_once(said, jo):
    assert say_no(said, jo).given_at == NOW


def test_who_wrote_it_and_whoever_said_it_do_not_read_it_here(said, jo, grace, signed_in):
    say_no(said, jo)
    for user in (jo.user, said.member.user):
        client = signed_in(user)
        assert client.get(look_url(said)).headers["Location"] == said.get_absolute_url()
        client.post(look_url(said), {"agree": "yes"})
    assert Contribution.objects.get().answer is None


def test_its_words_are_nowhere_for_members_before(said, jo, grace, signed_in, amina):
    say_no(said, jo)
    page = tight(signed_in(amina.user).get(said.get_absolute_url()).content.decode())
    assert lacks(page, "No money.", but_has="Ask us how we get home")


def test_words_that_came_too_late_lead_to_what_became_of_it(said, jo, grace, signed_in):
    answer = say_no(said, jo)
    page = signed_in(grace.user).post(look_url(said), {"why": ""}).content.decode()
    assert "Write what they should think about again." in page
    agree_with_answer(answer, by=grace, now=NOW)
    late = signed_in(grace.user).post(look_url(said), {"why": "Wait."})
    assert late.headers["Location"] == said.get_absolute_url()


def test_today_asks_the_second_to_read_it_and_not_to_answer(said, jo, grace, signed_in):
    say_no(said, jo)
    today = f"/projects/{said.project.slug}/"
    asked = signed_in(grace.user).get(today).context["asked"]
    assert "Read an answer before Jo gives it" in [ask.title for ask in asked.asks]
    assert asked.waited_for == []
    asked = signed_in(jo.user).get(today).context["asked"]
    mine = [ask.title for ask in asked.asks]
    assert lacks(
        mine, "Read an answer before Jo gives it", but_has="Which kinds of experience do you bring?"
    )


def test_who_has_left_is_not_asked_to_read_it(said, jo, grace):
    end_membership(grace, now=NOW)
    assert say_no(said, jo).given_at == NOW
