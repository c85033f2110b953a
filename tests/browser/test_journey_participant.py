"""A participant: from the invitation's email over a few questions to the plan and the decision log, in three ways."""

import re

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import expect

from decisions.services import Maker, correct_decision
from outbox import tasks as outbox_tasks
from outbox.models import Preference
from participation import services
from participation.services import invite_member
from projects.models import Member
from tests import factories
from tests.browser.hands import WAYS, hand_for


@pytest.fixture
def amina(project, jo):
    """Somebody who is invited to a project that has a plan and a decision with two versions."""
    factories.StepFactory(project=project, title="Try softer lamps", state="doing", owner=jo)
    factories.BoundaryFactory(project=project, what="No building work before April")
    factories.GroupFactory(project=project, name="People who wait at night")
    decision = factories.a_decision(project, jo)
    correct_decision(
        decision,
        by=jo,
        base_version=1,
        change_why="The hour was wrong.",
        what="Lights are dimmed from 10pm",
        why="People could not rest under full light.",
        decided_on=factories.DAY,
        makers=[Maker(member=jo)],
        now=factories.NOW,
    )
    return invite_member(
        project,
        by=jo,
        email="amina@example.org",
        known_as="Amina Okafor",
        role="participant",
        words="You asked good questions in May.",
        now=factories.NOW,
    )


def link_in(email) -> str:
    found = re.search(re.escape(settings.SITE_URL) + r"(/invitations/\S+)", email.body)
    assert found, email.body
    return found[1]


def records(member: Member) -> dict:
    """Return what the journey left in the database."""
    member.refresh_from_db()
    known = Preference.of(member)
    return {
        "member": (member.known_as, member.is_taking_part, [str(e) for e in member.experience]),
        "belongs": list(member.belongings.values_list("group__name", flat=True)),
        "speaks": list(member.speaks_for.values_list("group__name", "extent", "is_named")),
        "said": sorted(member.consents.values_list("purpose", "answer")),
        "needs": services.needs_said(member),
        "hears": (known.channel, known.rhythm),
        "has read": member.boundaries_read_at is not None,
    }


@pytest.mark.parametrize("way", WAYS)
def test_an_invited_person_comes_in_and_reads_what_was_decided(way, new_page, amina):
    outbox_tasks.send_due()
    hand = hand_for(way, new_page)

    hand.page.goto(link_in(mail.outbox[0]))
    hand.sees("Jo invites you to take part in “Waiting at night”")
    hand.press("Yes, I want to take part")
    hand.sees("Welcome, Amina Okafor")

    hand.write("The name you want to be known by", "Amina")
    hand.tick("Lived")
    hand.tick("Personal")
    hand.press("Yes, keep this")
    hand.sees("Groups you belong to")
    expect(hand.page.get_by_label("How far can you speak for them?")).to_be_hidden()
    hand.tick("People who wait at night")
    hand.pick("How far can you speak for them?", "for some people I know")
    hand.tick("My name and my words")
    hand.press("Yes, keep this")
    hand.sees("What you need to take part")
    hand.write("Costs", "The fare, before I come")
    hand.press("Yes, keep this")
    hand.sees("What you would like in return")
    hand.tick("A thank you that others see")
    hand.press("Yes, keep this")
    hand.sees("How you hear from us")
    hand.tick("By email")
    hand.tick("Once a week")
    # From the email to being in, with all told.
    assert hand.loads == 6
    hand.press("Yes, keep this")
    hand.sees("What I said yes to")
    hand.reads("The others see your name.")
    hand.follow("Go to the project")
    hand.sees("Hello Amina")

    hand.tab("Plan")
    hand.sees("Plan")
    hand.reads("Try softer lamps")
    hand.follow("Read it")
    hand.sees("What can change, and what can’t")
    hand.press("I’ve read it")
    hand.reads("We have noted that you have read it.")

    hand.tab("Decisions")
    hand.sees("Decisions")
    hand.follow("Lights are dimmed from 10pm")
    hand.sees("Lights are dimmed from 10pm")
    hand.unfold("Who wrote this down")
    hand.follow("What changed")
    hand.sees("Lights are dimmed from 10pm")
    hand.reads("What changed from version 1 to version 2")
    hand.reads("The hour was wrong.")

    assert records(amina) == {
        "member": ("Amina", True, ["lived", "personal"]),
        "belongs": ["People who wait at night"],
        "speaks": [("People who wait at night", "some", True)],
        "said": [
            (purpose, "yes") for purpose in ("bring", "groups", "hear", "needs", "returns", "speak")
        ],
        "needs": {"costs": "The fare, before I come"},
        "hears": ("email", "weekly"),
        "has read": True,
    }
    assert hand.page.troubles == []
