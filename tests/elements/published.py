"""Published results, made by hand: what some people answered to an indicator."""

from elements.models import Result

PARTICIPANTS, FACILITATORS, EVERYBODY = "participants", "facilitators", "everybody"


def exact(who: str, *counts: int) -> Result:
    """Not at all, a little, mostly, fully, can't say."""
    names = ["not_at_all", "a_little", "mostly", "fully", "cannot_say"]
    fields = dict(zip(names, counts, strict=True))
    up = counts[2] + counts[3]
    return Result(who=who, level="exact", up=up, down=sum(counts) - up, **fields)


def coarse(who: str, up: int, down: int) -> Result:
    return Result(who=who, level="coarse", up=up, down=down)


def hidden() -> Result:
    return Result(who=EVERYBODY, level="hidden")
