"""Asks to take part, and is answered, for tests of what people are told."""

from collections.abc import Callable
from typing import Any

from participation import services
from projects.models import Project
from tests import joining
from tests.coproduce.two_people import People
from tests.factories import NOW


def _ask(people: People) -> None:
    said = {"known_as": "Zoe", "words": "", "connection": "192.0.2.1", "now": NOW}
    services.ask_to_join(people.project, address="zoe@example.org", **said)


def _confirm(people: People) -> Any:
    row = joining.ask_to_join(people.project, confirmed_at=None)
    return services.confirm_join_request(row, shown=row.shown, now=NOW)


def _decline(people: People) -> Any:
    row = joining.ask_to_join(people.project)
    return services.decline_join_request(row, by=people.jo, reason="We are full.", now=NOW)


def _end(people: People) -> Any:
    row = joining.ask_to_join(people.project)
    Project.objects.filter(pk=people.project.pk).update(state="ended", ended_on=NOW.date())
    services.answer_after_the_end(row, now=NOW)
    return Project.objects.filter(pk=people.project.pk).update(state="running", ended_on=None)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    "join_asked": _ask,
    "join_waits": _confirm,
    "join_declined": _decline,
    "join_ended": _end,
}
#: What each says of why it comes, where it asks nothing.
WHY_AT_ONCE = {
    "join_asked": "nobody reads it, and after a week it is deleted",
    "join_declined": "you asked to take part",
    "join_ended": "What you wrote and your address are deleted now",
}
