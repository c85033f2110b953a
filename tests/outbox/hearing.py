"""Lets somebody follow a project and be told, for tests of what they are told."""

from collections.abc import Callable
from typing import Any

from outbox import services
from tests.coproduce.two_people import People
from tests.factories import NOW, UpdateFactory
from updates.services import send_update


def _ask(people: People) -> None:
    chosen = {"rhythm": "each", "language": "en-gb", "connection": "192.0.2.1"}
    services.ask_to_follow(people.project, address="fay@example.org", **chosen, now=NOW)


def _share(people: People) -> Any:
    people.project.is_public = True
    news = UpdateFactory(project=people.project, is_public=True)
    return send_update(news, by=people.jo, now=NOW)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {"follow_asked": _ask, "update_shared": _share}
#: What each says of why it comes, where it asks nothing of a member.
WHY_AT_ONCE = {"follow_asked": "else we do so after a week"}
