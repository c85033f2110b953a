"""What the group builds on, what changed and who noticed, and what comes after, as it came up."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from coproduce.demo import groundwork
from coproduce.demo.story import Story
from plan import services as plan
from plan.models import (
    Difficulty,
    Existing,
    FollowUp,
    Handover,
    Impact,
    StartingPoint,
    Step,
    Strength,
)

ORDER = 80

Make = Callable[[], Any]


def tell(story: Story) -> None:
    """Data and what people add, strengths and difficulties, what exists, what changed, what comes after."""
    for data in groundwork.DATA:
        _data(story, data)
    for good in groundwork.GOOD:
        _good(story, good)
    for hard in groundwork.HARD:
        _keep(
            story,
            hard.day,
            lambda hard=hard: Difficulty(what=hard.what, facing=hard.facing),  # type: ignore[misc]
        )
    for there in groundwork.THERE:
        _keep(
            story,
            there.day,
            lambda there=there: Existing(  # type: ignore[misc]
                what=there.what,
                whose=there.whose,
                owners_say=there.say,
                support=there.support,
            ),
        )
    for changed in groundwork.CHANGED:
        _changed(story, changed)
    for stays in groundwork.STAYS:
        _keep(story, stays.day, lambda stays=stays: _stays(story, stays))  # type: ignore[misc]
    story.at(29, 20, lambda now: _look_again(story, now))


def _keep(story: Story, day: int, make: Make) -> dict[str, Any]:
    """Note that a row was written down so many days ago; it is made when its turn has come."""
    made: dict[str, Any] = {}

    def happen(now: datetime) -> None:
        row = make()
        row.project = story.project
        made["row"] = plan.add_known_thing(row, now=now)

    story.at(day, 20, happen)
    return made


def _steps(story: Story, titles: Iterable[str]) -> list[Step]:
    return list(Step.objects.filter(project=story.project, title__in=titles))


def _data(story: Story, data: groundwork.Data) -> None:
    made = _keep(
        story,
        data.day,
        lambda: StartingPoint(
            what=data.what,
            source=data.source,
            from_year=story.day(data.of).year,
            from_month=story.day(data.of).month if data.in_month else None,
            tells=data.tells,
            leaves_out=data.leaves_out,
        ),
    )

    def add(who: str, words: str) -> Callable[[datetime], None]:
        def happen(now: datetime) -> None:
            member = story.members[who]
            by = story.jo if who in data.aloud else member
            plan.add_to_starting_point(made["row"], member=member, by=by, words=words, now=now)

        return happen

    for day, who, words in data.additions:
        story.at(day, 21, add(who, words))


def _good(story: Story, good: groundwork.Good) -> None:
    made = _keep(story, good.day, lambda: Strength(what=good.what, more=good.more))
    if good.steps:
        story.at(
            good.tied,
            22,
            lambda now: plan.change_known_thing(
                made["row"], revision=1, steps=_steps(story, good.steps)
            ),
        )


def _changed(story: Story, changed: groundwork.Changed) -> None:
    made = _keep(
        story,
        changed.day,
        lambda: Impact(
            what=changed.what,
            who=changed.who,
            how_we_know=changed.how,
            noticed_on=story.day(changed.noticed),
        ),
    )
    for day, who in changed.too:
        story.at(
            day,
            21,
            lambda now, who=who: plan.add_noticing(  # type: ignore[misc]
                made["row"], member=story.members[who], now=now
            ),
        )


def _stays(story: Story, stays: groundwork.Stays) -> Handover:
    return Handover(
        what=stays.what,
        owner=story.members[stays.owner] if stays.owner else None,
        looked_after_by=stays.others,
        until=None if stays.until is None else story.day(-stays.until),
        more=stays.more,
    )


def _look_again(story: Story, now: datetime) -> None:
    follow_up = FollowUp(project=story.project, due_on=story.day(-groundwork.LOOK_AGAIN))
    plan.plan_follow_up(follow_up, revision=1, now=now)
