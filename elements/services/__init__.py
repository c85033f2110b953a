"""Brings the elements up to the data file, and runs reviews."""

from elements.services.answers import (
    Ballot,
    NotAsked,
    ReviewClosed,
    send_answers,
    take_in,
)
from elements.services.framework import WordsInUse, add_indicator, retire_indicator, seed
from elements.services.lessons import change_lesson, record_lesson, tie_lesson
from elements.services.planned import cancel_planned_review, open_planned_review, plan_review
from elements.services.reviews import (
    DAYS_OPEN,
    CannotDo,
    close_review,
    extend_review,
    open_due_review,
    open_review,
    remind,
    set_review_rhythm,
)
from elements.services.sheets import AlreadyIn, UnknownSheet, make_sheets, send_sheet
from elements.services.words import settle_words

__all__ = [
    "DAYS_OPEN",
    "AlreadyIn",
    "Ballot",
    "CannotDo",
    "NotAsked",
    "ReviewClosed",
    "UnknownSheet",
    "WordsInUse",
    "add_indicator",
    "cancel_planned_review",
    "change_lesson",
    "close_review",
    "extend_review",
    "make_sheets",
    "open_due_review",
    "open_planned_review",
    "open_review",
    "plan_review",
    "record_lesson",
    "remind",
    "retire_indicator",
    "seed",
    "send_answers",
    "send_sheet",
    "set_review_rhythm",
    "settle_words",
    "take_in",
    "tie_lesson",
]
