"""Whom people in the demo's main project thank, and what for."""

from dataclasses import dataclass

JO = "Jo"


@dataclass(frozen=True)
class ToldThanks:
    """
    Thanks from one person to a member, or to what is named. All days count days ago.

    ``by``: who writes it down for somebody without email; ``shown``, ``kept``: when whoever is thanked said so.
    """

    given_by: str
    words: str
    said: int
    member: str = ""
    named: str = ""
    by: str = ""
    shown: int | None = None
    kept: int | None = None


TOLD = (
    ToldThanks(
        "Tomasz",
        "You rang each of us before the walk, so that nobody came alone.",
        33,
        "Amina",
        shown=32,
    ),
    ToldThanks(
        "Winston",
        "They turned the trolleys round at two in the morning. I slept.",
        26,
        named="The night porters of ward 4",
    ),
    ToldThanks("Jo", "You said what the rest of us were too polite to say.", 21, "Derek", shown=20),
    ToldThanks(
        "Mr Lindqvist",
        "For the letters in large print. I read them myself.",
        15,
        "Jo",
        by=JO,
        shown=14,
    ),
    ToldThanks("Amina", "For staying with me after the meeting.", 9, "Grace", kept=8),
    ToldThanks("Derek", "You made a chart that I understand. That is rare.", 2, "Amina"),
)
