"""What the demo's main project decides together: what was proposed, what people say, and what they were replied."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ToldSay:
    """What somebody says; ``day`` counts days ago."""

    who: str
    day: int
    says: str = "agree"
    words: str = ""
    is_unnamed: bool = False


@dataclass(frozen=True)
class ToldReply:
    """A reply to somebody's words; ``day`` counts days ago."""

    to: str
    day: int
    by: str
    words: str


@dataclass(frozen=True)
class ToldProposal:
    """One proposal. ``day`` and ``until`` count days ago; ``put_down``: days ago, and why."""

    day: int
    until: int
    by: str
    what: str
    why: str
    considered: str = ""
    rests_on: str = ""
    limit: str = ""
    says: tuple[ToldSay, ...] = ()
    replies: tuple[ToldReply, ...] = ()
    put_down: tuple[int, str] | None = None


NOT_SEEN = (
    "A nurse must be able to see whoever lies down. From the desk you can’t see the second one."
)
WEEKEND = "Who washes the blankets at the weekend?"
PROPOSALS = [
    ToldProposal(
        12,
        -5,
        "Jo",
        "Two recliners in the side room, with blankets, from midnight to six",
        "People who wait more than six hours lie on the floor. We asked eleven of them: nine want to lie flat, and "
        "all want to be seen from the desk.",
        considered="Mats on the floor: they can’t be kept clean. Four recliners: there would be too few chairs.",
        rests_on="What eleven people said while they waited, on five nights.",
        limit="Light, furniture and how the room is divided",
        says=(
            ToldSay("Jo", 11),
            ToldSay("Derek", 10),
            ToldSay("Nadia", 10, "concern", WEEKEND, is_unnamed=True),
            ToldSay("Bev", 10),
            ToldSay("Femi", 9),
            ToldSay("Rhys", 9, "not-yet", NOT_SEEN),
            ToldSay("Tomasz", 8),
            ToldSay("Grace", 7),
            ToldSay(
                "Mr Lindqvist",
                6,
                "concern",
                "I lay on three chairs for nine hours. Some of us are afraid to fall asleep with a bag beside us.",
            ),
            ToldSay("Hamid", 5, "aside"),
            ToldSay("Sunita", 4),
        ),
        replies=(
            ToldReply(
                NOT_SEEN,
                7,
                "Jo",
                "Sean is measuring it on Monday. If you are right, we’ll turn them round and I’ll change the proposal.",
            ),
        ),
    ),
    ToldProposal(
        34,
        20,
        "Kwame",
        "A screen on the wall that shows how long people have waited",
        "Nobody knows how long it will be, and the desk is asked every few minutes.",
        says=(
            ToldSay("Jo", 33),
            ToldSay(
                "Derek",
                30,
                "not-yet",
                "I don’t want to read in front of everybody how long I wait.",
            ),
        ),
        put_down=(
            19,
            "A screen shows other people’s waiting, too. Derek is right. We tell each person by themselves, and ask "
            "again after that.",
        ),
    ),
]
