"""What people said that nobody had asked them, what they were answered, and what waits for an answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from coproduce.demo.story import Story
from questions import services as questions
from questions.models import Contribution

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
    "No, and we are sorry. You are right about what you saw. The money for staff is decided by the board, for the whole "
    "hospital, and we are not allowed to spend ours on it. We told the board what you said, in your words."
)
SIGNS = "The signs are only in English. My mother walked past the room twice."
SIGNS_TAKEN = "We take it on."
SIGNS_MISSING = (
    "When? And who does it? You said that about the lights, too, and it took half a year."
)
CHAIRS = "You bought chairs with arms. Now nobody can lie down at all."
TEA = "The tea comes at nine and then never again. Nights are long without a warm drink."
TEA_ALREADY = "It is already so since this week: the kitchen leaves a flask by the desk at midnight. Ask for it."


def tell(story: Story) -> None:
    """Play answers on time and late, put off and passed on, a hard no, and one that did not answer; three wait."""
    made: dict[str, Contribution] = {}

    def say(name: str, words: str, **more: Any) -> Callable[[datetime], None]:
        def happen(now: datetime) -> None:
            who = story.members[name]
            by = story.members[more.pop("entered_by", name)]
            said = questions.add_contribution(
                story.project, by=by, said_by=who, words=words, now=now, **more
            )
            made[name] = said

        return happen

    def answer(to: str, outcome: str, reason: str, by: str = "Jo", **more: Any) -> Any:
        def happen(now: datetime) -> None:
            who = story.members[by]
            questions.answer_contribution(
                made[to], outcome=outcome, reason=reason, by=who, now=now, **more
            )

        return happen

    def judge(name: str, is_enough: bool, why: str = "") -> Callable[[datetime], None]:
        def happen(now: datetime) -> None:
            given, who = made[name].answers.get(), story.members[name]
            questions.judge_answer(given, is_enough=is_enough, why=why, by=who, now=now)

        return happen

    def give_honour(to: str, mark: str, by: str) -> Callable[[datetime], None]:
        return lambda _now: questions.give_honour(made[to], mark=mark, member=story.members[by])

    def agree(now: datetime) -> None:
        no = made["Winston"].answers.get()
        questions.agree_with_answer(no, by=story.members["Kwame"], now=now)

    story.at(100, 20, say("Sean", BED))
    story.at(92, 11, answer("Sean", "not-now", BED_NOT_NOW, until=story.day(-140)))
    story.at(91, 8, judge("Sean", True))
    story.at(60, 23, say("Latoya", TEA))
    story.at(40, 10, answer("Latoya", "already", TEA_ALREADY, by="Grace"))  # six days late
    story.at(34, 2, say("Winston", ALONE))
    story.at(33, 9, give_honour("Winston", "hard", "Jo"))
    story.at(33, 10, give_honour("Winston", "costly", "Kwame"))
    story.at(25, 15, answer("Winston", "no", ALONE_NO))
    story.at(24, 9, agree)
    story.at(20, 21, say("Marguerite", WINDOW))
    passed: dict[str, Any] = {
        "passed_to": "Anil Rao, estates manager",
        "may_name_them": True,
        "by": "Kwame",
    }
    passed["until"] = story.day(-12)
    story.at(15, 14, answer("Marguerite", "passed-on", WINDOW_PASSED, **passed))
    story.at(16, 18, say("Hamid", SIGNS))
    story.at(13, 9, answer("Hamid", "taken-on", SIGNS_TAKEN, by="Bev"))
    story.at(12, 20, judge("Hamid", False, SIGNS_MISSING))
    story.at(12, 9, say("Amina", ASKED))
    story.at(11, 15, say("Old Tom", CHAIRS, entered_by="Jo", way="paper"))
    story.at(10, 9, give_honour("Old Tom", "hard", "Jo"))
    story.at(4, 18, answer("Amina", "partly", ANSWER))
    story.at(3, 22, say("Paulette", OPEN))
