"""Who said what they would like in return, what they are offered, and whether they have it."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo import people, returns
from coproduce.demo.story import Story
from participation import services
from participation.models import Return
from projects.models import Member

ORDER = 16


def tell(story: Story) -> None:
    for told in returns.TOLD:
        story.at(told.said, 19, _say(story, told))
    for one in returns.OFFERED:
        story.at(one.offered, 10, _offer(story, one))
        for day, what in ((one.agreed, True), (one.refused, False)):
            if day is not None:
                story.at(day, 19, _answer(story, one, is_wanted=what))
        if one.given is not None:
            story.at(one.given, 15, _give(story, one))
        if one.had is not None:
            story.at(one.had, 20, _have(story, one))


def _has_email(name: str) -> bool:
    return any(person.name == name and person.email for person in people.PEOPLE)


def _say(story: Story, told: returns.ToldWish) -> Callable[[datetime], None]:
    """People without email tell Jo, who writes it down."""

    def happen(now: datetime) -> None:
        member = story.members[told.name]
        readers = services.name_facilitators(story.project, but=member)
        services.record_wish(
            member,
            kinds=told.kinds,
            words=told.words,
            answer=told.answer,
            readers=[one.pk for one in readers],
            by=None if _has_email(told.name) else story.jo,
            now=now,
        )

    return happen


def _offer(story: Story, one: returns.OfferedReturn) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        member, by = story.members[one.name], story.members[one.by]
        services.open_private(member, "returns", by=by, why="give", now=now)
        amount = f"{float(one.amount):.2f}" if one.amount else ""
        thing = services.Thing(one.kind, one.words, amount, "£" if amount else "")
        due_on = story.day(one.due)
        services.offer_return(member, thing=thing, by=by, due_on=due_on, said_by=by, now=now)

    return happen


def _answer(
    story: Story, one: returns.OfferedReturn, *, is_wanted: bool
) -> Callable[[datetime], object]:
    return lambda now: services.answer_return(
        _find(story, one), is_wanted=is_wanted, by=_noted_by(story, one), now=now
    )


def _give(story: Story, one: returns.OfferedReturn) -> Callable[[datetime], object]:
    return lambda now: services.give_return(_find(story, one), by=story.members[one.by], now=now)


def _have(story: Story, one: returns.OfferedReturn) -> Callable[[datetime], object]:
    return lambda now: services.confirm_return(
        _find(story, one), has_it=True, by=_noted_by(story, one), now=now
    )


def _noted_by(story: Story, one: returns.OfferedReturn) -> Member | None:
    """Whoever offers it writes down what people say who are not online."""
    return None if _has_email(one.name) else story.members[one.by]


def _find(story: Story, one: returns.OfferedReturn) -> Return:
    return story.members[one.name].returns.latest("pk")
