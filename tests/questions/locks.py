"""How the services of worries are called, for the test that they lock a row (tests/house/test_row_locks.py)."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from questions import services as questions
from questions.models import SafetyWorry
from tests.factories import NOW

CALLS_OF_PROJECTS: dict[str, Callable[[Any], Any]] = {
    "questions.mark_worry": lambda rows: questions.mark_worry(
        rows.project, by=rows.member, words="W", sent_key=uuid4(), now=NOW
    ),
}
CALLS_OF_WORRIES: dict[str, Callable[[Any], Any]] = {
    "questions.look_at_worry": lambda rows: questions.look_at_worry(
        rows(SafetyWorry, "worry"), by=rows.by, done="D", now=NOW
    ),
    "questions.put_back_worried": lambda rows: questions.put_back_worried(
        rows(SafetyWorry, "worry"), tells_author=False, now=NOW
    ),
    "questions.tell_coordinators": lambda rows: questions.tell_coordinators(
        rows(SafetyWorry, "worry"), now=NOW
    ),
}
