"""What the group of the demo's main project agrees on, and how much say each group on its map has."""

from dataclasses import dataclass

from coproduce.demo.people import CARE, CLEAN, HOMES, MONEY, NEAR, NIGHT, ROUGH, WAIT, WORDS

#: days ago, how much say people have, in the group's words
PROMISES = [
    (233, "ask", "We ask the people who wait at night before anything is bought or moved."),
    (
        120,
        "together",
        "Everybody who comes has a say in what is bought and how the room is divided. "
        "The hospital carries it out.",
    ),
]


@dataclass(frozen=True)
class ToldConcern:
    """What kept somebody from agreeing. Days ago; ``answered``: when, and what came of it."""

    who: str
    words: str
    day: int
    answered: tuple[int, str] | None = None


@dataclass(frozen=True)
class Agreed:
    """
    One statement, in days ago.

    ``reworded``: when, and to what; ``silent``: who said nothing yet; ``not_yet``: who did.
    """

    kind: str
    words: str
    day: int
    silent: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    concern: ToldConcern | None = None
    reworded: tuple[int, str] | None = None


NO_SHORT_FORMS = "No short forms. Whoever hears one says so, and it is explained."

AGREED = [
    Agreed(
        "way",
        "One person speaks at a time. Whoever has not spoken yet comes first.",
        224,
        silent=("Old Tom", "Viktor"),
        not_yet=("Big Dave",),
    ),
    Agreed("way", NO_SHORT_FORMS, 216, silent=("Alex", "Ishaan")),
    Agreed(
        "way",
        "Nobody has to tell their own story. What somebody tells is not repeated outside the room.",
        214,
        silent=("Ishaan", "Rosa"),
        concern=ToldConcern(
            "Grace",
            "I want to bring what I hear to the ward meeting. I cannot if nothing may be repeated.",
            205,
            (
                198,
                "What was decided and learned may be repeated by everybody. Stories and names may not.",
            ),
        ),
    ),
    Agreed(
        "good",
        "Whoever waits at night knows within an hour what happens next, without having to ask.",
        200,
        silent=("Amina", "Femi", "Ishaan", "Paulette"),
        not_yet=("Rhys",),
        concern=ToldConcern(
            "Mr Lindqvist", "An hour is long when you are in pain. I would say half.", 12
        ),
    ),
    Agreed(
        "good",
        "People can sit, rest and see where they are, each in the way that they need.",
        200,
        silent=("Ishaan", "Rosa", "Winston"),
    ),
    Agreed(
        "done",
        "The chairs stand, the lamps work, and night staff look after both.",
        60,
        silent=("Amina", "Derek", "Hamid", "Ishaan", "Irene", "Nadia", "Old Tom", "Tomasz"),
        not_yet=("Rhys", "Latoya"),
        concern=ToldConcern(
            "Kwame",
            "This hands the night shift one more thing to do, and nobody asked them.",
            48,
            (31, "We asked them. It is the day porters who do it, so the words are different now."),
        ),
        reworded=(
            30,
            "The chairs stand, the lamps work, and it is written down who looks after both.",
        ),
    ),
]

#: Group -> the say that it has today, and the say that it should have. Days ago: :data:`LOOKED_AT`.
SAY = {
    WAIT: ("little", "lot"),
    CARE: ("little", "some"),
    NIGHT: ("some", "some"),
    CLEAN: ("none", "some"),
    NEAR: ("little", "little"),
    ROUGH: ("none", "some"),
    WORDS: ("none", "some"),
    MONEY: ("lot", "some"),
    HOMES: ("none", "none"),
}
LOOKED_AT = 86


@dataclass(frozen=True)
class OnImbalance:
    """
    An action on how much say a group has. Days ago; ``done``: when, and what came of it; ``asked``: when somebody else
    was asked to do it, who, and what they should know.
    """

    group: str
    what: str
    owner: str
    day: int
    due: int
    done: tuple[int, str] | None = None
    asked: tuple[int, str, str] | None = None


ON_IMBALANCE = [
    OnImbalance(
        CLEAN,
        "Ask cleaners and porters before anything is moved, at their break at 2am",
        "Femi",
        84,
        60,
        (63, "Femi goes through every plan with them. They stopped two and changed one."),
    ),
    OnImbalance(
        MONEY,
        "Ask the estates manager to bring each plan to the group before the monthly meeting",
        "Rhys",
        33,
        -18,
        asked=(4, "Kwame", "I am away until the middle of next month, and you know her."),
    ),
]
