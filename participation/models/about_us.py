"""Questions about people, in the group's own words; who answered what is locked, and counted (docs/adr/0173)."""

from dataclasses import dataclass
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from core.revisions import Revised
from projects.models import Member, Project

#: So many questions a project asks at most, each with so many choices.
MOST_QUESTIONS, FEWEST_CHOICES, MOST_CHOICES = 5, 2, 8
#: How many there should be, where that is no number.
A_FEW = "few"


@dataclass(frozen=True)
class AboutUsChoice:
    """One of the answers in words, and how many should be here: nothing, "few" or a number."""

    words: str
    wanted: str = ""


class AboutUsQuestionQuerySet(models.QuerySet["AboutUsQuestion"]):
    """Adjectives for questions about people."""

    def open(self) -> "AboutUsQuestionQuerySet":
        return self.filter(ended_at=None)


class AboutUsQuestion(Revised, SentOnce):
    """
    A question about people, like how old they are: why it is asked, and the answers to choose from.

    ``choices``: ``[{"words", "wanted"}]``. What somebody has answered keeps its words: it is ended, and another asked.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="about_us")
    words = models.CharField(_("question"), max_length=200)
    why = models.CharField(_("why we ask"), max_length=300)
    choices = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AboutUsQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="about_us_sent_once"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_answered(self) -> bool:
        """Whether somebody answered it, or answers were counted: then its words stay."""
        return self.given_answers.exists() or self.counts.exists()

    @property
    def answers(self) -> list[AboutUsChoice]:
        """The answers to choose from, in the order of the form."""
        return [AboutUsChoice(one["words"], one.get("wanted", "")) for one in self.choices]


class AboutUsAnswer(models.Model):
    """
    What a member chose, locked with a key of their own; also that they would rather not say, so that a copy of the
    database does not tell who did.

    The box has the place of the choice, whether a facilitator typed it in, and at which of the counts it was counted.
    """

    question = models.ForeignKey(
        AboutUsQuestion, on_delete=models.CASCADE, related_name="given_answers"
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="about_us_answers")
    #: The box is locked for this name, so that it opens in no other place.
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    said_locked = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "member"], name="about_us_answer_once")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class AboutUsCount(models.Model):
    """
    One time when the answers to a question were counted.

    ``shown``: the counts that everybody in the project sees, null for each that is too small; empty when none could be
    shown. ``counts`` and ``typed``: all of them, and those that were typed in; kept only of what was shown.
    """

    question = models.ForeignKey(AboutUsQuestion, on_delete=models.CASCADE, related_name="counts")
    number = models.PositiveSmallIntegerField()
    counted_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    typed_total = models.PositiveIntegerField()
    counts = models.JSONField(default=list)
    typed = models.JSONField(default=list)
    shown = models.JSONField(default=list)

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="about_us_counted_once")
        ]

    def __str__(self) -> str:
        return f"count {self.number} of {self.question_id}"
