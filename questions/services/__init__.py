"""What changes what people say, what a project explores, and what it answers."""

from questions.services.answering import (
    AnsweredBefore,
    answer_contribution,
    answer_day,
    tell_answer,
)
from questions.services.moving import record_move, undo_move
from questions.services.saying import add_contribution, add_reply, give_honour, take_honour_back

__all__ = [
    "AnsweredBefore",
    "add_contribution",
    "add_reply",
    "answer_contribution",
    "answer_day",
    "give_honour",
    "record_move",
    "take_honour_back",
    "tell_answer",
    "undo_move",
]
