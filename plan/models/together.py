"""Whether people took part in planning a step, as they say themselves (indicator iterative.small-steps)."""

from django.db import models
from django.db.models import Q

from plan.models.plan import Step
from projects.models import Member, Role
from projects.models.members import takes_part


class PlannedTogetherQuerySet(models.QuerySet["PlannedTogether"]):
    """Adjectives for what people say of planning a step."""

    def of_people_here(self) -> "PlannedTogetherQuerySet":
        """Keep what people said who take part now."""
        return self.filter(takes_part("member"))

    def by_participants(self) -> "PlannedTogetherQuerySet":
        """Keep where somebody says yes who takes part, and did not run the project when they said so, nor does now."""
        return self.of_people_here().filter(
            Q(was_there=True, was_participant=True, member__role=Role.PARTICIPANT)
        )


class PlannedTogether(models.Model):
    """A member says whether they took part in planning a step."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="plannings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="plannings")
    was_there = models.BooleanField()
    # What they were when they said it: roles change.
    was_participant = models.BooleanField()
    said_at = models.DateTimeField()
    # The facilitator who wrote it down for somebody who cannot sign in; empty when they said it themselves.
    entered_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="plannings_entered",
    )

    objects = PlannedTogetherQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step", "member"], name="planned_together_once_a_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.member}"

    @property
    def counts(self) -> bool:
        """Whether it makes the step one that was planned with participants; of one row, :meth:`by_participants`."""
        return (
            self.was_there
            and self.was_participant
            and self.member.is_taking_part
            and not self.member.is_facilitator
        )
