"""What became of a meeting: who was there, and the notes."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.revisions import Revised
from meetings.models.meetings import Meeting
from projects.models import HistoryEntry, Member, Project
from projects.models.members import has_come


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Adjectives for attendance."""

    def was_there(self) -> Self:
        """Keep those who were there, also those who left the project since."""
        return self.filter(has_come("member"), was_there=True)


class Attendance(models.Model):
    """
    Whether a member was at a meeting. What they say of themselves counts before what somebody else wrote down.

    ``noted_by``: who wrote it down; empty when they said it themselves.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="attendances")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="attendances")
    was_there = models.BooleanField()
    noted_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_own_word = models.BooleanField(default=False)
    noted_at = models.DateTimeField()

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.meeting}"


class MeetingNotes(Revised):
    """The notes of a meeting that was held, and how many were there who are no members."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField(_("notes"), blank=True, max_length=20000)
    others_there = models.PositiveSmallIntegerField(_("others who were there"), default=0)
    by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="meeting_notes"
    )
    at = models.DateTimeField()
    #: When everybody was told that there are notes; empty while there are none.
    told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"notes of {self.meeting}"


class NotesChange(HistoryEntry):
    """What the notes said before."""

    notes = models.ForeignKey(MeetingNotes, on_delete=models.CASCADE, related_name="changes")
