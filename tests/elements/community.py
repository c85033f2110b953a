"""The wider community of a project, for tests of records: asked, heard, answered; or not."""

from datetime import timedelta
from typing import Any

from projects.models import Member, Project
from questions.models import CommunityQuestion, Contribution
from questions.services import hide_words
from tests.elements.conftest import DAY, NOW, ago
from tests.questions.rows import answered, contribution
from tests.responding import ask_everybody, responded


def shown_response(
    asked: CommunityQuestion, address: str, *, days: int = 20, **more: Any
) -> Contribution:
    """Let somebody respond whose words everybody in the project reads since so many days."""
    said = contribution(
        None,
        project=asked.project,
        way=Contribution.Way.COMMUNITY,
        for_whom="Zoe",
        said_at=ago(days),
        **{"answer_by": ago(days).date() + timedelta(days=14), **more},
    )
    kept = {"words": "", "known_as": "", "confirmed_at": ago(days)}
    responded(asked, address, contribution=said, **kept)
    return said


def add_community(sound: Any) -> None:
    """Ask everybody; two respond, and are answered: one is taken on."""
    asked = ask_everybody(sound.jo, asked_at=ago(30), question=sound.question)
    first, second = (shown_response(asked, f"{name}@example.org") for name in ("zoe", "yan"))
    answered(first, by=sound.jo, at=ago(15), outcome="taken-on")
    answered(second, by=sound.jo, at=ago(15), outcome="no")
    sound.rows |= {"community": asked, "responses": [first, second]}


def add_unsound_community(project: Project, jo: Member) -> None:
    """Ask once more; one is taken on in part, one is not answered, one is hidden, one waits, one came of a member."""
    about = {"question": project.questions.order_by("-pk")[0]}
    asked = ask_everybody(jo, asked_at=ago(30), stopped_at=ago(1), **about)
    answered(shown_response(asked, "xia@example.org"), by=jo, at=ago(15), outcome="partly")
    shown_response(asked, "wim@example.org", answer_by=DAY)
    hidden = shown_response(asked, "vic@example.org", answer_by=DAY)
    hide_words(hidden, why="A nurse is named.", by=jo, now=NOW)
    shown_response(asked, jo.user.email, answer_by=DAY)
    responded(asked, "uma@example.org", confirmed_at=ago(3))
