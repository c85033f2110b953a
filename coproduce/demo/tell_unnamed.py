"""What people said without a name: one has an answer and was written to, two wait for theirs."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from coproduce.demo.story import Story
from questions import services as questions
from questions.models import UnnamedDay

ORDER = 77

#: The three words are known here alone, so that whoever tries the demo can come back with them.
ROTA = "garden piano seventh"
SAID = {
    "The rota for the night is made by people who never work at night. Nobody dares to say so.": ROTA,
    "I was told off for sitting on the floor. There was no chair.": "balcony ticket yellow",
    "When it is full, somebody should come out and say how long. Even if it is five hours.": "",
}
ANSWER = "We had not heard this before. From May on, two people from the night shift make the rota with us."
NOTE = "Thank you for saying it. What would make it easier to say such things in the staff meeting?"


def tell(story: Story) -> None:
    """Said nineteen days ago and on two days of this week; each appeared on the day after."""
    rota, floor, full = SAID
    for days_ago, words in ((19, rota), (6, floor), (6, full)):
        story.at(days_ago, 21, _say(story, words))
    for days_ago in (18, 5):
        story.at(days_ago, 1, _appear(story))

    def answer(now: datetime) -> None:
        said = story.project.contributions.get(is_unnamed=True, words=rota)
        questions.answer_contribution(said, outcome="taken-on", reason=ANSWER, by=story.jo, now=now)
        questions.write_back(said, by=story.jo, words=NOTE, now=now)

    story.at(11, 14, answer)


def _say(story: Story, words: str) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        questions.seal_contribution(story.project, words=words, three_words=SAID[words], now=now)

    return happen


def _appear(story: Story) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        for day in UnnamedDay.objects.filter(project=story.project).over(
            on=timezone.localdate(now)
        ):
            questions.open_unnamed(day, now=now)

    return happen
