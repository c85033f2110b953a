"""Questions that a project explores, and all the ways in which each was asked."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from projects.models import Member, Project

#: So long is a question at most.
MOST_ASKED = 500


class QuestionQuerySet(models.QuerySet["Question"]):
    """Adjectives for questions."""

    def explored(self) -> "QuestionQuerySet":
        return self.filter(ended_at=None)

    def ended(self) -> "QuestionQuerySet":
        return self.filter(ended_at__isnull=False)


class Question(SentOnce):
    """
    Something that the project tries to find out together; anybody can ask it.

    First people say what they know, wonder and feel; ideas when the group is ready (``ideas_at``). It ends settled, or
    put down with a reason. ``words`` are those of the wording that was taken last; all wordings are kept.
    """

    class End(models.TextChoices):
        SETTLED = "settled", _("Settled")
        PUT_DOWN = "put-down", _("Put down")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="questions")
    words = models.TextField(_("the question"), max_length=MOST_ASKED)
    asked_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="questions_asked")
    asked_at = models.DateTimeField()
    ideas_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    end = models.CharField(max_length=8, choices=End, blank=True, editable=False)
    end_why = models.TextField(blank=True, max_length=2000, editable=False)
    ended_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions_ended",
        editable=False,
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="question_sent_once"),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="question_asks_something",
                violation_error_message=_("Write the question."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end="", end_why="")
                | (Q(ended_at__isnull=False) & ~Q(end="") & ~Q(end_why="")),
                name="question_end_has_reason",
                violation_error_message=_("Say what became of the question."),
            ),
        ]
        indexes = [models.Index(fields=["project", "ended_at", "id"], name="question_by_end")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("questions:question_detail", args=[self.project.slug, self.pk])

    @property
    def has_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def takes_ideas(self) -> bool:
        """Whether the group is ready for ideas; until then what people know, wonder and feel comes first."""
        return self.ideas_at is not None


class WordingQuerySet(models.QuerySet["Wording"]):
    """Adjectives for wordings."""

    def open(self) -> "WordingQuerySet":
        return self.filter(outcome=Wording.Outcome.OPEN)

    def waiting(self) -> "WordingQuerySet":
        """Keep those that the group has to answer: not those of a question that has ended."""
        return self.open().filter(question__ended_at=None)


class Wording(SentOnce):
    """
    A way to ask a question: the first one, or another one that somebody proposed.

    The group takes it, or says why not, by a facilitator (``answered_by``); whoever proposed it is told.
    """

    class Outcome(models.TextChoices):
        FIRST = "first", _("Asked first")
        OPEN = "open", _("Not answered yet")
        TAKEN = "taken", _("Taken")
        DECLINED = "declined", _("Not taken")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="wordings")
    words = models.TextField(_("the question, asked another way"), max_length=MOST_ASKED)
    why = models.TextField(_("why it is asked this way"), blank=True, max_length=2000)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="wordings")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN, editable=False)
    answer = models.TextField(_("what the group says"), blank=True, max_length=2000)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="wordings_answered",
        editable=False,
    )

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "sent_key"], name="wording_sent_once"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(outcome="first"), name="wording_one_first"
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="wording_asks_something",
                violation_error_message=_("Write how you would ask it."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(answer=""),
                name="wording_declined_needs_reason",
                violation_error_message=_("Say why not. Whoever asked it this way is told."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["first", "open"], answered_at=None, answer="")
                | Q(outcome__in=["taken", "declined"], answered_at__isnull=False),
                name="wording_answered_or_open",
            ),
        ]
        indexes = [
            models.Index(fields=["question", "id"], name="wording_by_question"),
            models.Index(
                fields=["question", "id"], condition=Q(outcome="open"), name="wording_open"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        """Whether the group has not answered it yet."""
        return self.outcome == self.Outcome.OPEN


class QuestionTurn(models.Model):
    """
    A turn that a question took, with who made it and when; only ever added.

    It was asked or put in other words (``wording``), made ready for ideas or not yet, ended or opened again with the
    reason (``why``). What ended a question before it was opened again stays here.
    """

    class What(models.TextChoices):
        ASKED = "asked", _("Asked")
        REWORDED = "reworded", _("Asked another way")
        READY = "ready", _("Ready for ideas")
        NOT_READY = "not-ready", _("Ideas later")
        SETTLED = "settled", _("Settled")
        PUT_DOWN = "put-down", _("Put down")
        OPENED = "opened", _("Opened again")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="turns")
    what = models.CharField(max_length=9, choices=What)
    why = models.TextField(blank=True, max_length=2000)
    wording = models.OneToOneField(
        Wording, null=True, blank=True, on_delete=models.CASCADE, related_name="turn"
    )
    by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="question_turns"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__in=["settled", "put-down", "opened"]) | ~Q(why=""),
                name="question_turn_has_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(what__in=["asked", "reworded"], wording__isnull=False)
                | (~Q(what__in=["asked", "reworded"]) & Q(wording=None)),
                name="question_turn_has_wording",
            ),
        ]
        indexes = [models.Index(fields=["question", "at", "id"], name="question_turn_by_day")]

    def __str__(self) -> str:
        return self.get_what_display()
