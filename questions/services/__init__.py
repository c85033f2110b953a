"""What changes what people say, what a project explores, and what it answers."""

from questions.services.answering import (
    AnsweredBefore,
    answer_contribution,
    answer_day,
    tell_answer,
)
from questions.services.saying import add_contribution, add_reply, give_honour, take_honour_back
from questions.services.unnamed import (
    make_days_ready,
    open_unnamed,
    seal_contribution,
    seal_note,
    write_back,
)

__all__ = [
    "AnsweredBefore",
    "add_contribution",
    "add_reply",
    "answer_contribution",
    "answer_day",
    "give_honour",
    "make_days_ready",
    "open_unnamed",
    "seal_contribution",
    "seal_note",
    "take_honour_back",
    "tell_answer",
    "write_back",
]
