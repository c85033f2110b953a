"""Brings the elements up to the data file, and runs reviews."""

from elements.services.answers import (
    Ballot,
    NotAsked,
    ReviewIsClosed,
    count_ballot,
    send_answers,
)
from elements.services.framework import WordsInUse, add_indicator, retire_indicator, seed_framework
from elements.services.lessons import change_lesson, record_lesson, tie_lesson
from elements.services.planned import cancel_planned_review, open_planned_review, plan_review
from elements.services.reviews import (
    DAYS_OPEN,
    CannotDoReview,
    close_review,
    extend_review,
    open_due_review,
    open_review,
    remind_of_review,
    set_review_rhythm,
)
from elements.services.sheets import AlreadyIn, UnknownSheet, make_sheets, send_sheet
from elements.services.words import settle_words

__all__ = [
    "DAYS_OPEN",
    "AlreadyIn",
    "Ballot",
    "CannotDoReview",
    "NotAsked",
    "ReviewIsClosed",
    "UnknownSheet",
    "WordsInUse",
    "add_indicator",
    "cancel_planned_review",
    "change_lesson",
    "close_review",
    "count_ballot",
    "extend_review",
    "make_sheets",
    "open_due_review",
    "open_planned_review",
    "open_review",
    "plan_review",
    "record_lesson",
    "remind_of_review",
    "retire_indicator",
    "seed_framework",
    "send_answers",
    "send_sheet",
    "set_review_rhythm",
    "settle_words",
    "tie_lesson",
]
