"""What somebody is asked is written down for them: from their card, and back to it, where it is ticked then."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox import asked, services
from outbox.models import Channel, Delivery, Preference
from questions.models import Contribution
from tests.decisions.proposing import a_proposal
from tests.factories import (
    DeliveryFactory,
    MemberFactory,
    MessageFactory,
    ReviewFactory,
    UserFactory,
)
from tests.gathering import a_meeting
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(project):
    def address(name, *args):
        return reverse(f"outbox:{name}", args=[project.slug, *args])

    return address


@pytest.fixture
def caller(signed_in, facilitator):
    return signed_in(facilitator)


@pytest.fixture
def rita(project):
    """Somebody without email, who is rung."""
    rita = MemberFactory(project=project, user=None, known_as="Rita")
    Preference.objects.create(member=rita, channel=Channel.PHONE, phone="01632 960 127")
    return rita


@pytest.fixture
def card(at, rita):
    return at("delivery_by_hand_detail", rita.pk)


def told(member, kind, channel=Channel.PHONE, **data):
    fields = {"project": member.project, "kind": kind, "data": data, "asks": True}
    message = MessageFactory(**fields, created_at=timezone.now())
    return DeliveryFactory(message=message, member=member, channel=channel)


def questions_of(project, member):
    return asked.asked_of(project, member, now=timezone.now())


def test_three_sentences_say_who_rings_why_and_until_when(caller, card, project, jo, rita):
    meeting = a_meeting(project, jo)
    page = caller.get(card)
    who, about, then = page.context["to_say"]
    assert who == (
        "Hello Rita, this is Jo from “Waiting at night”, and we would like to ask you something."
    )
    assert about.startswith("It is about this: “Can you come? At the night shelter")
    assert then.startswith("You can answer now, or until ")
    assert "I write it down as what you said" in then
    assert meeting.title in tight(page.text)


def test_an_answer_about_a_meeting_is_written_down_from_the_card_and_ticked_there(
    caller, card, project, jo, rita
):
    a_meeting(project, jo)
    page = caller.get(card)
    (question,) = page.context["asked"]
    assert question.address.endswith(f"/answer/{rita.pk}/?card={rita.pk}")
    form = caller.get(question.address).context["form"]
    first = {field.html_name: field.value() or "" for field in form}
    answer = caller.post(question.address, {**first, "says": "coming"})
    assert (answer.status_code, answer.url) == (302, card)
    page = tight(caller.get(card).text)
    assert "They have answered." in page
    assert lacks(page, "Write it down for Rita", but_has="What Rita says")


def test_what_is_missing_is_asked_again_and_the_card_is_kept(caller, card, project, jo, rita):
    a_meeting(project, jo)
    (question,) = caller.get(card).context["asked"]
    page = caller.post(question.address, {})
    assert page.status_code == 200
    assert f'href="{card}"' in page.text


def test_a_say_is_written_down_for_whoever_cannot_sign_in_and_for_nobody_else(
    caller, card, project, jo, rita
):
    a_proposal(project, jo, now=timezone.now())
    (question,) = [one for one in questions_of_viewer(caller, card) if "proposes" in one.subject]
    assert "/for/" in question.address
    signs_in = MemberFactory(project=project, known_as="Ben")
    Preference.objects.create(member=signs_in, channel=Channel.PHONE, phone="1")
    a_proposal(project, jo, now=timezone.now(), what="Another")
    page = caller.get(reverse("outbox:delivery_by_hand_detail", args=[project.slug, signs_in.pk]))
    (question,) = page.context["asked"]
    assert (question.address, question.why_not) == ("", "Ben signs in and says it themselves.")
    assert "Ben signs in and says it themselves." in page.text


def questions_of_viewer(caller, card):
    return caller.get(card).context["asked"]


def test_what_has_no_name_is_written_down_for_nobody_and_the_card_says_so(
    caller, card, project, rita
):
    ReviewFactory(project=project, now=timezone.now())
    page = caller.get(card)
    (question,) = page.context["asked"]
    assert question.address == ""
    assert "Answers to a review are kept without a name" in page.text


def test_what_they_say_in_passing_becomes_theirs(caller, card, project, jo, rita):
    told(rita, "standard")
    page = caller.get(card)
    (said,) = [one for one in page.context["write_down"] if one.words == "Something they said"]
    form = caller.get(said.address).context["form"]
    assert (form["said_by"].value(), form["way"].value()) == (rita.pk, "aloud")
    first = {field.html_name: field.value() or "" for field in form if field.name != "file"}
    answer = caller.post(said.address, {**first, "words": "The chairs are hard."})
    assert (answer.status_code, answer.url) == (302, card)
    row = Contribution.objects.get()
    assert (row.member, row.entered_by, row.way) == (rita, jo, "aloud")
    assert "It is written down as what Rita said." in caller.get(card).text


def test_nobody_but_who_runs_it_comes_with_somebody_elses_name(signed_in, amina, project, rita):
    where = reverse("questions:contribution_create", args=[project.slug])
    hers = signed_in(amina.user)
    form = hers.get(f"{where}?for={rita.pk}&card={rita.pk}").context["form"]
    assert {"said_by"}.isdisjoint(form.fields)
    first = {field.html_name: field.value() or "" for field in form if field.name != "file"}
    answer = hers.post(f"{where}?for={rita.pk}&card={rita.pk}", {**first, "words": "Mine."})
    said = Contribution.objects.get()
    assert (said.member, answer.url) == (amina, said.get_absolute_url())


def test_what_they_need_is_written_down_from_the_card(caller, card, rita):
    told(rita, "standard")
    page = caller.get(card)
    (need,) = [one for one in page.context["write_down"] if one.words == "Something they need"]
    answer = caller.post(need.address, {"answer": "later"})
    assert (answer.status_code, answer.url) == (302, card)


def test_a_question_that_was_rung_about_can_still_be_answered_for_two_months(
    caller, at, card, project, jo, rita
):
    a_meeting(project, jo)
    now = timezone.now()
    numbers = list(Delivery.objects.to_do_by_hand().values_list("pk", flat=True))
    services.tick_deliveries(project, numbers, by=jo, now=now)
    assert caller.get(card).context["asked"][0].noted == ""
    page = tight(caller.get(at("delivery_by_hand_list")).text)
    assert re.search(f'href="{card}">\\s*Write down what they say', page)
    Delivery.objects.update(done_at=now - timedelta(days=61))
    type(Delivery.objects.first().message).objects.update(created_at=now - timedelta(days=61))
    assert caller.get(card).status_code == 404


def test_the_number_on_a_sheet_leads_to_what_it_answers(caller, at, card, rita, twin):
    told(rita, "standard")
    find = at("sheet_find")
    assert caller.get(f"{find}?number={rita.pk}").url == card
    elsewhere = MemberFactory(project=twin, user=None)
    told(elsewhere, "standard")
    for typed in (elsewhere.pk, "", "x", "9" * 40):
        answer = caller.get(f"{find}?number={typed}", follow=True)
        assert "We know no sheet with this number." in answer.text


@pytest.mark.parametrize("typed", ["x", "", "9" * 40])
def test_an_address_that_names_no_card_leads_where_it_always_did(caller, project, jo, rita, typed):
    meeting = a_meeting(project, jo)
    where = reverse("meetings:meeting_answer_for", args=[project.slug, meeting.pk, rita.pk])
    form = caller.get(where).context["form"]
    first = {field.html_name: field.value() or "" for field in form}
    answer = caller.post(f"{where}?card={typed}", {**first, "says": "coming"})
    assert answer.url == meeting.get_absolute_url()


def test_a_reminder_of_the_same_question_is_one(project, jo, rita):
    meeting = a_meeting(project, jo)
    row = Delivery.objects.get(member=rita)
    again = row.message
    again.pk, again.event = None, "again"
    again.save()
    DeliveryFactory(message=again, member=rita, channel=Channel.PHONE)
    assert len(questions_of(project, rita)) == 1
    assert meeting.pk == row.message.data["meeting"]


def test_whoever_hears_by_email_since_has_no_letter_and_their_answer_can_still_come(
    caller, card, project, jo, rita
):
    a_meeting(project, jo)
    Delivery.objects.filter(member=rita).update(done_at=timezone.now())
    Preference.objects.filter(member=rita).update(channel=Channel.EMAIL, is_large_print=False)
    rita.user = UserFactory()
    rita.save()
    page = tight(caller.get(card).text)
    assert lacks(page, "The letter to", "We have no address", but_has="What Rita was asked")
    assert "What Rita says" in page
