"""A review that somebody planned for a day to come."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from elements.models.framework import Element
from elements.models.reviews import Review
from projects.models import Member, Project


class PlannedReviewQuerySet(models.QuerySet["PlannedReview"]):
    """Adjectives for planned reviews."""

    def due(self, *, on: date) -> "PlannedReviewQuerySet":
        """Keep those whose day has come, in projects that run."""
        return self.filter(opens_on__lte=on, project__state=Project.State.RUNNING)


class PlannedReview(SentOnce):
    """What a review will be. The row goes when the review opens, so that it opens once."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, related_name="planned_element_review"
    )
    title = models.CharField(_("name of the review"), max_length=120)
    for_whom = models.CharField(_("who is asked"), max_length=12, choices=Review.ForWhom)
    elements = models.ManyToManyField(Element, related_name="planned_reviews")
    opens_on = models.DateField(_("when it opens"))
    closes_on = models.DateField(_("last day to answer"))
    by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="element_reviews_planned"
    )

    objects = PlannedReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on")),
                name="planned_review_closes_after_it_opens",
                violation_error_message=_("The last day to answer comes after the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
