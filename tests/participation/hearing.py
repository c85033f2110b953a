"""Arranges what people need, for tests of what they are told; with what coordinators are told, from `tests.home`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from participation import services
from participation.models import Need
from participation.services.needs import hand_back_needs
from tests import factories
from tests.coproduce.two_people import People
from tests.factories import DAY, NOW
from tests.home import coming
from tests.meetings import hearing as of_meetings
from tests.needing import say_needs
from tests.outbox import hearing as of_followers
from tests.participation import (
    hearing_of_joining,
    hearing_of_returns,
    hearing_of_thanks,
    hearing_of_words,
)
from tests.questions import hearing_of_responses
from tests.sharing import share


def _promise(people: People) -> Need:
    need = say_needs(people.amina, people.jo, costs="The fare")
    services.promise_need(need, by=people.jo, due_on=DAY, now=NOW.replace(year=2030))
    return need


def _finish(people: People) -> Any:
    return services.finish_need(_promise(people), now=NOW.replace(year=2030))


def _hand_back(people: People) -> Any:
    _promise(people)
    return hand_back_needs(people.jo, now=NOW)


def _take_back(people: People) -> Any:
    _promise(people)
    return services.take_back(people.amina, "needs", now=NOW)


def _take_over(people: People) -> Any:
    need, boss = (
        _promise(people),
        factories.MemberFactory(project=people.project, role="facilitator"),
    )
    said = {"due_on": DAY, "said_by": people.jo, "now": NOW.replace(year=2031)}
    return services.promise_need(need, by=boss, **said)


def _tell_coordinators(people: People) -> Any:
    factories.CoordinatorFactory(organisation=people.project.organisation)
    review = services.open_review(people.project, due_on=DAY, now=NOW)
    services.tell_late_review(review, on=DAY.replace(year=2027), now=NOW)


def _ask_to_keep(people: People) -> Any:
    return services.ask_to_keep(share(people.amina), now=timezone.now() + timedelta(days=360))


def _take_entry_back(people: People) -> Any:
    share(people.amina)
    return services.take_back(people.amina, "directory", by=people.jo, now=NOW)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    **coming.MAKES,
    **hearing_of_returns.MAKES,
    **hearing_of_thanks.MAKES,
    "directory_ends": _ask_to_keep,
    "directory_noted": lambda people: share(people.amina, by=people.jo),
    "directory_taken_back": _take_entry_back,
    **hearing_of_words.MAKES,
    **hearing_of_joining.MAKES,
    **hearing_of_responses.MAKES,
    **of_followers.MAKES,
    "need_arranged": _finish,
    "participation_review_late": _tell_coordinators,
    "need_for_you": _take_over,
    "need_gone": _take_back,
    "need_taken_over": _take_over,
    "need_promised": _promise,
    "needs_handed_back": _hand_back,
}
_ARRANGES = "arranges something for you, or did"
#: What each says of why it comes, where it asks nothing.
WHY_AT_ONCE = {
    **coming.WHY_AT_ONCE,
    **hearing_of_returns.WHY_AT_ONCE,
    "participation_review_late": "you look after",
    **hearing_of_thanks.WHY_AT_ONCE,
    **dict.fromkeys(
        ["directory_ends", "directory_noted", "directory_taken_back"],
        "it is about what you share with the others",
    ),
    **hearing_of_words.WHY_AT_ONCE,
    **hearing_of_joining.WHY_AT_ONCE,
    **hearing_of_responses.WHY_AT_ONCE,
    **of_followers.WHY_AT_ONCE,
    **dict.fromkeys(["need_arranged", "need_promised", "needs_handed_back"], _ARRANGES),
    **dict.fromkeys(["need_for_you", "need_gone", "need_taken_over"], "you arrange something for"),
}
#: What tells and asks nothing, of meetings and to who follows.
NEWS = {*of_meetings.NEWS, "update_shared", "community_asked"}
