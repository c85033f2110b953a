"""What a project explores, what people say to it, and what it answers."""

from questions.models.answers import AnswerTime, ContributionAnswer
from questions.models.contributions import Contribution, Honour
from questions.models.files import ContributionFile
from questions.models.moves import ContributionMove
from questions.models.questions import Question, QuestionTurn, Wording
from questions.models.replies import Reply
from questions.models.responses import CommunityQuestion, Response
from questions.models.safety import SafetyReading, SafetyWorry
from questions.models.unnamed import ThreeWords, UnnamedDay, UnnamedHour, UnnamedNote

__all__ = [
    "AnswerTime",
    "CommunityQuestion",
    "Contribution",
    "ContributionAnswer",
    "ContributionFile",
    "ContributionMove",
    "Honour",
    "Question",
    "QuestionTurn",
    "Reply",
    "Response",
    "SafetyReading",
    "SafetyWorry",
    "ThreeWords",
    "UnnamedDay",
    "UnnamedHour",
    "UnnamedNote",
    "Wording",
]
