"""Which services of questions lock what somebody said (tests/house/test_row_locks.py): each with how it is called."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from questions import services as questions
from tests.factories import DAY, NOW
from tests.questions.rows import answered, looked_at

CONTRIBUTION_LOCKS: dict[str, Callable[[Any], Any]] = {
    "questions.add_reply": lambda r: questions.add_reply(
        r.contribution, member=r.member, words="W", sent_key=uuid4(), now=NOW
    ),
    "questions.agree_with_answer": lambda r: questions.agree_with_answer(
        looked_at(r.contribution, by=r.by), by=r.member, now=NOW
    ),
    "questions.answer_contribution": lambda r: questions.answer_contribution(
        r.contribution, outcome="no", reason="Y", by=r.by, now=NOW
    ),
    "questions.answer_several": lambda r: questions.answer_several(
        r.project, [r.contribution.pk], outcome="no", reason="Y", by=r.by, now=NOW
    ),
    "questions.hand_over_contribution": lambda r: questions.hand_over_contribution(
        r.contribution, to=r.by, by=r.by, now=NOW
    ),
    "questions.promise_later": lambda r: questions.promise_later(
        r.contribution, answer_by=DAY, later_why="W", by=r.by, now=NOW
    ),
    "questions.read_contribution": lambda r: questions.read_contribution(
        r.contribution, by=r.by, now=NOW
    ),
    "questions.judge_answer": lambda r: questions.judge_answer(
        answered(r.contribution, by=r.by), is_enough=True, by=r.member, now=NOW
    ),
    "questions.send_answer_back": lambda r: questions.send_answer_back(
        looked_at(r.contribution, by=r.by), why="W", by=r.member, now=NOW
    ),
}
