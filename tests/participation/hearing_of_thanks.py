"""Lets people thank each other, for tests of what they are told."""

from collections.abc import Callable
from typing import Any

from participation import services
from tests.coproduce.two_people import People
from tests.factories import NOW
from tests.thanking import shown_thanks, thank

#: Each kind of message -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    "thanks_given": lambda people: thank(people.jo, people.amina, now=NOW),
    "thanks_entered": lambda people: thank(
        people.amina, named="The tea bar", by=people.jo, now=NOW
    ),
    "thanks_hidden": lambda people: services.hide_thanks(
        shown_thanks(people.amina, people.jo, now=NOW), why="It hurts.", by=people.jo, now=NOW
    ),
}
#: What each says of why it comes, where it asks nothing.
WHY_AT_ONCE = {
    "thanks_given": "thanks you",
    "thanks_entered": "thanks were written down in your name",
    "thanks_hidden": "you thanked somebody in",
}
