"""What people answered in the reviews of the demo's main project."""

from dataclasses import dataclass, field

#: About how far an element was lived up to, in the eyes of participants and of facilitators: (first, second review).
PARTICIPANTS = {
    "equal": (2, 3),
    "inclusive": (3, 3),
    "open": (3, 3),
    "human": (2, 3),
    "transparent": (3, 3),
    "creative": (2, 2),
    "positive": (3, 4),
    "action": (2, 3),
    "thorough": (2, 2),
    "iterative": (3, 3),
}
FACILITATORS = {
    "equal": (3, 3),
    "inclusive": (3, 3),
    "open": (2, 3),
    "human": (3, 3),
    "transparent": (4, 4),
    "creative": (3, 3),
    "positive": (3, 3),
    "action": (3, 3),
    "thorough": (2, 2),
    "iterative": (2, 3),
}
#: Where participants see an indicator otherwise than its element.
OTHERWISE = {
    "transparent.loop": (2, 2),
    "transparent.boundaries": (2, 2),
    "transparent.decisions": (2, 4),
    "equal.return": (1, 2),
    "human.safety": (3, 4),
    "inclusive.needs": (2, 2),
}
#: How people differ from that, by turns; None is "I can't say".
SPREAD: tuple[int | None, ...] = (0, 0, -1, 0, 1, 0, 0, None, -1, 0, 1, 0, -2)
SPREAD_OF_FACILITATORS: tuple[int | None, ...] = (0, 1, -1, 0, 1, 0, -1)


@dataclass(frozen=True)
class DemoWords:
    """Words of one's own. ``taken_out``: names in them; ``is_left_out``: nothing of it is shown."""

    text: str
    element: str = ""
    taken_out: tuple[str, ...] = ()
    is_left_out: bool = False
    is_waiting: bool = False


@dataclass(frozen=True)
class DemoRating:
    """One review; ``opened`` and ``closed`` count days ago, ``closed`` below nought is still to come."""

    title: str
    opened: int
    closed: int
    answered: int
    column: int
    words: tuple[DemoWords, ...] = field(default=())


REVIEWS = [
    DemoRating(
        "First review of the ten elements",
        opened=98,
        closed=84,
        answered=22,
        column=0,
        words=(
            DemoWords("I come every time and have not had one bus ticket back.", "equal"),
            DemoWords(
                "Decisions are written down, but I heard of them in the corridor first.",
                "transparent",
            ),
            DemoWords("Tomasz talks a lot. Let the quiet ones go first.", "human", ("Tomasz",)),
            DemoWords("Nobody came back to tell us what became of the blankets.", "transparent"),
            DemoWords("What happens when Jo is on leave?", "", ("Jo",)),
            DemoWords("Ask us what time of day suits us."),
        ),
    ),
    DemoRating(
        "Second review of the ten elements",
        opened=37,
        closed=23,
        answered=24,
        column=1,
        words=(
            DemoWords("Updates go out. What I said in March still has no answer.", "transparent"),
            DemoWords(
                "I heard that the wall has to stay after we had drawn it elsewhere.", "transparent"
            ),
            DemoWords("The dimmed lights were our idea, and they are there.", "action"),
            DemoWords("It is warm in that room, and I do not mean the heating.", "human"),
            DemoWords(
                "My neighbour Irene had a bad night and I will say no more.",
                "human",
                is_left_out=True,
            ),
            DemoWords(
                "There is nobody here who sleeps rough. They are in the room every night.",
                "inclusive",
            ),
            DemoWords("Ask us if we would do this again."),
            DemoWords("Ask Bev how she keeps going.", "", ("Bev",)),
            DemoWords("Who keeps this going when the money stops?", is_waiting=True),
        ),
    ),
    DemoRating("Third review of the ten elements", opened=4, closed=-10, answered=9, column=1),
]
