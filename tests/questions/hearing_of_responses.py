"""Asks the community, and is answered, for tests of what people are told."""

from collections.abc import Callable
from typing import Any

from projects.models import Project
from questions import services
from tests.coproduce.two_people import People
from tests.factories import NOW
from tests.questions.rows import question
from tests.responding import ask_everybody, responded


def _ask(people: People) -> Any:
    asked = question(people.amina)
    return services.ask_community(asked, words="How do you?", by=people.jo, now=NOW)


def _respond(people: People) -> None:
    Project.objects.update(is_public=True)
    said = {"known_as": "Zoe", "words": "By bus", "outside": "", "connection": "192.0.2.1"}
    services.add_response(ask_everybody(people.jo), address="zoe@example.org", **said, now=NOW)


def _confirm(people: People) -> Any:
    row = responded(ask_everybody(people.jo), confirmed_at=None)
    return services.confirm_response(row, now=NOW)


def _show(people: People) -> Any:
    return services.show_response(responded(ask_everybody(people.jo)), by=people.jo, now=NOW)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    "community_asked": _ask,
    "response_asked": _respond,
    "response_waits": _confirm,
    "response_told": _show,
}
#: What each says of why it comes, where it asks nothing.
WHY_AT_ONCE = {
    "response_asked": "nobody reads it, and after a week it is deleted",
    "response_told": "you wrote to",
}
