"""What all history tables share: what a row said before somebody changed it, who changed it, and when."""

from django.db import models

from projects.models.members import Member


class HistoryEntry(models.Model):
    """What a row said before it was changed. Each kind adds the row, which has it as ``changes``."""

    was = models.TextField()
    by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="%(class)s_entries"
    )
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.was
