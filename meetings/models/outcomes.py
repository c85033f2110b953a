"""What came of a meeting: that this step, this decision came up there; never its words."""

from django.db import models

from meetings.models.meetings import Meeting
from projects.models import Member, Project


class MeetingOutcome(models.Model):
    """
    One thing that came of a meeting. ``kind`` and ``row`` name it (:class:`core.came_up.Outcome`).

    What it says is read from where it is kept, each time: what is corrected, hidden or taken back there is so here.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="meeting_outcomes", editable=False
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=20)
    row = models.PositiveBigIntegerField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "row"], name="meeting_outcome_once")
        ]
        indexes = [models.Index(fields=["project", "kind", "row"], name="meeting_outcome_by_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row} of {self.meeting}"
