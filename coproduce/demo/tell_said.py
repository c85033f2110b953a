"""What two people said that nobody had asked them: one has an answer, the other waits for it."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo.story import Story
from questions import services as questions
from questions.models import Contribution, SafetyWorry

ORDER = 75

ASKED = "You ask about the chairs. Nobody asks how we get home at 4am, when there is no bus and the taxi is 30 pounds."
ANSWER = (
    "You are right, we never asked. We can't pay for taxis, the money is for the room alone. But the ward has a "
    "number for volunteer drivers that nobody knew of. Grace is putting it on the wall by the desk this week."
)
OPEN = "Could somebody write down what the machine for the tickets means? I sat under the wrong letter for an hour."


#: Somebody is worried about these words; they were looked at and put back.
TIRED = "After the third night in those chairs I thought: I can't do this any more. Does anybody ask the carers?"
WORRIED = "She sounded as if she meant it. I would rather ask once too often."
DONE = (
    "I rang Paulette. She is very tired, and safe: she meant the nights, not her life. Her daughter stays with her "
    "this weekend, and the carers' line has her number. I ring her again on Monday. She is glad that somebody asked."
)


def tell(story: Story) -> None:
    """Amina said something and was answered; Paulette said something three days ago."""
    made: dict[str, Contribution] = {}

    def say(name: str, words: str) -> Callable[[datetime], None]:
        def happen(now: datetime) -> None:
            made[name] = questions.add_contribution(
                story.project, by=story.members[name], words=words, now=now
            )

        return happen

    def answer(now: datetime) -> None:
        questions.answer_contribution(
            made["Amina"], outcome="partly", reason=ANSWER, by=story.jo, now=now
        )

    worries: list[SafetyWorry] = []

    def worry(now: datetime) -> None:
        by, about = story.members["Amina"], made["tired"]
        worries.append(
            questions.mark_worry(story.project, by=by, about=about, words=WORRIED, now=now)
        )

    def look(now: datetime) -> None:
        done = {"done": DONE, "outcome": "back", "tells_author": True, "now": now}
        questions.look_at_worry(worries[0], by=story.jo, **done)  # type: ignore[arg-type]

    def tire(now: datetime) -> None:
        made["tired"] = questions.add_contribution(
            story.project, by=story.members["Paulette"], words=TIRED, now=now
        )

    story.at(9, 8, tire)
    story.at(9, 10, worry)
    story.at(9, 16, look)
    story.at(12, 9, say("Amina", ASKED))
    story.at(4, 18, answer)
    story.at(3, 22, say("Paulette", OPEN))
