"""The kept record: what the record of a project showed when it was read last, until the project moves."""

from django.db import models

from projects.models import Project


class KeptRecord(models.Model):
    """
    All that the record of a project shows, in one language (docs/adr/0103).

    ``key`` says of what: how far the project had moved, the day, the time zone, the code. It holds while all of these
    are the same, so that it can never be stale; else the record is read anew and takes its place.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="kept_records")
    language = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    shown = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "language"], name="kept_record_once")
        ]

    def __str__(self) -> str:
        return self.key
