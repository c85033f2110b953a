"""
All that leaves a project for everybody, at once: the page and each page of its lists, the feed, the calendar, the
picture, the poster and the emails to those who follow and who responded. No word or name in it of who did not say yes.
"""

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from decisions.publishing import publish_decision
from outbox import digests
from participation.services import ask_to_join
from plan.models import Step
from projects.models import Project
from questions.services import hide_words, publish_words, show_response
from tests import factories
from tests.factories import NOW, BoundaryFactory, MemberFactory, UpdateFactory, a_decision
from tests.following import follow, send
from tests.gathering import a_meeting
from tests.questions.rows import answered, contribution, question
from tests.responding import ask_everybody, responded
from tests.safety import give_safety_contact
from updates.services import send_update

pytestmark = pytest.mark.django_db
#: It stands in each word and name that nobody said may leave the project.
CANARY = re.compile("canary", re.IGNORECASE)
PAGE = "/p/waiting-at-night/"
#: What may leave, and must be found: else nothing was looked at.
SEEN = ["Chosen for all", "Soup for all", "The chairs can change", "Read by all", "Known to all"]


@pytest.fixture
def project(project, jo) -> Project:
    give_safety_contact(project)
    project.is_public, project.safety_name = True, "Canary Ruth"
    project.save()
    project.members.filter(pk=jo.pk).update(known_as="Canary Jo")
    jo.refresh_from_db()
    return project


@pytest.fixture
def quiet(project) -> Any:
    """Somebody who never said yes to anything."""
    user = factories.UserFactory(name="Canary Q", email="canary.q@example.org")
    return MemberFactory(project=project, user=user, known_as="Canary Q")


@pytest.fixture
def filled(project, jo, quiet) -> Project:
    """Fill a project with what may leave it, a few pages of each list, and as much beside it that may not."""
    for number in range(7):
        shown = a_decision(project, jo, what=f"Chosen for all {number}", why="It is warm.")
        publish_decision(shown, shown.current, by=jo, now=NOW)
        kept = a_decision(project, jo, what="Canary decision", why="Canary why")
        news = UpdateFactory(
            project=project,
            created_by=jo,
            sent_at=NOW,
            is_public=True,
            title=f"Read by all {number}",
        )
        news.decisions.set([shown, kept])
        said = contribution(quiet, words=f"Known to all {number}", may_be_public=True)
        publish_words(said, by=jo, now=NOW)
        answered(said, by=jo, reason="Canary reason")
    UpdateFactory(project=project, title="Canary for members", sent_at=NOW)
    UpdateFactory(project=project, title="Canary draft", is_public=True)
    _add_words(project, jo, quiet)
    _add_plan(project, jo, quiet)
    _add_responses(project, jo, quiet)
    return project


def _add_words(project: Project, jo: Any, quiet: Any) -> None:
    contribution(quiet, words="Canary words")
    contribution(quiet, words="Canary words that may leave, not chosen", may_be_public=True)
    hidden = contribution(quiet, words="Canary words that are hidden", may_be_public=True)
    publish_words(hidden, by=jo, now=NOW)
    hide_words(hidden, why="Canary reason", by=jo, now=NOW)
    unnamed = contribution(None, project=project, words="Canary unnamed", is_unnamed=True)
    unnamed.set_aside(now=NOW)


def _add_plan(project: Project, jo: Any, quiet: Any) -> None:
    BoundaryFactory(project=project, what="The chairs can change", who="Canary Q", is_public=True)
    BoundaryFactory(project=project, what="Canary limit", why="Canary why")
    factories.StepFactory(project=project, title="Softer lamps", state=Step.State.DOING)
    join = {"phone": "canary 0300", "link": "https://canary.example.org/room"}
    a_meeting(project, jo, title="Soup for all", is_public=True, **join)
    a_meeting(project, jo, title="Canary meeting", why="Canary why", place="Canary place")
    ask_to_join(
        project,
        known_as="Canary J",
        address="canary.j@example.org",
        words="Canary of a request",
        connection="192.0.2.9",
        now=NOW,
    )


