"""That a name was taken out of the words of a project; never which."""

from django.db import models
from django.db.models import Q

from projects.models.members import Member
from projects.models.project import Project


class NameTakenOut(models.Model):
    """Somebody took a name out of a project: who, when and at how many places. The name itself is kept nowhere."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="names_taken_out")
    by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="names_taken_out"
    )
    at = models.DateTimeField()
    places = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "names taken out"
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="name_taken_out_somewhere")
        ]
        indexes = [models.Index(fields=["project", "at", "id"], name="name_taken_out_by_day")]

    def __str__(self) -> str:
        return f"{self.places} places"
