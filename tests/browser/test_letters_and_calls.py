"""Letters go into envelopes, and what people say on the phone or on a sheet is written down for them; in three ways."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import MeetingAnswer
from outbox.models import Channel, Delivery, Preference
from questions.models import Contribution
from reports import letters
from reports.models import LetterPack
from tests import factories
from tests.browser.hands import WAYS, hand_for
from tests.gathering import a_meeting

LIST = "/projects/waiting-at-night/run/letters/"


@pytest.fixture
def meeting(project, jo):
    """A meeting to which 40 people are asked by post, and five by phone."""
    for number in range(45):
        by_phone = number >= 40
        member = factories.MemberFactory(
            project=project, user=None, known_as=f"{'Rung' if by_phone else 'Post'} {number:02}"
        )
        where = {"phone": "01632 960 127"} if by_phone else {"postal_address": "1 Lamp Street"}
        channel = Channel.PHONE if by_phone else Channel.POST
        Preference.objects.create(member=member, channel=channel, **where)
    return a_meeting(project, jo)


@pytest.mark.parametrize("way", WAYS)
def test_forty_letters_go_into_envelopes(
    way, new_page, sign_in, facilitator, project, meeting, monkeypatch
):
    monkeypatch.setattr("reports.rendering.render_pdf", lambda html: (b"%PDF of nothing", 80))
    me = hand_for(way, new_page)
    sign_in(me.page, facilitator)
    me.page.goto(LIST)
    me.sees("Letters and calls")
    me.reads("40 letters to post, 5 people to ring.")
    me.follow("Print all letters")
    me.sees("Print letters")
    me.reads("40 letters: one for each person")
    me.is_for_everybody()
    me.tick("C4: large")
    me.write("Where should people send their answers?", "The blue box, ward 4")
    me.press("Make the PDF")
    me.sees("Letters to print")
    pack = LetterPack.objects.get()
    assert letters.render(pack, now=timezone.now() + timedelta(seconds=1))
    me.page.reload()
    expect(me.page.get_by_role("link", name="Download the PDF")).to_be_visible()
    me.reads("40 letters are ready.")
    me.reads("For C4 envelopes with a window (229 × 324 mm)")
    me.is_for_everybody()
    me.press("I posted them all")
    me.sees("Letters and calls")
    me.reads("0 letters to post, 5 people to ring.")
    assert Delivery.objects.in_state("ticked").count() == 40
    assert me.page.troubles == []


@pytest.mark.parametrize("way", WAYS)
def test_five_people_are_rung_and_what_they_say_is_theirs(
    way, new_page, sign_in, facilitator, project, meeting
):
    me = hand_for(way, new_page)
    sign_in(me.page, facilitator)
    Delivery.objects.filter(channel=Channel.POST).delete()
    for number in range(40, 45):
        me.page.goto(LIST)
        me.sees("Letters and calls")
        me.follow("What to say")
        name = f"Rung {number}"
        me.sees(f"Ring {name}")
        me.reads(f"Hello {name}, this is Jo from “Waiting at night”")
        me.follow(f"Write it down for {name}")
        me.sees(f"Can {name} come?")
        me.tick("They are coming")
        me.press("Save what they said")
        me.sees(f"Ring {name}")
        me.reads("They have answered.")
        if number == 40:
            me.is_for_everybody()
            me.follow("Something they said")
            me.sees("Say something")
            me.write("What do you want to say?", "The chairs are hard.")
            me.press("Say it")
            me.sees(f"Ring {name}")
            me.reads("It is written down as what Rung 40 said.")
        # Nothing is left to tell them.
        Delivery.objects.filter(member__known_as=name).update(done_at=timezone.now())
    said = Contribution.objects.get()
    assert (said.words, said.member.known_as) == ("The chairs are hard.", "Rung 40")
    answers = MeetingAnswer.objects.filter(meeting=meeting, says="coming")
    assert {row.member.known_as for row in answers} == {f"Rung {n}" for n in range(40, 45)}
    assert me.page.troubles == []


@pytest.mark.parametrize("way", WAYS)
def test_a_sheet_that_came_back_is_written_down_by_its_number(
    way, new_page, sign_in, facilitator, project, meeting
):
    me = hand_for(way, new_page)
    sign_in(me.page, facilitator)
    gil = project.members.get(known_as="Post 07")
    Delivery.objects.update(done_at=timezone.now())
    me.page.goto(LIST)
    me.write("The number at its top", str(gil.pk))
    me.press("Find what it answers")
    me.sees("The letter to Post 07")
    me.is_for_everybody()
    me.follow("Write it down for Post 07")
    me.sees("Can Post 07 come?")
    me.tick("They can’t come")
    me.press("Save what they said")
    me.sees("The letter to Post 07")
    me.reads("They have answered.")
    address = reverse("outbox:delivery_by_hand_detail", args=[project.slug, gil.pk])
    assert me.page.url.endswith(address)
    assert me.page.troubles == []
