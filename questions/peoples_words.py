"""Where `questions` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from django.utils.translation import gettext_lazy as _

from projects.peoples_words import PeoplesWords
from questions.models import (
    AnswerTime,
    CommunityQuestion,
    Contribution,
    ContributionAnswer,
    ContributionFile,
    ContributionMove,
    Question,
    QuestionTurn,
    Reply,
    Response,
    UnnamedNote,
    Wording,
)

_SAID = ("words", "words_set_aside", "aside_why", "hidden_why", "hidden_answer")
_ANSWER = ("reason", "sent_back_why", "not_enough_why", "passed_to")
PEOPLES_WORDS = (
    PeoplesWords(_("A question"), Question, ("words", "end_why")),
    PeoplesWords(_("Another way to ask a question"), Wording, ("words", "why", "answer")),
    PeoplesWords(_("What became of a question"), QuestionTurn, ("why",)),
    PeoplesWords(_("What somebody said"), Contribution, (*_SAID, "for_whom", "later_why")),
    PeoplesWords(_("What everybody is asked"), CommunityQuestion, ("words",)),
    PeoplesWords(
        _("What somebody from the community responded"),
        Response,
        ("known_as", "words", "reason"),
        # Before that, nobody in the project reads it.
        rows=lambda rows: rows.filter(confirmed_at__isnull=False),
    ),
    PeoplesWords(_("What a picture shows, or a recording says"), ContributionFile, ("words",)),
    PeoplesWords(_("An answer"), ContributionAnswer, _ANSWER, covered=("passed_to",)),
    PeoplesWords(_("A reply"), Reply, _SAID),
    PeoplesWords(_("What came of what somebody said"), ContributionMove, ("title",)),
    PeoplesWords(_("Written with somebody without a name"), UnnamedNote, ("words",)),
    PeoplesWords(_("Why answers take longer"), AnswerTime, ("pause_why",)),
)
