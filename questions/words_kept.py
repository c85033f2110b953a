"""Where `questions` keeps words of people: whoever takes a name out looks there (:mod:`projects.words_kept`)."""

from django.utils.translation import gettext_lazy as _

from projects.words_kept import WordsKept
from questions.models import (
    AnswerTime,
    Contribution,
    ContributionAnswer,
    ContributionFile,
    ContributionMove,
    Question,
    QuestionTurn,
    Reply,
    UnnamedNote,
    Wording,
)

_SAID = ("words", "words_set_aside", "aside_why", "hidden_why", "hidden_answer")
_ANSWER = ("reason", "sent_back_why", "not_enough_why", "passed_to")
WORDS_KEPT = (
    WordsKept(_("A question"), Question, ("words", "end_why")),
    WordsKept(_("Another way to ask a question"), Wording, ("words", "why", "answer")),
    WordsKept(_("What became of a question"), QuestionTurn, ("why",)),
    WordsKept(_("What somebody said"), Contribution, (*_SAID, "for_whom", "later_why")),
    WordsKept(_("What a picture shows, or a recording says"), ContributionFile, ("words",)),
    WordsKept(_("An answer"), ContributionAnswer, _ANSWER, covered=("passed_to",)),
    WordsKept(_("A reply"), Reply, _SAID),
    WordsKept(_("What came of what somebody said"), ContributionMove, ("title",)),
    WordsKept(_("Written with somebody without a name"), UnnamedNote, ("words",)),
    WordsKept(_("Why answers take longer"), AnswerTime, ("pause_why",)),
)
