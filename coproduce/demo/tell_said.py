"""What two people said that nobody had asked them: one has an answer, the other waits for it."""

from collections.abc import Callable
from datetime import datetime

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

    story.at(12, 9, say("Amina", ASKED))
    story.at(4, 18, answer)
    story.at(3, 22, say("Paulette", OPEN))
