"""What people in the demo's main project share in the directory: how the others can reach them, for what, how long."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coproduce.demo import people
from coproduce.demo.story import Story
from participation import services

ORDER = 19


@dataclass(frozen=True)
class Shared:
    """What one person shares. ``said`` and ``until`` count days ago; what is still to come is below zero."""

    name: str
    said: int
    until: int
    email: str = ""
    phone: str = ""
    words: str = ""
    what_for: str = ""
    for_words: str = ""


SHARED = (
    Shared("Amina", 30, -335, email="amina@example.org", what_for="touch"),
    Shared("Derek", 28, -12, phone="01632 960 143", what_for="meet", for_words="Not before noon."),
    Shared("Tomasz", 28, -337, email="tomasz@example.org", what_for="work"),
    Shared(
        *("Mrs Okafor", 26, -156),
        words="I am at the church hall on Tuesdays, from two.",
        for_words="For a cup of tea.",
    ),
    Shared("Jo", 25, -340, email="jo@example.org", phone="01632 960 001", what_for="touch"),
    Shared("Eileen", 20, -345, phone="01632 960 177", for_words="About caring for somebody."),
    Shared("Winston", 12, -170, words="Ask for me at the night desk.", what_for="meet"),
    Shared("Priya", 9, -356, email="priya@example.org", what_for="work"),
    Shared("Hamid", 6, -359, phone="01632 960 162", what_for="touch"),
    Shared("Dorota", 5, -360, phone="01632 960 118", what_for="touch"),
)


def tell(story: Story) -> None:
    for one in SHARED:
        story.at(one.said, 18, _share(story, one))


def _share(story: Story, one: Shared) -> Callable[[datetime], object]:
    """People without email tell Jo, who writes it down."""
    has_email = any(person.name == one.name and person.email for person in people.PEOPLE)
    shared = {"email": one.email, "phone": one.phone, "words": one.words, "postal_address": ""}
    shared |= {"what_for": one.what_for, "for_words": one.for_words}
    return lambda now: services.record_entry(
        story.members[one.name],
        shared=shared,
        until=story.day(one.until),
        by=None if has_email or one.name == "Jo" else story.jo,
        now=now,
    )
