"""A facilitator: from the email with the code to the first decision and the first update, in three ways."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import tasks as accounts_tasks
from accounts.models import SignInCode
from decisions.models import DecisionVersion
from outbox import tasks as outbox_tasks
from plan.getters import get_readiness
from projects.models import Project
from tests import factories
from tests.browser.hands import WAYS, hand_for

#: From an empty start to a running project: so many pages are enough.
MOST_LOADS = 30


def sign_in(hand, email: str, name: str) -> None:
    hand.page.goto("/")
    hand.follow("Sign in")
    hand.sees("Sign in")
    hand.write("Your email address", email)
    hand.press("Send me a code")
    hand.sees("Check your email")
    accounts_tasks.send_due()
    code = SignInCode.objects.get().code
    assert code in mail.outbox[-1].body
    hand.write("The six numbers", code)
    hand.press("Sign in")
    hand.sees(f"Hello {name}")


def make(hand) -> None:
    hand.follow("Create the first project")
    hand.sees("Make a new project")
    hand.write("What is the project called?", "Waiting at night")
    hand.write("What is it, in one line?", "We change the waiting area together")
    hand.press("Make the project")
    hand.sees("Set up the project")


def set_up(hand) -> None:
    hand.follow("Say what the project is for")
    hand.sees("What the project is for")
    hand.write("What is it for?", "So that nobody waits in the dark.")
    hand.press("Save")
    hand.sees("Set up the project")

    hand.follow("Say whom to ring when somebody is in danger")
    hand.sees("When somebody is in danger")
    hand.write("Whom should people ring now?", "999, if somebody may get hurt.")
    hand.write("Who is told, outside this project?", "Dana Reed")
    hand.write("Their phone number", "01632 960 777")
    hand.press("Save")
    hand.sees("Set up the project")

    hand.follow("Confirm time, money and permission")
    hand.sees("Do we have enough time, money and permission?")
    for kind in ("time", "money", "permission"):
        hand.choose(hand.page.locator(f"input[name={kind}_confirmed][value=yes]"))
    hand.press("Save")
    hand.sees("Set up the project")

    hand.follow("Say what can change and what cannot")
    hand.tick("No, it is fixed, whatever we say")
    hand.write("What is it about?", "No building work before April")
    hand.write("Why?", "The ward below cannot be closed.")
    hand.press("Add")
    hand.is_refused()
    hand.write("Who says so?", "The estates manager")
    hand.press("Add")
    # Whoever came from the list of tasks is back there.
    hand.sees("Set up the project")


def bring_people(hand) -> None:
    hand.follow("List the groups of people")
    hand.sees("Add a group")
    hand.write("Who are they?", "People who wait at night")
    hand.tick("People who use")
    hand.tick("Yes")
    hand.press("Add this group")
    hand.sees("Set up the project")

    hand.tab("People")
    hand.sees("People")
    hand.follow("Invite somebody")
    hand.write("Email address", "amina@example.org")
    hand.write("Name", "Amina")
    hand.press("Send the invitation")
    hand.reads("An invitation is on its way to Amina")


def plan(hand, due_on) -> None:
    hand.tab("Plan")
    hand.sees("Plan")
    hand.follow("Add a step")
    hand.write("What do we do?", "Try softer lamps in one corner")
    hand.give_day("Until", due_on)
    hand.tick("Jo")
    hand.press("Add the step")
    hand.reads("Try softer lamps in one corner")

    hand.tab("Plan")
    hand.follow("See what is left to do")
    hand.follow("Start the project")
    hand.sees("Start the project")
    hand.press("Start the project")
    hand.reads("The project has started.")


def decide(hand) -> None:
    hand.tab("Decisions")
    hand.follow("Record a decision")
    hand.write("What was decided", "Lights are dimmed from 11pm")
    hand.write("Why", "People could not rest under full light.")
    hand.press("Check and record")
    hand.is_refused()
    hand.tick("Jo")
    hand.unfold("Add more")
    hand.write("Name", "Dana Reed")
    hand.write("As what", "estates manager")
    hand.press("Check and record")
    hand.sees("Check before it is recorded")
    hand.press("Record it")
    hand.sees("Lights are dimmed from 11pm")

    hand.follow("Correct it")
    hand.write("What was decided", "Lights are dimmed from 10pm")
    hand.write("Why is it changed?", "The hour was wrong.")
    hand.press("Check the correction")
    hand.sees("Check the correction")
    hand.press("Save the correction")
    hand.sees("Lights are dimmed from 10pm")


def tell(hand, more_on) -> None:
    hand.run("Write news")
    hand.write("Headline", "The lights are dimmed")
    hand.write("Where are we now?", "From tonight it is darker.")
    hand.give_day("When will people hear more?", more_on)
    hand.unfold("Add more")
    hand.tick("1. Lights are dimmed from 10pm")
    hand.press("Look at it")
    hand.sees("Look at it before it goes")
    hand.press("Send it to 1 person")
    hand.sees("The lights are dimmed")


def records() -> dict:
    """Return what the journey left in the database."""
    project = Project.objects.get(name="Waiting at night")
    update = project.updates.get()
    return {
        "project": (project.summary, project.purpose, project.state),
        "ready": [check.is_confirmed for check in get_readiness(project)],
        "boundaries": list(project.boundaries.values_list("kind", "what", "why", "who")),
        "groups": list(project.groups.values_list("name", "sector", "involve")),
        "members": list(project.members.order_by("pk").values_list("known_as", "role")),
        "steps": list(project.steps.values_list("title", "owner__known_as", "due_on")),
        "decisions": [
            (v.version, v.what, v.why, v.change_why, [str(m) for m in v.makers.all()])
            for v in DecisionVersion.objects.order_by("version")
        ],
        "update": (update.title, update.where_we_are, update.more_on, update.is_sent),
        "tells of": list(update.decisions.values_list("number", flat=True)),
    }


@pytest.mark.parametrize("way", WAYS)
def test_a_facilitator_runs_a_project_up_to_its_first_update(way, new_page):
    user = factories.UserFactory(name="Jo", email="jo@example.org")
    factories.CoordinatorFactory(user=user)
    soon = timezone.localdate() + timedelta(days=14)
    hand = hand_for(way, new_page)

    sign_in(hand, "jo@example.org", "Jo")
    make(hand)
    set_up(hand)
    bring_people(hand)
    plan(hand, soon)
    # One page was refused on the way.
    assert hand.loads <= MOST_LOADS
    decide(hand)
    tell(hand, soon)
    outbox_tasks.send_due()

    why, makers = "People could not rest under full light.", ["Jo", "Dana Reed"]
    assert records() == {
        "project": (
            "We change the waiting area together",
            "So that nobody waits in the dark.",
            "running",
        ),
        "ready": [True, True, True],
        "boundaries": [
            (
                "fixed",
                "No building work before April",
                "The ward below cannot be closed.",
                "The estates manager",
            )
        ],
        "groups": [("People who wait at night", "using", "yes")],
        "members": [("Jo", "facilitator"), ("Amina", "participant")],
        "steps": [("Try softer lamps in one corner", "Jo", soon)],
        "decisions": [
            (1, "Lights are dimmed from 11pm", why, "", makers),
            (2, "Lights are dimmed from 10pm", why, "The hour was wrong.", makers),
        ],
        "update": ("The lights are dimmed", "From tonight it is darker.", soon, True),
        "tells of": [1],
    }
    subjects = [message.subject for message in mail.outbox if message.to == ["jo@example.org"]]
    assert len(subjects) == 2
    assert "The lights are dimmed" in subjects[1]
    assert hand.page.troubles == []
