"""What the project asks about people, who answered, and when it was counted."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo import about_us
from coproduce.demo.story import Story
from participation import services
from participation.models import AboutUsChoice

ORDER = 19


def tell(story: Story) -> None:
    for asked in about_us.ASKED:
        story.at(asked.asked, 11, _ask(story, asked))
    for name in about_us.CHOSEN:
        story.at(about_us.ANSWERED, 20, _answer(story, name))
    story.at(about_us.ANSWERED - 1, 3, lambda now: services.count_about_us(story.project, now=now))


def _ask(story: Story, asked: about_us.AskedAboutUs) -> Callable[[datetime], object]:
    choices = [AboutUsChoice(words, wanted) for words, wanted in asked.choices]
    return lambda now: services.add_about_us_question(
        story.project, words=asked.words, why=asked.why, choices=choices, now=now
    )


def _answer(story: Story, name: str) -> Callable[[datetime], None]:
    """People without email say it to Jo, who writes it down."""

    def happen(now: datetime) -> None:
        member = story.members[name]
        questions = story.project.about_us.order_by("pk").values_list("pk", flat=True)
        answers = dict(zip(questions, about_us.CHOSEN[name], strict=True))
        by = None if member.user_id else story.jo
        services.record_about_me(member, answers=answers, by=by, now=now)

    return happen
