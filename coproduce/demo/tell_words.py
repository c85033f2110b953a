"""Somebody writes to Jo alone, is answered, and says later that what kept them away is gone."""

from datetime import datetime

from coproduce.demo.story import Story
from participation import services
from participation.models import PrivateWord
from participation.word_links import WordTo
from projects.models import Member

ORDER = 17
WORDS = (
    "At the last two meetings somebody made jokes about how slowly I speak. I laughed along. I did not come on Tuesday"
    " because of it. Please don’t say my name."
)
ANSWER = (
    "Thank you for telling me, and I am sorry. I will begin the next meeting with how we listen, and I won’t say why or"
    " who. Would you like to sit beside me? Ring me any evening."
)


def tell(story: Story) -> None:
    story.at(26, 21, lambda now: _write(story, now))
    story.at(25, 9, lambda now: _answer(story, now))
    story.at(24, 19, lambda now: services.note_answer_read(_the_word(story), now=now))
    story.at(9, 20, lambda now: services.close_barrier(_the_word(story), is_gone=True, now=now))


def _amina(story: Story) -> Member:
    return story.members["Amina"]


def _the_word(story: Story) -> PrivateWord:
    return _amina(story).private_words.get()


def _write(story: Story, now: datetime) -> None:
    to = WordTo(str(story.jo.pk), story.jo.known_as, story.jo)
    services.write_private_word(
        _amina(story), to=to, words=WORDS, is_barrier=True, may_count=True, now=now
    )


def _answer(story: Story, now: datetime) -> None:
    word = _the_word(story)
    services.open_word(word, by=story.jo, why="answer", now=now)
    services.answer_word(word, words=ANSWER, by=story.jo, now=now)
