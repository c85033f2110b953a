"""What changes what people say, what a project explores, and what it answers."""

from questions.services.answering import (
    AnsweredBefore,
    answer_contribution,
    answer_day,
    tell_answer,
)
from questions.services.safety import (
    LookedAtBefore,
    look_at_worry,
    mark_worry,
    open_worry,
    put_back_worried,
    tell_coordinators,
)
from questions.services.saying import add_contribution, add_reply, give_honour, take_honour_back

__all__ = [
    "AnsweredBefore",
    "LookedAtBefore",
    "add_contribution",
    "add_reply",
    "answer_contribution",
    "answer_day",
    "give_honour",
    "look_at_worry",
    "mark_worry",
    "open_worry",
    "put_back_worried",
    "take_honour_back",
    "tell_answer",
    "tell_coordinators",
]
