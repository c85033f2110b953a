"""What a group agreed on when it rated an element together, aloud (docs/adr/0168)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from elements.models.framework import Element, Indicator
from elements.models.reviews import Answer
from meetings.models import Meeting
from projects.models import Member, Project

MOST_NOT_AGREED = 1000
#: So many ratings of an element are shown on its page, the newest first.
MOST_SHOWN = 12


class AloudRating(SentOnce):
    """
    A group that rated an element together, aloud: when, and how many were there. Nobody's own answer is in it.

    It is written down once and stays. Whoever sees it another way says so, and it is rated again.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="aloud_ratings")
    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("when"))
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    participant_count = models.PositiveSmallIntegerField(_("participants who were there"))
    facilitator_count = models.PositiveSmallIntegerField(_("facilitators who were there"))
    written_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    written_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="aloud_rating_sent_once"),
            models.CheckConstraint(
                condition=Q(participant_count__gte=1),
                name="aloud_rating_has_participants",
                violation_error_message=_("Without a participant, it is not what the group says."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} aloud on {self.on}"


class AloudAnswer(models.Model):
    """What was agreed of an indicator, and what was not; ``answer`` is None where no answer was."""

    rating = models.ForeignKey(AloudRating, on_delete=models.CASCADE, related_name="answers")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    answer = models.PositiveSmallIntegerField(null=True, choices=Answer)
    not_agreed = models.TextField(blank=True, max_length=MOST_NOT_AGREED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rating", "indicator"], name="aloud_answer_once"),
            models.CheckConstraint(
                condition=Q(answer__isnull=False) | ~Q(not_agreed=""),
                name="aloud_answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.rating_id}"
