"""Who thanks whom, and who shows it to everybody in the project."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo import thanks
from coproduce.demo.story import Story
from participation import services
from participation.models import Thanks

ORDER = 19


def tell(story: Story) -> None:
    for told in thanks.TOLD:
        story.at(told.said, 18, _give(story, told))
        for day, is_shown in ((told.shown, True), (told.kept, False)):
            if day is not None:
                story.at(day, 19, _answer(story, told, is_shown=is_shown))


def _give(story: Story, told: thanks.ToldThanks) -> Callable[[datetime], object]:
    def happen(now: datetime) -> object:
        given_by = story.members[told.given_by]
        return services.give_thanks(
            given_by,
            member=story.members.get(told.member),
            named=told.named,
            words=told.words,
            by=story.members[told.by] if told.by else given_by,
            now=now,
        )

    return happen


def _answer(
    story: Story, told: thanks.ToldThanks, *, is_shown: bool
) -> Callable[[datetime], object]:
    def happen(now: datetime) -> object:
        rows = Thanks.objects.filter(given_by=story.members[told.given_by])
        row = rows.get(member=story.members[told.member])
        return services.answer_thanks(row, is_shown=is_shown, now=now)

    return happen
