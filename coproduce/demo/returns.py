"""What people in the demo's main project would like in return, what they are promised, and what they got."""

from dataclasses import dataclass

JO = "Jo"


@dataclass(frozen=True)
class ToldWish:
    """
    What one person said they would like. All days count days ago.

    ``answer``: that they said it, want nothing, or would rather tell somebody.
    """

    name: str
    said: int
    kinds: tuple[str, ...] = ()
    words: str = ""
    answer: str = "yes"


@dataclass(frozen=True)
class OfferedReturn:
    """
    Something one person is offered, by whom, for when; and when they agreed, it was given, and they had it. All days
    count days ago; the day by which it is given may be in the time ahead.
    """

    name: str
    kind: str
    by: str
    offered: int
    due: int
    words: str = ""
    amount: str = ""
    agreed: int | None = None
    given: int | None = None
    had: int | None = None
    refused: int | None = None


TOLD = (
    ToldWish("Amina", 39, ("reference", "thanks"), "A line for my CV that says what I did here."),
    ToldWish("Derek", 39, ("expenses",), "What the taxi costs. Nothing else, I have my pension."),
    ToldWish("Mrs Okafor", 37, ("voucher",), "For the shop at the corner, please, not online."),
    ToldWish("Tomasz", 37, ("training",), "I would like to learn to lead a meeting."),
    ToldWish("Mr Lindqvist", 36, answer="none"),
    ToldWish(
        "Hamid", 35, ("payment",), "If it does not touch my benefits. I asked; 20 a month is fine."
    ),
    ToldWish("Eileen", 34, ("time",), "An afternoon when somebody sits with my husband."),
    ToldWish("Femi", 34, answer="none"),
    ToldWish("Dorota", 33, ("payment",), "I come after my shift, so it is work."),
    ToldWish("Winston", 32, ("thanks",), "That the night staff hear that we said thank you."),
    ToldWish("Priya", 29, ("voucher", "training")),
    ToldWish("Old Tom", 11, answer="tell"),
    ToldWish("Marguerite", 28, answer="none"),
    ToldWish("Latoya", 8, ("payment", "voucher"), "Cash in hand would help most."),
    ToldWish("Nadia", 27, answer="none"),
    ToldWish("Bev", 39, answer="none"),
    ToldWish("Kwame", 39, answer="none"),
)
OFFERED = (
    OfferedReturn(
        *("Amina", "reference", JO, 36, 20),
        words="A letter of one page about what you did, signed by the trust.",
        agreed=35,
        given=22,
        had=21,
    ),
    OfferedReturn(
        *("Derek", "expenses", "Bev", 36, 29),
        words="The taxi on two evenings.",
        amount="31.40",
        agreed=35,
        given=30,
        had=27,
    ),
    OfferedReturn(
        *("Mrs Okafor", "voucher", JO, 34, 24),
        words="For the shop at the corner, for October.",
        amount="20",
        agreed=32,
        given=25,
        had=23,
    ),
    OfferedReturn(
        *("Tomasz", "training", "Kwame", 33, -21),
        words="The trust’s two days on leading meetings, in the new year.",
        agreed=31,
    ),
    OfferedReturn(
        *("Hamid", "payment", JO, 30, 5),
        words="For October. Jo brings the form.",
        amount="20",
        agreed=29,
    ),
    OfferedReturn(
        *("Eileen", "time", "Bev", 28, 14),
        words="A volunteer sits with him for an afternoon.",
        agreed=26,
        given=15,
    ),
    OfferedReturn(
        *("Dorota", "payment", JO, 27, -9), words="Three evenings.", amount="60", agreed=25
    ),
    OfferedReturn(
        *("Winston", "thanks", JO, 25, 18),
        words="In the ward’s letter of November, with your name if you like.",
        agreed=24,
        given=18,
        had=16,
    ),
    OfferedReturn(*("Priya", "voucher", "Kwame", 20, -4), words="Phone credit.", amount="15"),
    OfferedReturn(
        *("Marguerite", "voucher", JO, 20, 6),
        words="To say thank you for the recordings.",
        amount="10",
        refused=18,
    ),
)
