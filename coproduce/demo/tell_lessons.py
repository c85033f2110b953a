"""What the group learned, and what changed because of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coproduce.demo.agreed import NO_SHORT_FORMS
from coproduce.demo.story import Story
from decisions.models import Decision
from elements import services
from elements.models import Lesson
from plan.models import Statement, Step

ORDER = 70


@dataclass(frozen=True)
class DemoLesson:
    """One lesson from a step. Days ago; ``decision`` or ``statement``: what changed, or ``because`` nothing did."""

    learned: str
    step: str
    day: int
    there: tuple[str, ...]
    tied: int | None = None
    decision: int | None = None
    statement: str = ""
    because: str = ""
    waits_on: str = ""


LESSONS = [
    DemoLesson(
        "Two people nearly stayed away, because we spoke in short forms that only staff know.",
        "Draw the people map together",
        217,
        ("Amina", "Derek", "Tomasz", "Bev", "Jo"),
        tied=215,
        statement=NO_SHORT_FORMS,
    ),
    DemoLesson(
        "Light and news matter more to people than chairs. We had thought the other way round.",
        "Ask 60 people who are waiting one question: what would help right now?",
        207,
        ("Amina", "Derek", "Jo"),
        tied=204,
        decision=3,
    ),
    DemoLesson(
        "A wrong number makes people angrier than no number. A person who says “I do not know yet” calms the room.",
        "A screen that shows the waiting time",
        130,
        ("Rhys", "Kwame", "Grace", "Jo"),
        tied=127,
        decision=10,
    ),
    DemoLesson(
        "We tried a second screen because it was paid for, and not because anybody had asked.",
        "A second screen by the door",
        100,
        ("Rhys", "Amina", "Jo"),
        tied=98,
        decision=13,
    ),
    DemoLesson(
        "Full dark frightens people who wait alone. They want light where they sit, and less of it elsewhere.",
        "Dim the lights by zone for one month",
        62,
        ("Sean", "Callum", "Amina"),
        tied=56,
        decision=15,
    ),
    DemoLesson(
        "Saturdays bring people whom Tuesdays never brought.",
        "Test six kinds of chair",
        117,
        ("Bev", "Eileen", "Femi"),
        tied=110,
        because="Most of us work on Saturdays. We keep one Saturday for each thing that is made with hands.",
    ),
    DemoLesson(
        "New night staff hear of what we agreed from each other, and often the wrong half of it.",
        "Show new night staff what we agreed",
        38,
        ("Grace", "Latoya", "Jo"),
        waits_on="Grace",
    ),
]


def tell(story: Story) -> None:
    """The lessons, each written down on its day, and most of them tied to a change."""
    for entry in LESSONS:
        made: dict[str, Lesson] = {}
        story.at(entry.day, 20, _record(story, entry, made))
        if entry.tied is not None:
            story.at(entry.tied, 20, _tie(story, entry, made))


def _record(story: Story, entry: DemoLesson, made: dict[str, Lesson]) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        made["lesson"] = services.record_lesson(
            story.project,
            by=story.jo,
            learned=entry.learned,
            source=Step.objects.get(project=story.project, title=entry.step),
            agreed_by=[story.members[name] for name in entry.there],
            waits_on=story.members[entry.waits_on] if entry.waits_on else None,
            now=now,
        )

    return happen


def _change(story: Story, entry: DemoLesson) -> Decision | Statement | None:
    if entry.statement:
        return Statement.objects.get(project=story.project, words=entry.statement)
    return story.decided[entry.decision] if entry.decision else None


def _tie(story: Story, entry: DemoLesson, made: dict[str, Lesson]) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        services.tie_lesson(
            made["lesson"],
            revision=1,
            change=_change(story, entry),
            because=entry.because,
            by=story.jo,
            now=now,
        )

    return happen
