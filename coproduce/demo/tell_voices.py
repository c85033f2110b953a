"""What many people said over the months, on the web, on paper, by phone and in reviews, and what they were answered."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo.story import Story
from coproduce.demo.tell_questions import HEAR
from coproduce.demo.voices import QUESTIONS, REVIEWED, VOICES, Reviewed, Voice
from questions import services as questions
from questions.models import Contribution, Question

ORDER = 78
ANOTHER_WAY = "What do people need to know when they leave, and who tells them?"
WHY = "Hearing is not enough. Somebody has to say it."
Event = Callable[[datetime], None]


def tell(story: Story) -> None:
    """Let forty people say something; most have an answer, some on time and some late."""
    story.at(37, 20, _ask_another_way(story))
    for voice in VOICES:
        story.at(voice.said, 20, _say(story, voice))
        if voice.answered is not None:
            story.at(voice.answered, 11, _answer(story, voice))
    for words in REVIEWED:
        story.at(words.answered, 15, _answer_review(story, words))


def _say(story: Story, voice: Voice) -> Event:
    def happen(now: datetime) -> None:
        who = story.members.get(voice.name)
        said = questions.add_contribution(
            story.project,
            by=story.members[voice.by or voice.name],
            said_by=who,
            for_whom="" if who else voice.name,
            words=voice.words,
            question=_question(story, QUESTIONS[voice.about]) if voice.about else None,
            kind=voice.kind,
            way=voice.way,
            now=now,
        )
        if voice.mark:
            questions.give_honour(said, mark=voice.mark, member=story.members["Grace"])

    return happen


def _answer(story: Story, voice: Voice) -> Event:
    def happen(now: datetime) -> None:
        _give(story, voice.words, voice.outcome, voice.reason, by=voice.answerer, now=now)

    return happen


def _answer_review(story: Story, said: Reviewed) -> Event:
    return lambda now: _give(story, said.words, said.outcome, said.reason, by="Jo", now=now)


def _give(story: Story, words: str, outcome: str, reason: str, *, by: str, now: datetime) -> None:
    said = Contribution.objects.get(project=story.project, words=words)
    until = story.day(-100) if outcome == "not-now" else None
    who = story.members[by]
    questions.answer_contribution(
        said, outcome=outcome, reason=reason, by=who, until=until, now=now
    )


def _ask_another_way(story: Story) -> Event:
    def happen(now: datetime) -> None:
        asked = _question(story, HEAR)
        by = story.members["Marguerite"]
        wording = questions.propose_wording(asked, by=by, words=ANOTHER_WAY, why=WHY, now=now)
        questions.answer_wording(wording, outcome="taken", words="", by=story.jo, now=now)

    return happen


def _question(story: Story, words: str) -> Question:
    """Find a question by the words in which it was asked first."""
    return story.project.questions.get(wordings__words=words, wordings__outcome="first")
