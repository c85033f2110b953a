"""The room of a meeting, in which people say something on their phones; and what was said, once it has ended."""

from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ballots.models import Seal
from core.locked_words import lock_words, unlock_words
from meetings.models.meetings import Meeting
from meetings.room_codes import code_of, hash_of
from projects.models import Member, Project
from questions.models import Contribution
from questions.models.contributions import MOST_SAID

#: A room can be opened so long before the meeting begins.
BEFORE = timedelta(hours=2)
#: It ends by itself so long after the meeting.
AFTER = timedelta(hours=2)
#: What was said is looked at within so many days after the meeting.
LOOKED_AT_WITHIN = timedelta(days=3)


class RoomQuerySet(models.QuerySet["MeetingRoom"]):
    """Adjectives for rooms."""

    def open(self, *, now: datetime) -> Self:
        """
        Keep those in which people can say something now.

        The meeting decides: called off, or moved to another day, it has no room any more.
        """
        return self.filter(
            ended_at=None,
            meeting__called_off_at=None,
            meeting__on=F("on"),
            meeting__over_at__gt=now - AFTER,
        ).exclude(meeting__project__state=Project.State.ENDED)

    def sealed(self, *, now: datetime) -> Self:
        """
        Keep those that are over, and their meeting or its day, in which what was said is still sealed.

        Ended earlier, it stays sealed: else one room for each who speaks would tell who it was.
        """
        over = Q(meeting__on=F("on"), meeting__over_at__lte=now) | Q(on__lt=timezone.localdate(now))
        rows = self.filter(over, seal__isnull=False)
        return rows.exclude(pk__in=self.open(now=now).values("pk"))


class MeetingRoom(models.Model):
    """
    A meeting as a room that people enter with a code, on the day ``on``. One is open at a time.

    While it is open, what is said is sealed together; nothing is written here when somebody speaks. When it has ended,
    its code leads nowhere, and the seal is gone with the tick that opened it: ``read_out_at``. ``unread`` pieces could
    not be opened.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="rooms")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rooms")
    on = models.DateField()
    #: The key is locked for this name, so that it opens in no other place.
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    # None, and not empty: each is unique, and rooms that have ended have none.
    code_hash = models.CharField(  # noqa: DJ001
        max_length=64, unique=True, null=True, editable=False
    )
    key_hash = models.CharField(  # noqa: DJ001
        max_length=64, unique=True, null=True, editable=False
    )
    key_locked = models.BinaryField(null=True, editable=False)
    seal = models.OneToOneField(
        Seal, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    opened_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    unread = models.PositiveIntegerField(default=0, editable=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at=None), name="room_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None)
                | Q(code_hash__isnull=True, key_hash__isnull=True, key_locked__isnull=True),
                name="room_ended_has_no_code",
            ),
            models.CheckConstraint(
                condition=Q(seal__isnull=False, read_out_at=None)
                | Q(seal=None, ended_at__isnull=False, read_out_at__isnull=False),
                name="room_sealed_until_read_out",
            ),
        ]

    def __str__(self) -> str:
        return f"room {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Whether people can say something now."""
        meeting = self.meeting
        return (
            self.ended_at is None
            and not meeting.is_called_off
            and meeting.on == self.on
            and now < self.ends_at
            and not meeting.project.has_ended
        )

    def can_be_read_out(self, now: datetime) -> bool:
        """Whether what was said can be opened: the room is over, and the meeting or its day."""
        is_over = self.meeting.on == self.on and self.meeting.over_at <= now
        return not self.is_open(now) and (is_over or self.on < timezone.localdate(now))

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself."""
        return self.meeting.ends_at + AFTER

    @property
    def key(self) -> str:
        """
        The key that phones read.

        :raises WordsAreLocked: when that with which it is locked is away.
        """
        return unlock_words(self.key_locked, place=f"room:{self.place}") if self.key_locked else ""

    def take_key(self, key: str) -> None:
        """
        Let this key, and its code, lead here.

        :raises CannotLock: when it cannot be locked now.
        """
        self.key_hash, self.code_hash = hash_of(key), hash_of(code_of(key))
        self.key_locked = lock_words(key, place=f"room:{self.place}")

    def end(self, *, now: datetime) -> None:
        """Let its code lead nowhere, and save it."""
        self.ended_at = self.ended_at or now
        self.code_hash = self.key_hash = self.key_locked = None
        self.save()


class RoomWordsQuerySet(models.QuerySet["RoomWords"]):
    """Adjectives for what was said in rooms."""

    def to_look_at(self) -> Self:
        """Keep what no facilitator has looked at yet."""
        return self.filter(outcome=RoomWords.Outcome.WAITING)


class RoomWords(models.Model):
    """
    What somebody said in a room, from when the room has ended: facilitators alone read it, and look for names.

    No person and no time; the key is random and the rows were shuffled, so order says nothing. Shown to the others, it
    is a contribution; left out, everybody reads ``why``. The words as they were typed go four weeks after the meeting.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("not looked at yet")
        WHOLE = "whole", _("shown as it was said")
        IN_PART = "in-part", _("shown, with names left out")
        LEFT_OUT = "left-out", _("left out")

    SHOWN = (Outcome.WHOLE, Outcome.IN_PART)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    room = models.ForeignKey(MeetingRoom, on_delete=models.CASCADE, related_name="words")
    text = models.TextField(_("what was said"), max_length=MOST_SAID, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    why = models.TextField(_("why it is left out"), max_length=500, blank=True)
    looked_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RoomWordsQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "room words"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="left-out") & ~Q(why="") | Q(why="") & ~Q(outcome="left-out"),
                name="room_words_left_out_with_reason",
                violation_error_message=_("Write why it is left out."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="waiting") | ~Q(text="") & Q(contribution=None),
                name="room_words_to_look_at_are_there",
            ),
        ]

    def __str__(self) -> str:
        return f"room words {self.pk}"

    @property
    def is_shown(self) -> bool:
        """Whether everybody in the project reads it, or could."""
        return self.outcome in self.SHOWN
