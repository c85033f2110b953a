"""What changes what people say, what a project explores, and what it answers."""

from questions.services.answering import (
    AnsweredBefore,
    answer_contribution,
    answer_day,
    tell_answer,
)
from questions.services.asking import (
    QuestionEnded,
    QuestionReworded,
    answer_wording,
    ask_question,
    how_question_stands,
    propose_wording,
)
from questions.services.exploring import (
    NotEnded,
    end_question,
    make_ready_for_ideas,
    put_ideas_off,
    reopen_question,
)
from questions.services.moving import record_move, undo_move
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
    "NotEnded",
    "QuestionEnded",
    "QuestionReworded",
    "add_contribution",
    "add_reply",
    "answer_contribution",
    "answer_day",
    "answer_wording",
    "ask_question",
    "end_question",
    "give_honour",
    "how_question_stands",
    "make_days_ready",
    "make_ready_for_ideas",
    "open_unnamed",
    "propose_wording",
    "put_ideas_off",
    "record_move",
    "reopen_question",
    "seal_contribution",
    "seal_note",
    "take_honour_back",
    "tell_answer",
    "undo_move",
    "write_back",
]
