"""Brings the elements up to the data file, and runs reviews."""

from ballots.keys import KeyCannotBeStored, KeyIsAway
from ballots.sealing import TooLong
from elements.services.aloud import SaidAloud, write_aloud_rating
from elements.services.answers import (
    Ballot,
    NotAsked,
    ReviewIsClosed,
    can_be_read,
    send_answers,
)
from elements.services.closing import close_review
from elements.services.framework import WordsInUse, add_indicator, retire_indicator, seed_framework
from elements.services.lessons import change_lesson, record_lesson, tie_lesson
from elements.services.planned import cancel_planned_review, open_planned_reviews, plan_review
from elements.services.reviews import (
    DAYS_OPEN,
    CannotDoReview,
    extend_review,
    open_due_reviews,
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
    "KeyCannotBeStored",
    "KeyIsAway",
    "NotAsked",
    "ReviewIsClosed",
    "SaidAloud",
    "TooLong",
    "UnknownSheet",
    "WordsInUse",
    "add_indicator",
    "can_be_read",
    "cancel_planned_review",
    "change_lesson",
    "close_review",
    "extend_review",
    "make_sheets",
    "open_due_reviews",
    "open_planned_reviews",
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
    "write_aloud_rating",
]
