"""Somebody says something on one page, for themselves or for somebody else; the receipt says what happens now."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery
from questions.models import AnswerTime, Contribution
from questions.services import add_contribution
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution, question

SAY = "/projects/waiting-at-night/say/"
WORDS = "Could the desk window open at night?"


@pytest.fixture
def gil(project):
    """Somebody without email."""
    return factories.MemberFactory(project=project, user=None, known_as="Gil")


def said_through(client, **more) -> Contribution:
    answer = client.post(SAY, {"words": WORDS, **more})
    assert answer.status_code == 302, tight(answer.content.decode())
    return Contribution.objects.get(words=WORDS)


def problems(client, **more) -> dict:
    return client.post(SAY, {"words": WORDS, **more}).context["form"].errors


def test_the_button_stands_in_the_band_of_every_page_for_members(signed_in, participant, project):
    page = tight(
        signed_in(participant).get(reverse("plan:plan", args=[project.slug])).content.decode()
    )
    assert f'<a class="say" href="{SAY}">Say something</a>' in page
    page = tight(signed_in(participant).get(SAY).content.decode())
    assert f'<a class="say" href="{SAY}" aria-current="page">' in page


def test_all_but_the_words_can_be_left_out(signed_in, participant, amina):
    said = said_through(signed_in(participant))
    assert (said.member, said.entered_by, said.question, said.kind) == (amina, None, None, "")
    assert (said.way, said.may_be_public, said.is_unasked) == ("web", False, False)


def test_all_that_was_added_is_kept(signed_in, participant, jo):
    about = question(jo)
    said = said_through(signed_in(participant), question=about.pk, kind="worry", outside="words")
    assert (said.question, said.kind, said.may_be_public) == (about, "worry", True)


def test_a_link_from_a_question_chooses_it(signed_in, participant, jo):
    old = question(jo, words="The oldest of all?")
    for _more in range(31):
        question(jo)
    page = signed_in(participant).get(SAY, {"question": old.pk})
    assert page.context["form"]["question"].value() == str(old.pk)
    assert f'<option value="{old.pk}" selected>' in tight(page.content.decode())


def test_a_question_of_another_project_is_none_to_speak_to(signed_in, participant, project):
    elsewhere = question(factories.MemberFactory())
    question(factories.MemberFactory(project=project))
    assert problems(signed_in(participant), question=elsewhere.pk) == {
        "question": ["This question is not here any more. Choose another."]
    }


def test_everybody_can_say_what_somebody_else_told_them(signed_in, participant, amina):
    said = said_through(signed_in(participant), for_whom="A porter", way="phone")
    assert (said.member, said.for_whom, said.entered_by, said.way) == (
        None,
        "A porter",
        amina,
        "phone",
    )
    client = signed_in(participant)
    client.get(said.get_absolute_url())
    page = tight(client.get(said.get_absolute_url()).content.decode())
    assert "<b>A porter</b>, by phone," in page
    assert "Written down by Amina." in page


def test_a_facilitator_writes_down_what_a_member_said_and_the_member_is_told(
    signed_in, facilitator, gil, jo
):
    said = said_through(signed_in(facilitator), said_by=gil.pk, way="paper")
    assert (said.member, said.entered_by, said.way) == (gil, jo, "paper")
    told = Delivery.objects.get()
    assert (told.member, told.message.kind) == (gil, "contribution_entered")
    assert told.asks
    assert told.message.subject == "Jo has written down what you said"


def test_a_participant_puts_no_words_into_the_mouth_of_a_member(signed_in, participant, gil, amina):
    said = said_through(signed_in(participant), said_by=gil.pk)
    assert (said.member, said.entered_by) == (amina, None)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("facilitator", "Gil is in this project. Choose them above, so that they are told."),
        ("participant", "Gil is in this project. Ask them to say it here, or a facilitator"),
    ],
)
def test_the_name_of_a_member_is_no_name_to_speak_for(signed_in, request, gil, who, words):
    found = problems(signed_in(request.getfixturevalue(who)), for_whom=" gIL ")
    assert found["for_whom"][0].startswith(words)
    assert not Contribution.objects.exists()


def test_one_author_is_enough(signed_in, facilitator, gil):
    found = problems(signed_in(facilitator), said_by=gil.pk, for_whom="A porter")
    assert found == {"for_whom": ["Choose one person, or write a name. Not both."]}
    found = problems(signed_in(facilitator), way="phone")
    assert found == {"way": ["Say who told it, or leave this empty."]}


def test_what_we_should_be_asking_is_kept_as_such(signed_in, participant, project):
    client = signed_in(participant)
    page = client.get(SAY, {"unasked": ""}).content.decode()
    assert "What should we be asking you that we are not?</label>" in tight(page)
    client.post(f"{SAY}?unasked", {"words": WORDS})
    assert Contribution.objects.get().is_unasked


def test_the_receipt_names_the_day_and_leads_on(signed_in, participant, amina):
    client = signed_in(participant)
    answer = client.post(SAY, {"words": WORDS}, follow=True)
    page = tight(answer.content.decode())
    assert "Thank you, Amina. We have it." in page
    assert f'data-draft-sent="say-{amina.pk}"' in page
    assert "Next, somebody reads it." in page
    assert ">See it as others do</a>" in page


def test_the_receipt_is_shown_once_and_to_nobody_else(
    signed_in, participant, facilitator, amina, jo
):
    thanks, other = "We have it.", contribution(jo).get_absolute_url()
    client = signed_in(participant)
    client.post(SAY, {"words": WORDS})
    newest = Contribution.objects.latest("pk").get_absolute_url()
    assert lacks(client.get(other).content.decode(), thanks, but_has="Replies")
    assert thanks in client.get(newest).content.decode()
    assert lacks(client.get(newest).content.decode(), "data-draft-sent", but_has="Replies")
    client.post(SAY, {"words": WORDS})
    newest = Contribution.objects.latest("pk").get_absolute_url()
    assert lacks(signed_in(facilitator).get(newest).content.decode(), thanks, but_has="Replies")


def test_the_promised_day_follows_the_clock_of_the_project(project, amina):
    today = timezone.localdate(NOW)
    clock = AnswerTime.objects.create(project=project, days=7)
    said = add_contribution(project, by=amina, words=WORDS, now=NOW)
    assert said.answer_by == today + timedelta(days=7)
    clock.paused_until, clock.pause_why = today + timedelta(days=10), "We are away."
    clock.save()
    said = add_contribution(project, by=amina, words=WORDS, now=NOW)
    assert said.answer_by == today + timedelta(days=17)


def test_the_key_of_a_draft_is_the_same_for_one_person_and_another_one_for_others(
    signed_in, participant, facilitator, project
):
    def key(user) -> str:
        return signed_in(user).get(SAY).context["draft_key"]

    assert key(participant) == key(participant)
    assert key(participant) != key(facilitator)
    assert len(key(participant)) == 44


def test_a_project_that_has_ended_has_no_button_and_takes_no_reply(signed_in, participant, amina):
    said = contribution(amina)
    amina.project.__class__.objects.update(state="ended")
    page = signed_in(participant).get(said.get_absolute_url()).content.decode()
    assert lacks(page, "Say something", "Reply</button>", but_has=said.words)
    answer = signed_in(participant).post(said.get_absolute_url(), {"words": "Still here."})
    assert answer.status_code == 403
    assert not said.replies.exists()
