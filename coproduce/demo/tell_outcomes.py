"""What came of the meetings of the demo."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo.story import Story
from meetings.services import keep_outcome

#: After all that came of them.
ORDER = 96
#: For each meeting, by how it begins, what came of it and how that begins.
TOLD = {
    "Getting to know each other": (
        ("decision", "We start with light"),
        ("lesson", "Light and news matter"),
        ("step", "Walk through the room"),
    ),
    "A night in the waiting area": (
        ("decision", "The corner by the window"),
        ("question", "Can a screen show"),
    ),
    "Walk from the bus stop": (("step", "A second screen by the door"),),
    "What we heard, and what": (("step", "Order twelve chairs"),),
    "With the night staff": (
        ("decision", "The kiosk runs"),
        ("step", "Show new night staff"),
        ("question", "What do people need to know"),
    ),
    "In the chapel": (
        ("decision", "We ask about lying down"),
        ("step", "Ask the same 60"),
    ),
}
_KINDS = {
    "decision": ("decisions", "current__what"),
    "lesson": ("lessons", "learned"),
    "question": ("questions", "words"),
    "step": ("steps", "title"),
}


def tell(story: Story) -> None:
    for meeting, came in TOLD.items():
        for kind, begins in came:
            story.at(0, 8, _keep(story, meeting, kind, begins))


def _keep(story: Story, meeting: str, kind: str, begins: str) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        rows, words = _KINDS[kind]
        row = getattr(story.project, rows).get(**{f"{words}__startswith": begins})
        held = story.project.meetings.get(title__startswith=meeting)
        keep_outcome(held, kind=kind, row=row.pk, by=story.jo, now=now)

    return happen
