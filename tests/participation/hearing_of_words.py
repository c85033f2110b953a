"""Writes to one person alone, and goes on with it, for tests of what they are told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from participation import services
from tests.coproduce.two_people import People
from tests.factories import NOW
from tests.safety import give_safety_contact
from tests.wording import answered, write


def _outside(people: People) -> Any:
    give_safety_contact(people.project)
    return write(people.amina, now=NOW)


#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    "private_word": lambda people: services.remind_of_word(
        write(people.amina, people.jo, now=NOW), now=NOW + timedelta(days=3)
    ),
    "private_word_news": lambda people: answered(write(people.amina, people.jo, now=NOW), now=NOW),
    "private_word_outside": _outside,
}
#: What each says of why it comes, where it asks nothing.
WHY_AT_ONCE = {
    **dict.fromkeys(["private_word", "private_word_news"], "is for you alone"),
    "private_word_outside": "has named you as the person outside it",
}
