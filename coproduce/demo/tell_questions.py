"""What the demo's main project tries to find out together, and what people said to it."""

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from coproduce.demo.picture import waiting_room
from coproduce.demo.story import Event, Story
from questions import services as questions
from questions.files.sniffing import PNG
from questions.models import Contribution, Question

ORDER = 76

LIE = "Do we need recliners?"
LIE_MORE = "How many recliners fit into the room?"
LIE_BETTER = "Where can people lie down who wait more than six hours?"
HEAR = "What should people hear when they leave?"
LAMPS = "How long do the lamps at the desk stay on?"
SCREEN = "Can a screen show how long it takes?"
SMOKE = "What do we do about people who smoke under the windows?"


def tell(story: Story) -> None:
    """Five questions: two that are explored, one that nobody has spoken to, one settled and one put down."""
    told = _Told(story)
    _ask(story, told)
    _explore(story, told)
    _say(story, told)


def _ask(story: Story, told: "_Told") -> None:
    story.at(60, 19, told.asks("Sunita", LIE))
    story.at(47, 20, told.asks("Priya", HEAR))
    story.at(110, 18, told.asks("Kwame", LAMPS))
    story.at(150, 18, told.asks("Derek", SCREEN))
    story.at(9, 21, told.asks("Latoya", SMOKE))


def _explore(story: Story, told: "_Told") -> None:
    story.at(
        44, 9, told.words_it("Rhys", LIE, LIE_MORE, "declined", "It is still about recliners.")
    )
    story.at(
        28,
        19,
        told.words_it(
            "Irene", LIE, LIE_BETTER, "taken", "Ask the ones who are lying on the floor."
        ),
    )
    story.at(20, 19, told.is_ready_for_ideas(LIE))
    story.at(80, 18, told.ends(LAMPS, "settled", "They stay on: staff need them to read."))
    story.at(125, 18, told.ends(SCREEN, "put-down", "Nobody could make the number true."))


def _say(story: Story, told: "_Told") -> None:
    story.at(
        40,
        10,
        told.says(
            "Mr Lindqvist",
            LIE,
            STORY,
            kind="story",
            way="phone",
            by="Jo",
            mark="unexpected",
            outside="words",
        ),
    )
    story.at(
        33,
        11,
        told.answers("taken-on", "Thank you for telling us. We look for something to lie on."),
    )
    story.at(18, 22, told.says("Paulette", LIE, MATS, kind="idea"))
    story.at(17, 9, told.draws(ROOM))
    story.at(
        12, 11, told.says("Old Tom", LIE, ARMS, kind="worry", way="paper", by="Jo", mark="hard")
    )
    story.at(31, 20, told.says("Amina", HEAR, GOODBYE, kind="story"))
    story.at(
        26, 10, told.answers("partly", "We try it out on Mondays first, and ask whoever leaves.")
    )
    story.at(
        24, 20, told.says("Derek", HEAR, "Whom to ring when it gets worse at home.", kind="idea")
    )
    story.at(19, 10, told.answers("taken-on", "It goes on the card that everybody gets."))
    story.at(
        100, 20, told.says("Kwame", LAMPS, "Without them we can’t read a wristband.", kind="worry")
    )
    story.at(95, 10, told.answers("already", "They stay on, and it says so at the desk."))


STORY = "I lay on three chairs for nine hours, with my coat over the arms. I was not ashamed. I was cold."
ARMS = "You bought chairs with arms. Now nobody can lie down at all."
MATS = "Airports hand out mats. Why don’t we? Two fit into the corner by the drinks machine. I drew it."
ROOM = (
    "A drawing of the waiting room from above: the desk, two rows of chairs, the drinks machine, and the corner below "
    "it that is free, with two mats."
)
GOODBYE = "Nobody says goodbye. You get your coat and that is it."


class _Told:
    """Things that happen, each to be played when its day has come."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.asked: dict[str, Question] = {}
        self.last: Contribution | None = None

    def asks(self, name: str, words: str) -> Event:
        def happen(now: datetime) -> None:
            by = self.story.members[name]
            self.asked[words] = questions.ask_question(
                self.story.project, by=by, words=words, now=now
            )

        return happen

    def words_it(self, name: str, first: str, words: str, outcome: str, answer: str) -> Event:
        def happen(now: datetime) -> None:
            by = self.story.members[name]
            wording = questions.propose_wording(self.asked[first], by=by, words=words, now=now)
            questions.answer_wording(
                wording, outcome=outcome, words=answer, by=self.story.jo, now=now
            )

        return happen

    def is_ready_for_ideas(self, words: str) -> Event:
        return lambda now: questions.make_ready_for_ideas(
            self.asked[words], by=self.story.jo, now=now
        )

    def ends(self, words: str, end: str, why: str) -> Event:
        return lambda now: questions.end_question(
            self.asked[words], end=end, why=why, by=self.story.jo, now=now
        )

    def says(
        self, name: str, about: str, words: str, *, by: str = "", mark: str = "", **more: Any
    ) -> Event:
        def happen(now: datetime) -> None:
            who = self.story.members.get(name)
            self.last = questions.add_contribution(
                self.story.project,
                by=self.story.members[by or name],
                said_by=who,
                words=words,
                now=now,
                question=self.asked[about],
                for_whom="" if who else name,
                **more,
            )
            if mark:
                questions.give_honour(self.last, mark=mark, member=self.story.jo)

        return happen

    def draws(self, words: str) -> Event:
        """Add a picture to what was said last; it is ready at once, also where no worker runs."""

        def happen(now: datetime) -> None:
            if self.last is None or self.last.member is None:
                return
            drawing = ContentFile(waiting_room())
            arrived = questions.keep_arrived(drawing, format=PNG, words=words)
            file = questions.add_file(self.last, by=self.last.member, arrived=arrived, now=now)
            questions.make_file_ready(file, now=now)

        return happen

    def answers(self, outcome: str, reason: str) -> Event:
        """Answer what was said last."""

        def happen(now: datetime) -> None:
            if self.last is not None:
                questions.answer_contribution(
                    self.last, outcome=outcome, reason=reason, by=self.story.jo, now=now
                )

        return happen
