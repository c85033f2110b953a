"""Whoever is asked by letter, by phone or on a sheet is told what the rating page says: who is asked, and the rule."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from elements.asked import asked_in_sentences, printable_names, who_is_asked
from outbox.models import Channel, Preference
from outbox.services import set_preference
from reports import packs, services
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
BARE = str.maketrans("", "", "\u2068\u2069")


def without_email(project, channel: str, name: str = "Rosa"):
    member = factories.MemberFactory(project=project, user=None, known_as=name)
    reach = {"phone": "01632 960 001", "postal_address": "1 High Street"}
    set_preference(member, channel=channel, rhythm="at-once", **reach)
    assert Preference.of(member).reach == channel
    return member


def opened(project):
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7), now=NOW
    )


def read(client, project, member) -> str:
    """Return what the page of a letter or a call says, without the marks that set names apart."""
    address = reverse("outbox:delivery_by_hand_detail", args=[project.slug, member.pk])
    return tight(client.get(address).text.translate(BARE))


def sheet_of(review, jo) -> str:
    pack = services.ask_for_sheets(
        review,
        by=jo.user,
        count=1,
        role="participant",
        send_back="The desk",
        now=NOW,
        on=timezone.localdate(),
    )
    return tight(packs.write(pack, on=timezone.localdate()).translate(BARE))


@pytest.mark.parametrize("channel", [Channel.POST, Channel.PHONE])
def test_a_letter_and_a_call_say_what_the_page_says(
    signed_in, facilitator, participant, project, jo, amina, channel
):
    rosa = without_email(project, channel)
    review = opened(project)
    said = [sentence.translate(BARE) for sentence in asked_in_sentences(who_is_asked(review))]
    assert "What fewer than five people answer, nobody reads." in said
    assert "3 people are asked: Amina, Jo, Rosa. Nobody joined in the last month." in said
    words = read(signed_in(facilitator), project, rosa)
    assert [sentence for sentence in said if f">{sentence}<" not in words] == []

    page = signed_in(participant).get(
        reverse("elements:review_rate", args=[project.slug, review.pk])
    )
    shown = tight(page.text.replace("<bdi>", "").replace("</bdi>", ""))
    rule, asked, seen, made_up = said
    parts = [rule, *asked.replace(": ", ":\n").split("\n"), seen, made_up]
    assert [part for part in parts if part not in shown] == []


def test_a_sheet_says_it_too(project, jo, amina):
    words = sheet_of(opened(project), jo)
    assert "<li>What fewer than five people answer, nobody reads.</li>" in words
    assert "2 people are asked: Amina, Jo. Nobody joined in the last month." in words


def test_of_many_the_number_is_said_and_the_names_are_a_list(
    signed_in, facilitator, project, jo, amina
):
    for number in range(11):
        factories.MemberFactory(project=project, known_as=f"Person {number:02}")
    rosa, rudi = (
        without_email(project, channel, name)
        for channel, name in ((Channel.PHONE, "Rosa"), (Channel.POST, "Rudi"))
    )
    review = opened(project)
    client = signed_in(facilitator)
    call, letter = (read(client, project, member) for member in (rosa, rudi))
    for words in (call, letter, sheet_of(review, jo)):
        assert "15 people are asked. " in words
        assert lacks(words, "people are asked:", but_has="Person 07")
    assert "The names, if they want to hear them" in call
    assert "They are: Amina, Jo, Person 00" in letter


def test_a_name_that_cannot_be_printed_is_counted_and_holds_nothing_up(project, jo, monkeypatch):
    factories.MemberFactory(project=project, known_as="Ž")
    monkeypatch.setattr("elements.asked.without_font", lambda text: [c for c in text if c == "Ž"])
    names = [name.translate(BARE) for name in printable_names(who_is_asked(opened(project)))]
    assert names == ["Jo", "1 more whose name cannot be printed here"]