def _add_responses(project: Project, jo: Any, quiet: Any) -> None:
    asked = ask_everybody(quiet, question=question(quiet, words="Canary question within"))
    responded(asked, "canary.1@example.org", known_as="Canary 1", words="Canary not looked at")
    declined = {"declined_at": NOW, "reason": "Canary reason", "outside": "name"}
    responded(asked, "canary.2@example.org", known_as="Canary 2", words="Canary no", **declined)
    unsent = {"confirmed_at": None, "outside": "name"}
    responded(asked, "canary.3@example.org", known_as="Canary 3", words="Canary unsent", **unsent)
    row = responded(asked, "canary.4@example.org", known_as="Canary 4", words="Canary within")
    show_response(row, by=jo, now=NOW)
    named = {"known_as": "Canary 5", "words": "Known to all of the community", "outside": "words"}
    said = show_response(responded(asked, "canary.5@example.org", **named), by=jo, now=NOW)
    publish_words(said, by=jo, now=NOW)


def pages(client: Any) -> list[str]:
    """Return the public page, each page of each of its lists, and what the forms on it say."""
    ahead, found = [PAGE], {}
    while ahead:
        address = ahead.pop()
        if address not in found:
            found[address] = client.get(address).text
            more = re.findall(r'href="(\?[^"#]*)', found[address])
            ahead += [f"{PAGE}{one.replace('&amp;', '&')}" for one in more]
    for form in ("follow/", "join/", *re.findall(r"respond/\d+/", found[PAGE])):
        found[form] = client.post(f"{PAGE}{form}", {"words": "Hello"}).text
    assert len(found) > 8
    return list(found.values())


def poster(client: Any, project: Project, facilitator: Any, folder: Path) -> str:
    client.force_login(facilitator)
    path = folder / "poster.pdf"
    path.write_bytes(client.get(reverse("updates:public_poster", args=[project.slug])).content)
    client.logout()
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode() + path.read_bytes().decode("latin-1")


def emails(project: Project, jo: Any) -> list[str]:
    """Return each email to an address that follows, whole: at once, in a digest, and the one that asks."""
    later = timezone.now()
    for rhythm in ("each", "monthly", "results"):
        follow(project, f"fay.{rhythm}@example.org", rhythm=rhythm, confirmed_at=NOW - timedelta(9))
    news = UpdateFactory(
        project=project, created_by=jo, is_public=True, title="Read by all 8", settled="Six."
    )
    news.decisions.set(project.decisions.all())
    send_update(news, by=jo, now=later)
    send(later)
    digests.gather(now=later + timedelta(days=32), readers=digests.FOLLOWERS)
    send(later + timedelta(days=32))
    told = [email for email in mail.outbox if email.to[0].startswith("fay.")]
    assert {email.to[0] for email in told} == {
        f"fay.{rhythm}@example.org" for rhythm in ("each", "monthly", "results")
    }
    return [email.message().as_string() + email.body + email.alternatives[0][0] for email in told]


def test_no_word_or_name_of_who_did_not_say_yes_leaves_the_project(
    client, filled, facilitator, jo, tmp_path
):
    files = [client.get(f"{PAGE}{name}") for name in ("news.atom", "meetings.ics", "picture.png")]
    told = "\n".join(
        [
            *pages(client),
            *(file.content.decode("latin-1") + str(file.headers) for file in files),
            poster(client, filled, facilitator, tmp_path),
            *emails(filled, jo),
        ]
    )
    assert [words for words in SEEN if words not in told] == []
    found = {told[max(0, one.start() - 60) : one.end() + 40] for one in CANARY.finditer(told)}
    assert found == set()


def test_all_of_it_goes_with_the_page(client, filled):
    Project.objects.update(is_public=False)
    names = ("", "news.atom", "meetings.ics", "picture.png", "decisions/", "follow/", "join/")
    assert {client.get(f"{PAGE}{name}").status_code for name in names} == {404}
