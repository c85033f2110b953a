"""Readiness, promises, boundaries, the start, steps and what is not settled, as they came up."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from coproduce.demo import agreed, plan, unsettled
from coproduce.demo.story import Story
from participation import services as participation
from plan import services
from plan.models import PlanPromise, ReadinessCheck, Step

ORDER = 20

RHYTHM_WEEKS = 8


def tell(story: Story) -> None:
    """Readiness, promises, boundaries, the start, steps and what is not settled."""
    for kind, note, days in plan.READINESS:
        story.at(days, 11, lambda now, kind=kind, note=note: _confirm(story, kind, note, now))  # type: ignore[misc]
    for days, kind, words in agreed.PROMISES:
        story.at(days, 12, lambda now, kind=kind, words=words: _promise(story, kind, words, now))  # type: ignore[misc]
    for limit in plan.LIMITS:
        story.at(limit.added, 12, lambda now, limit=limit: _limit(story, limit, now))  # type: ignore[misc]
    story.at(
        228,
        9,
        lambda now: services.start_project(story.project, by=story.jo, on=timezone.localdate(now)),
    )
    story.at(225, 9, lambda now: _rhythm(story))
    for step in plan.STEPS:
        _plan_step(story, step)
    for thing in unsettled.UNSETTLED:
        _unsettled(story, thing)


def _rhythm(story: Story) -> None:
    participation.set_review_rhythm(
        story.project, every_weeks=RHYTHM_WEEKS, next_on=story.day(-16), days_to_finish=14
    )


def _confirm(story: Story, kind: str, note: str, now: datetime) -> None:
    check = ReadinessCheck(project=story.project, kind=kind)
    services.confirm_readiness(check, by=story.jo, on=timezone.localdate(now), note=note)


def _promise(story: Story, kind: str, words: str, now: datetime) -> None:
    said = PlanPromise.objects.filter(project=story.project).first()
    promise = said or PlanPromise(project=story.project)
    promise.kind, promise.words = kind, words
    services.set_promise(promise, revision=promise.revision, by=story.jo, now=now)


def _limit(story: Story, limit: plan.Limit, now: datetime) -> None:
    until = None if limit.until is None else story.day(-limit.until)
    services.add_boundary(
        story.project,
        kind=limit.kind,
        what=limit.what,
        why=limit.why,
        who=limit.who,
        until=until,
        promise=limit.promise,
        promise_words=limit.promise_words,
        is_public=limit.is_public,
        now=now,
    )


def _plan_step(story: Story, step: plan.DemoStep) -> None:
    made: dict[str, Step] = {}

    def add(now: datetime) -> None:
        made["step"] = services.add_step(
            story.project,
            by=story.jo,
            title=step.title,
            details=step.details,
            owner=story.members[step.owner],
            starts_on=None if step.starts is None else story.day(step.starts),
            due_on=None if step.due is None else story.day(step.due),
            planned_by=[story.members[name] for name in step.planners if name in story.members],
            now=now,
        )

    def move(state: str, why: str) -> Callable[[datetime], None]:
        def happen(now: datetime) -> None:
            services.move_step(
                made["step"], by=story.members[step.owner], to_state=state, why=why, now=now
            )

        return happen

    story.at(step.added, 20, add)
    for place, name in enumerate(step.planners):
        if name not in (*step.silent, "Jo"):
            story.at(max(step.added - 2 - place, 0), 19, _answer(story, step, made, name))
    for state, days, why in step.moves:
        story.at(days, 21, move(state, why))


def _answer(
    story: Story, step: plan.DemoStep, made: dict[str, Step], name: str
) -> Callable[[datetime], None]:
    """Let somebody say whether they planned a step; Jo writes it down for people without email."""

    def happen(now: datetime) -> None:
        member = story.members.get(name)
        if member and member.is_taking_part:
            services.answer_planning(
                made["step"],
                member=member,
                was_there=name not in step.absent,
                by=member if member.user_id else story.jo,
                now=now,
            )

    return happen


def _unsettled(story: Story, thing: unsettled.Open) -> None:
    made: dict[str, Any] = {}

    def add(now: datetime) -> None:
        made["it"] = services.add_unsettled(
            story.project,
            what=thing.what,
            why=thing.why,
            look_again_on=story.day(-thing.again),
            now=now,
        )

    story.at(thing.added, 21, add)
    if thing.settled:
        days, outcome = thing.settled
        story.at(
            days, 22, lambda now: services.settle_unsettled(made["it"], outcome=outcome, now=now)
        )
