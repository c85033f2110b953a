"""What members write to one named person alone, and who opened it, when and why (docs/adr/0170)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from participation.models.private import runs_it
from projects.models import Member, Project
from projects.models.members import takes_part

#: So long the link opens that the person outside the project gets.
LINK_LIFE = timedelta(weeks=6)
#: After so long without an answer whoever reads it is reminded, reminded again, and whoever wrote it hears that.
REMINDED_AFTER = (timedelta(days=3), timedelta(days=7), timedelta(days=10))


class PrivateWordQuerySet(models.QuerySet["PrivateWord"]):
    """Adjectives for private words."""

    def open_to(self, reader: Any) -> "PrivateWordQuerySet":
        """Keep those that somebody may open who signs in as ``reader``: they run the project, and it is theirs."""
        here = takes_part("member") & runs_it("reader")
        return self.filter(here, reader__user=reader, lost_at=None, sent_on_at=None)

    def unanswered(self) -> "PrivateWordQuerySet":
        """Keep those for which somebody is to do something who reads them."""
        nobody = {"answered_at": None, "asked_on_at": None, "lost_at": None, "sent_on_at": None}
        return self.filter(**nobody)

    def to_remind_of(self, *, now: datetime) -> "PrivateWordQuerySet":
        """Keep those that had no answer for three, seven or ten days, and nobody has said so since."""
        stages = (
            Q(waits_since__lte=now - after, reminded__lte=done)
            for done, after in enumerate(REMINDED_AFTER)
        )
        due = Q()
        for stage in stages:
            due |= stage
        return self.unanswered().filter(due)

    def with_news(self) -> "PrivateWordQuerySet":
        """Keep those of which whoever wrote them has something to read, or to choose."""
        is_answered = Q(answered_at__isnull=False, answer_read_at=None)
        is_lost = Q(lost_at__isnull=False, answered_at=None)
        is_silent = Q(reminded__gte=len(REMINDED_AFTER), answered_at=None)
        news = is_answered | is_lost | is_silent | Q(asked_on_at__isnull=False)
        return self.filter(news, sent_on_at=None)

    def counted(self) -> "PrivateWordQuerySet":
        """Keep those about a barrier that may be counted, each once however often it was sent on."""
        return self.filter(is_barrier=True, may_count=True, sent_on_at=None)


class PrivateWord(SentOnce):
    """
    Something that a member wrote to one facilitator, or to the person whom the project names outside it.

    The words, the answer and the request to send it on are locked with a key of the writer's own. Nobody but the two
    opens them. When the one to whom it was written goes, it is lost to them, and its writer chooses somebody else: then
    there is another row, and this one is sent on.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="private_words")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="private_words")
    #: Each box is locked for this name and its own; the link of the person outside is made with it, too.
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    words_locked = models.BinaryField()
    said_at = models.DateTimeField()
    #: The facilitator to whom it was written; empty when it went outside, or they are not known any more.
    reader = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="words_for"
    )
    #: A hash of the name and address of the person outside to whom it was written; empty when it was not.
    outside_hash = models.CharField(max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    answer_locked = models.BinaryField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    #: When whoever wrote it said that they have read the answer.
    answer_read_at = models.DateTimeField(null=True, blank=True)
    ask_locked = models.BinaryField(null=True, blank=True)
    #: When whoever reads it asked that it goes to somebody else, and nothing was said to that yet.
    asked_on_at = models.DateTimeField(null=True, blank=True)
    #: Since when somebody is to answer it, and how often it was said that they have not.
    waits_since = models.DateTimeField()
    reminded = models.PositiveSmallIntegerField(default=0)
    lost_at = models.DateTimeField(null=True, blank=True)
    sent_on_at = models.DateTimeField(null=True, blank=True)
    is_barrier = models.BooleanField(default=False)
    may_count = models.BooleanField(default=False)
    #: When whoever wrote it said that the barrier is gone.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PrivateWordQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "sent_key"], name="private_word_sent_once"),
            models.CheckConstraint(
                condition=Q(outside_hash="") | Q(reader=None), name="private_word_to_one"
            ),
            models.CheckConstraint(
                condition=Q(is_barrier=True) | Q(may_count=False, removed_at=None),
                name="private_word_barrier",
            ),
        ]
        indexes = [
            # A tick looks for those of all projects, and most of what there is was answered long ago.
            models.Index(
                fields=["waits_since"],
                condition=Q(answered_at=None, asked_on_at=None, lost_at=None, sent_on_at=None),
                name="private_word_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return f"private word {self.pk}"

    @property
    def is_outside(self) -> bool:
        """Whether it went to the person outside the project."""
        return self.outside_hash != ""

    @property
    def state(self) -> str:
        """How far it is: sent-on, lost, asked-on, answered, read or new."""
        if self.sent_on_at:
            return "sent-on"
        if self.lost_at and not self.answered_at:
            return "lost"
        if self.asked_on_at:
            return "asked-on"
        if self.answered_at:
            return "answered"
        return "read" if self.opened_at else "new"

    @property
    def is_silent(self) -> bool:
        """Whether ten days have passed without an answer, as whoever wrote it was told."""
        return self.answered_at is None and self.reminded >= len(REMINDED_AFTER)

    @property
    def waits_for_writer(self) -> bool:
        """Whether whoever wrote it is to say whether somebody else reads it."""
        return self.is_silent or self.state in ("lost", "asked-on")

    @property
    def link_until(self) -> datetime:
        """When the link ends of the person outside."""
        return self.waits_since + LINK_LIFE


class WordReading(models.Model):
    """Somebody opened a private word, and why; whoever wrote it sees that."""

    class WhyOpen(models.TextChoices):
        ANSWER = "answer", _("to read it and answer it")
        TALK = "talk", _("to talk about it with them")
        DANGER = "danger", _("because somebody may be in danger")

    word = models.ForeignKey(PrivateWord, on_delete=models.CASCADE, related_name="readings")
    #: Empty for the person outside, and when they are not known any more.
    by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=6, choices=WhyOpen)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"reading of a private word {self.word_id}"
