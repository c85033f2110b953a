"""A coordinator who became a facilitator of a project that its facilitators had left."""

from django.db import models

from projects.models.members import Member
from projects.models.project import Project


class StepIn(models.Model):
    """A coordinator runs the project since then; everybody in the project can read it, for good."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="step_ins")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="step_ins")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["project", "at", "id"], name="step_in_by_day")]

    def __str__(self) -> str:
        return str(self.member)
