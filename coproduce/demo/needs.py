"""What people in the demo's main project need, who arranges it, and what came of it."""

from dataclasses import dataclass

JO = "Jo"


@dataclass(frozen=True)
class ToldNeeds:
    """
    What one person said they need. All days count days ago; a promise may be in the time ahead.

    ``needs``: their words, by the kind. ``answer``: that they said it, need nothing, or would rather tell somebody.
    """

    name: str
    said: int
    needs: tuple[tuple[str, str], ...] = ()
    answer: str = "yes"


@dataclass(frozen=True)
class PromisedNeed:
    """Somebody arranges what one person needs: of which kind, by when, how; and whether the person says it works."""

    name: str
    kind: str
    by: str
    promised: int
    due: int
    how: str = ""
    done: int | None = None
    met: int | None = None


TOLD = (
    ToldNeeds(
        "Amina",
        40,
        (
            ("timing", "Not before ten. My nights are long."),
            ("comfort", "A chair with arms, near a door."),
        ),
    ),
    ToldNeeds("Derek", 40, (("access", "No stairs. I come with a frame."),)),
    ToldNeeds(
        "Mrs Okafor",
        38,
        (
            ("costs", "The bus, both ways, before I come."),
            ("communication", "Letters in large words, or ring me."),
        ),
    ),
    ToldNeeds("Tomasz", 38, (("communication", "Polish for long things. Short ones I read."),)),
    ToldNeeds("Mr Lindqvist", 37, answer="tell"),
    ToldNeeds("Hamid", 36, answer="none"),
    ToldNeeds(
        "Eileen",
        35,
        (
            (
                "caring",
                "My husband can’t be alone after six. Somebody sits with him, or he comes along.",
            ),
        ),
    ),
    ToldNeeds("Femi", 35, answer="none"),
    ToldNeeds("Dorota", 34, (("timing", "After the early shift, so from three."),)),
    ToldNeeds("Winston", 33, answer="none"),
    ToldNeeds("Priya", 30, (("costs", "Phone credit for the calls."),)),
    ToldNeeds("Old Tom", 12, answer="tell"),
    ToldNeeds("Marguerite", 29, (("access", "A lift home after nine."),)),
    ToldNeeds(
        "Latoya",
        9,
        (("caring", "Childcare on Tuesdays."), ("costs", "The fare in cash, please, not by bank.")),
    ),
    ToldNeeds("Nadia", 28, answer="none"),
    ToldNeeds("Alex", 26, (("comfort", "Nobody asks me to say my name round the table."),)),
    ToldNeeds("Bev", 40, answer="none"),
    ToldNeeds("Kwame", 40, answer="none"),
)
PROMISED = (
    PromisedNeed("Amina", "timing", JO, 38, 35, "We begin at half past ten.", done=36, met=30),
    PromisedNeed(
        "Derek", "access", "Bev", 38, 30, "Room 2 on the ground floor, always.", done=31, met=24
    ),
    PromisedNeed(
        "Mrs Okafor",
        "costs",
        JO,
        36,
        28,
        "Jo brings the fare when she rings, the day before.",
        done=29,
        met=21,
    ),
    PromisedNeed("Mrs Okafor", "communication", JO, 36, 20, "Jo rings first, each time.", done=22),
    PromisedNeed(
        "Tomasz",
        "communication",
        "Kwame",
        34,
        -6,
        "Kwame asks his colleague to read long papers with you.",
    ),
    PromisedNeed("Marguerite", "access", "Bev", 25, 3, "A taxi on the hospital’s account."),
    PromisedNeed(
        "Eileen", "caring", JO, 33, 25, "There is a quiet room for him, and tea.", done=26, met=18
    ),
)
