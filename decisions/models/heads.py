"""The head of each decision log, and what its checks found."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from projects.models import Project

#: A check that somebody asked for is given up after so long: its worker was ended. 100,000 versions take half a minute.
LONGEST_CHECK = timedelta(minutes=15)


class DecisionLogQuerySet(models.QuerySet["DecisionLog"]):
    """Adjectives for logs."""

    def unread_since(self, moment: datetime) -> Self:
        """Keep those that were not read as a whole after this moment, the longest unread first."""
        old = self.filter(Q(whole_checked_at=None) | Q(whole_checked_at__lt=moment))
        return old.order_by(models.F("whole_checked_at").asc(nulls_first=True), "pk")


class DecisionLog(models.Model):
    """
    The head of a project's chain of versions: the last number, the last hash, and when all was checked last.

    Whoever writes a version moves this row first, so that writers come one after the other on both engines.
    By a database trigger, whose log it is never changes, and its end moves on only to the next version that is there.
    """

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="decision_log")
    last_number = models.PositiveIntegerField(default=0, editable=False)
    version_count = models.PositiveIntegerField(default=0, editable=False)
    head_hash = models.CharField(max_length=64, blank=True, editable=False)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_count = models.PositiveIntegerField(default=0, editable=False)
    # What the last check found wrong, a sentence each.
    problems = models.JSONField(default=list, editable=False)
    # When all of it was read last, from the first version on; the last check may have read what was new alone.
    whole_checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Up to here all was sound when it was read: the key of a version and its hash. None after a check that found
    # something wrong, so that the next one reads all of it again.
    sound_to = models.BigIntegerField(null=True, blank=True, editable=False)
    sound_hash = models.CharField(max_length=64, blank=True, editable=False)
    # Since when somebody waits for a check, and how many versions it has read.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_count = models.PositiveIntegerField(default=0, editable=False)

    objects = DecisionLogQuerySet.as_manager()

    def __str__(self) -> str:
        return f"decision log of {self.project_id}"

    @property
    def is_sound(self) -> bool:
        """Whether the last check found nothing wrong."""
        return self.checked_at is not None and not self.problems

    @property
    def is_read_in_part(self) -> bool:
        """Whether the last check read what was new alone, and believed an earlier one of what stood before."""
        return self.is_sound and self.checked_at != self.whole_checked_at

    def is_being_checked(self, *, now: datetime) -> bool:
        """Whether somebody asked for a check that is not done; one that took so long has ended without a word."""
        return self.asked_at is not None and self.asked_at > now - LONGEST_CHECK
