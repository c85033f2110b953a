"""What people said that nobody had asked them, what they were answered, and what waits for an answer."""

from datetime import datetime
from typing import Any

from coproduce.demo.story import Event, Story
from questions import services as questions
from questions.models import Contribution, SafetyWorry

ORDER = 75

ASKED = "You ask about the chairs. Nobody asks how we get home at 4am, when there is no bus and the taxi is 30 pounds."
ANSWER = (
    "You are right, we never asked. We can't pay for taxis, the money is for the room alone. But the ward has a "
    "number for volunteer drivers that nobody knew of. Grace is putting it on the wall by the desk this week."
)
OPEN = "Could somebody write down what the machine for the tickets means? I sat under the wrong letter for an hour."
BED = "A bed for whoever comes with you. My wife slept on the floor."
BED_NOT_NOW = (
    "Beds need walls, and there is no building work before spring. We’ll look at it again then."
)
WINDOW = "Could the desk window open at night? I have to shout my name across the room."
WINDOW_PASSED = (
    "You are right, but it isn’t ours to open. I asked Anil, and he’ll tell us. Then I’ll tell you."
)
ALONE = "At night there is one nurse for the whole room. Pay for a second one."
ALONE_NO = (
    "No, and we are sorry. You are right about what you saw. The money for staff is decided by the board, for the "
    "whole hospital, and we are not allowed to spend ours on it. We told the board what you said, in your words."
)
SIGNS = "The signs are only in English. My mother walked past the room twice."
SIGNS_TAKEN = "We take it on."
SIGNS_MISSING = (
    "When? And who does it? You said that about the lights, too, and it took half a year."
)
TEA = "The tea comes at nine and then never again. Nights are long without a warm drink."
TEA_ALREADY = "It is already so since this week: the kitchen leaves a flask by the desk at midnight. Ask for it."


#: Somebody is worried about these words; they were looked at and put back.
TIRED = "After the third night in those chairs I thought: I can't do this any more. Does anybody ask the carers?"
WORRIED = "She sounded as if she meant it. I would rather ask once too often."
DONE = (
    "I rang Paulette. She is very tired, and safe: she meant the nights, not her life. Her daughter stays with her "
    "this weekend, and the carers' line has her number. I ring her again on Monday. She is glad that somebody asked."
)


class _Talk:
    """What people say and are answered, each as something that happens at a moment of the story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.made: dict[str, Contribution] = {}
        self.worries: list[SafetyWorry] = []

    def say(self, name: str, words: str, *, entered_by: str = "", **more: Any) -> Event:
        def happen(now: datetime) -> None:
            members = self.story.members
            self.made[name] = questions.add_contribution(
                self.story.project,
                by=members[entered_by or name],
                said_by=members[name],
                words=words,
                now=now,
                **more,
            )

        return happen

    def answer(self, to: str, outcome: str, reason: str, *, by: str = "Jo", **more: Any) -> Event:
        def happen(now: datetime) -> None:
            said, who = self.made[to], self.story.members[by]
            questions.answer_contribution(
                said, outcome=outcome, reason=reason, by=who, now=now, **more
            )

        return happen

    def judge(self, name: str, is_enough: bool, why: str = "") -> Event:
        def happen(now: datetime) -> None:
            given, who = self.made[name].answers.get(), self.story.members[name]
            questions.judge_answer(given, is_enough=is_enough, why=why, by=who, now=now)

        return happen

    def honour(self, to: str, mark: str, by: str) -> Event:
        return lambda _now: questions.give_honour(
            self.made[to], mark=mark, member=self.story.members[by]
        )

    def publish(self, name: str) -> Event:
        return lambda now: questions.publish_words(self.made[name], by=self.story.jo, now=now)

    def agree(self, to: str, by: str) -> Event:
        return lambda now: questions.agree_with_answer(
            self.made[to].answers.get(), by=self.story.members[by], now=now
        )

    def worry(self, about: str, by: str, words: str) -> Event:
        def happen(now: datetime) -> None:
            who, said = self.story.members[by], self.made[about]
            self.worries.append(
                questions.mark_worry(self.story.project, by=who, about=said, words=words, now=now)
            )

        return happen

    def look(self, done: str) -> Event:
        def happen(now: datetime) -> None:
            (worry,) = self.worries
            questions.look_at_worry(
                worry, by=self.story.jo, done=done, outcome="back", tells_author=True, now=now
            )

        return happen


def tell(story: Story) -> None:
    """Play answers on time and late, put off and passed on, a hard no, and one that did not answer; three wait."""
    talk = _Talk(story)
    story.at(100, 20, talk.say("Sean", BED, outside="name"))
    story.at(98, 9, talk.publish("Sean"))
    story.at(92, 11, talk.answer("Sean", "not-now", BED_NOT_NOW, until=story.day(-140)))
    story.at(91, 8, talk.judge("Sean", True))
    story.at(60, 23, talk.say("Latoya", TEA))
    story.at(40, 10, talk.answer("Latoya", "already", TEA_ALREADY, by="Grace"))  # six days late
    story.at(34, 2, talk.say("Winston", ALONE, outside="words"))
    story.at(33, 9, talk.honour("Winston", "hard", "Jo"))
    story.at(33, 10, talk.honour("Winston", "costly", "Kwame"))
    story.at(30, 9, talk.publish("Winston"))
    story.at(25, 15, talk.answer("Winston", "no", ALONE_NO))
    story.at(24, 9, talk.agree("Winston", "Kwame"))
    story.at(20, 21, talk.say("Marguerite", WINDOW))
    passed: dict[str, Any] = {"passed_to": "Anil Rao, estates manager", "may_name_them": True}
    passed |= {"by": "Kwame", "until": story.day(-12)}
    story.at(15, 14, talk.answer("Marguerite", "passed-on", WINDOW_PASSED, **passed))
    story.at(16, 18, talk.say("Hamid", SIGNS))
    story.at(13, 9, talk.answer("Hamid", "taken-on", SIGNS_TAKEN, by="Bev"))
    story.at(12, 20, talk.judge("Hamid", False, SIGNS_MISSING))
    story.at(12, 9, talk.say("Amina", ASKED))
    story.at(9, 8, talk.say("Paulette", TIRED))
    story.at(9, 10, talk.worry("Paulette", "Amina", WORRIED))
    story.at(9, 16, talk.look(DONE))
    story.at(4, 18, talk.answer("Amina", "partly", ANSWER))
    story.at(3, 22, talk.say("Paulette", OPEN))
