"""What a project explores, what people say to it, and what it answers."""

from questions.models.answers import AnswerTime, ContributionAnswer
from questions.models.contributions import Contribution, ContributionMove, Honour, Reply
from questions.models.questions import Question, Wording
from questions.models.safety import SafetyReading, SafetyWorry

__all__ = [
    "AnswerTime",
    "Contribution",
    "ContributionAnswer",
    "ContributionMove",
    "Honour",
    "Question",
    "Reply",
    "SafetyReading",
    "SafetyWorry",
    "Wording",
]
