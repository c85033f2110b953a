"""What many people said in the demo's main project, and in its reviews, each with its answer: ``voices.toml``."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from coproduce.demo.tell_questions import HEAR, LAMPS, LIE, SCREEN

_SOURCE = Path(__file__).with_name("voices.toml")
#: How the file calls the questions.
QUESTIONS = {"lie": LIE, "hear": HEAR, "lamps": LAMPS, "screen": SCREEN}


@dataclass(frozen=True)
class Voice:
    """
    Something that somebody said ``said`` days ago, answered ``answered`` days ago, if it was.

    Said by a member of this name, or by somebody who is none; ``by``: who wrote it down. ``about``: see
    :data:`QUESTIONS`.
    """

    said: int
    name: str
    words: str
    about: str = ""
    kind: str = ""
    way: str = "web"
    by: str = ""
    mark: str = ""
    answered: int | None = None
    outcome: str = ""
    reason: str = ""
    answerer: str = "Jo"


@dataclass(frozen=True)
class Reviewed:
    """What somebody wrote in a review to what we should be asking, and what it was answered so many days ago."""

    words: str
    answered: int
    outcome: str
    reason: str


_DATA = tomllib.loads(_SOURCE.read_text(encoding="utf-8"))
VOICES = [Voice(**row) for row in _DATA["voices"]]
REVIEWED = [Reviewed(**row) for row in _DATA["reviewed"]]
