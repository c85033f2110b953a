"""What changes what people say, what a project explores, and what it answers."""

from questions.services.answering import (
    AnsweredBefore,
    AnsweredTogether,
    NobodyToLook,
    answer_contribution,
    answer_day,
    answer_several,
    can_look,
    needs_look,
    tell_answer,
)
from questions.services.hearing import (
    is_asked_whether_enough,
    judge_answer,
    mark_not_told,
    mark_told,
)
from questions.services.looking import agree_with_answer, send_answer_back
from questions.services.promising import (
    hand_over_contribution,
    promise_later,
    read_contribution,
    set_answer_time,
)
from questions.services.saying import add_contribution, add_reply, give_honour, take_honour_back

__all__ = [
    "AnsweredBefore",
    "AnsweredTogether",
    "NobodyToLook",
    "add_contribution",
    "add_reply",
    "agree_with_answer",
    "answer_contribution",
    "answer_day",
    "answer_several",
    "can_look",
    "give_honour",
    "hand_over_contribution",
    "is_asked_whether_enough",
    "judge_answer",
    "mark_not_told",
    "mark_told",
    "needs_look",
    "promise_later",
    "read_contribution",
    "send_answer_back",
    "set_answer_time",
    "take_honour_back",
    "tell_answer",
]
