"""The framework, and the reviews in which members rate it."""

from elements.models.aloud import AloudAnswer, AloudRating
from elements.models.framework import (
    Element,
    ElementQuerySet,
    Framework,
    FrameworkQuerySet,
    Indicator,
    IndicatorQuerySet,
)
from elements.models.kept_record import KeptRecord
from elements.models.lessons import Lesson, LessonChange, LessonQuerySet
from elements.models.planned import PlannedReview, PlannedReviewQuerySet
from elements.models.results import Result, ResultQuerySet
from elements.models.reviews import (
    Answer,
    Asked,
    AskedQuerySet,
    ElementReviewRhythm,
    Review,
    ReviewQuerySet,
    Words,
    WordsQuerySet,
)
from elements.models.sheets import Sheet, SheetQuerySet

__all__ = [
    "AloudAnswer",
    "AloudRating",
    "Answer",
    "Asked",
    "AskedQuerySet",
    "Element",
    "ElementQuerySet",
    "ElementReviewRhythm",
    "Framework",
    "FrameworkQuerySet",
    "Indicator",
    "IndicatorQuerySet",
    "KeptRecord",
    "Lesson",
    "LessonChange",
    "LessonQuerySet",
    "PlannedReview",
    "PlannedReviewQuerySet",
    "Result",
    "ResultQuerySet",
    "Review",
    "ReviewQuerySet",
    "Sheet",
    "SheetQuerySet",
    "Words",
    "WordsQuerySet",
]
