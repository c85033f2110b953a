"""The decisions with their corrections, as they were made."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from coproduce.demo import log
from coproduce.demo.story import Story
from decisions import services as decisions
from decisions.models import Decision
from decisions.publishing import publish_decision
from decisions.services import Content, Maker
from plan.models import Boundary

ORDER = 30


def tell(story: Story) -> None:
    """The log with its corrections, one superseded and one withdrawn decision."""
    for number, entry in enumerate(log.DECISIONS, start=1):
        story.at(entry.day - entry.late, 14, _decide(story, number, entry))
        if entry.corrected:
            day, why, words = entry.corrected
            story.at(day, 16, _correct(story, number, why, words))
        if entry.withdrawn:
            day, why = entry.withdrawn
            story.at(day - 2, 17, _withdraw(story, number, why))
    story.at(2, 17, _publish(story))


def _words(story: Story, entry: log.DemoDecision) -> Content:
    limit = Boundary.objects.get(project=story.project, what=entry.limit) if entry.limit else None
    return {
        "what": entry.what,
        "why": entry.why,
        "decided_on": story.day(entry.day),
        "makers": [
            *(Maker(member=story.members[name]) for name in entry.makers),
            *(Maker(name=name, as_what=as_what) for name, as_what in entry.others),
        ],
        "how": entry.how,
        "considered": entry.considered,
        "rests_on": entry.rests_on,
        "changed_our_mind": entry.mind,
        "boundary": limit,
        "look_again_on": None if entry.again is None else story.day(entry.again),
    }


def _decide(story: Story, number: int, entry: log.DemoDecision) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        if entry.supersedes is None:
            story.decided[number] = decisions.record_decision(
                story.project, by=story.jo, now=now, **_words(story, entry)
            )
            return
        old, why = entry.supersedes
        story.decided[number] = decisions.supersede_decision(
            _fresh(story, old),
            by=story.jo,
            base_version=_version(story, old),
            change_why=why,
            now=now,
            new=_words(story, entry),
        )

    return happen


def _correct(
    story: Story, number: int, why: str, words: dict[str, str]
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        decisions.correct_decision(
            _fresh(story, number),
            by=story.members["Kwame"],
            base_version=_version(story, number),
            change_why=why,
            now=now,
            **cast("dict[str, Any]", {**_words(story, log.DECISIONS[number - 1]), **words}),
        )

    return happen


def _withdraw(story: Story, number: int, why: str) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        decisions.withdraw_decision(
            _fresh(story, number),
            by=story.jo,
            base_version=_version(story, number),
            change_why=why,
            now=now,
        )

    return happen


def _publish(story: Story) -> Callable[[datetime], None]:
    """Choose most decisions for the public page; those that are about people stay among members."""

    def happen(now: datetime) -> None:
        for number in log.PUBLIC:
            decision = _fresh(story, number)
            publish_decision(decision, decision.newest, by=story.jo, now=now)

    return happen


def _fresh(story: Story, number: int) -> Decision:
    return Decision.objects.select_related("current", "project").get(pk=story.decided[number].pk)


def _version(story: Story, number: int) -> int:
    return story.decided[number].versions.count()
