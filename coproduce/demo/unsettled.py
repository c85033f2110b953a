"""What was and is not settled in the demo's main project."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Open:
    """Something not settled. ``again`` counts days from today; ``settled``: (days ago, how)."""

    what: str
    why: str
    added: int
    again: int
    settled: tuple[int, str] | None = None


UNSETTLED = [
    Open(
        "Where the drinks machine stands",
        "The wall with the water pipe is the wall people lean on to sleep.",
        77,
        7,
    ),
    Open(
        "Who goes round when the nurse in charge cannot",
        "Security say yes, some people who wait say no.",
        40,
        16,
    ),
    Open(
        "Whether the quiet corner needs a door",
        "Sunita and Irene want one. Staff need to see in.",
        33,
        -2,
    ),
    Open(
        "What we do about people who smoke under the windows across the road",
        "The neighbours asked. We have no idea yet.",
        19,
        28,
    ),
    Open(
        "How long lamps stay on at the desk",
        "Until the zones were tried nobody could say.",
        120,
        -40,
        (57, "Always: staff need them. See decision 15."),
    ),
    Open(
        "Whether people will use a flask trolley",
        "We simply tried it.",
        112,
        -70,
        (78, "They do: ninety cups a week."),
    ),
]
