"""Who said what they need, who looked, who arranges it, and whether it works."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo import needs, people
from coproduce.demo.story import Story
from participation import services
from participation.models import Need
from projects.models import Member

ORDER = 15


def tell(story: Story) -> None:
    for told in needs.TOLD:
        story.at(told.said, 18, _say(story, told))
    for one in needs.PROMISED:
        story.at(one.promised, 9, _promise(story, one))
        if one.done is not None:
            story.at(one.done, 16, _finish(story, one))
        if one.met is not None:
            story.at(one.met, 20, _say_met(story, one))


def _say(story: Story, told: needs.ToldNeeds) -> Callable[[datetime], None]:
    """People without email tell Jo, who writes it down."""
    has_email = {person.name: bool(person.email) for person in people.PEOPLE}

    def happen(now: datetime) -> None:
        member = story.members[told.name]
        readers = services.name_facilitators(story.project, but=member)
        services.record_needs(
            member,
            needs=dict(told.needs),
            answer=told.answer,
            readers=[one.pk for one in readers],
            by=None if has_email[told.name] else story.jo,
            now=now,
        )

    return happen


def _promise(story: Story, one: needs.PromisedNeed) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        member, by = story.members[one.name], story.members[one.by]
        services.open_private(member, "needs", by=by, why="arrange", now=now)
        due_on = story.day(one.due)
        services.promise_need(_find(member, one.kind), by=by, due_on=due_on, how=one.how, now=now)

    return happen


def _finish(story: Story, one: needs.PromisedNeed) -> Callable[[datetime], object]:
    return lambda now: services.finish_need(_find(story.members[one.name], one.kind), now=now)


def _say_met(story: Story, one: needs.PromisedNeed) -> Callable[[datetime], object]:
    def happen(now: datetime) -> None:
        services.answer_need(_find(story.members[one.name], one.kind), was_met=True, now=now)

    return happen


def _find(member: Member, kind: str) -> Need:
    return next(read.need for read in services.read_needs(member) if read.kind == kind)
