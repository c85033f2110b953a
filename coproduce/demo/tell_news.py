"""The updates that went out, and the participation reviews with what came of each gap."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from actions import services as actions
from coproduce.demo import news
from coproduce.demo.story import Story
from participation import services as participation
from updates import services as updates

ORDER = 40


def tell(story: Story) -> None:
    """The updates that went out, and the participation reviews with what came of each gap."""
    for entry in news.UPDATES:
        story.at(entry.day, 17, _update(story, entry))
    for review in news.REVIEWS:
        _review(story, review)


def _update(story: Story, entry: news.DemoUpdate) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        draft = updates.draft_update(
            story.project,
            by=story.jo,
            title=entry.title,
            where_we_are=entry.where,
            settled=entry.settled,
            not_settled=entry.open,
            more_on=story.day(entry.more),
            decisions=[story.decided[number] for number in entry.tells if number in story.decided],
            is_public=entry.is_public,
            now=now,
        )
        updates.send_update(draft, by=story.jo, now=now)

    return happen


def _review(story: Story, entry: news.DemoReview) -> None:
    made: dict[str, Any] = {}

    def open_it(now: datetime) -> None:
        made["review"] = participation.open_review(
            story.project, due_on=story.day(entry.due), now=now
        )

    def answer(now: datetime) -> None:
        for gap in made["review"].gaps.all():
            said = next(
                (v for k, v in entry.answers.items() if gap.what.startswith(k) or k in gap.what),
                None,
            )
            said = said if said is not None else entry.answers.get("*")
            if isinstance(said, str):
                participation.accept_gap(gap, reason=said, now=now)
            elif said is not None:
                what, owner, due, _done, _outcome = said
                participation.answer_gap_with_action(
                    gap, what=what, owner=story.members[owner], due_on=story.day(due), now=now
                )

    def close(now: datetime) -> None:
        participation.finish_review(
            made["review"], by=story.jo, reflection=entry.reflection, now=now
        )

    story.at(entry.due, 6, open_it)
    story.at((entry.finished if entry.finished is not None else entry.due - 9), 18, answer)
    if entry.finished is not None:
        story.at(entry.finished, 19, close)
    for said in entry.answers.values():
        if not isinstance(said, str) and said[3] is not None:
            story.at(said[3], 20, _finish(story, said[0], said[4]))


def _finish(story: Story, what: str, outcome: str) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        for action in story.project.actions.open().filter(what=what):
            actions.finish_action(action, outcome=outcome, by=action.owner, now=now)

    return happen
