"""Contributions: what somebody says to a project, and what the project answers."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from projects.models import Member, Project


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Adjectives for contributions."""

    def open(self) -> "ContributionQuerySet":
        return self.filter(answered_at=None)

    def answered(self) -> "ContributionQuerySet":
        return self.filter(answered_at__isnull=False)

    def longest_wait_first(self) -> "ContributionQuerySet":
        return self.order_by("said_at", "pk")


class Contribution(SentOnce):
    """
    What a member said, in their words. They and the facilitators read it.

    The day of the answer is promised on the spot; the answer has words and a name, and stays as it was given.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contributions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contributions")
    words = models.TextField(_("what they said"), max_length=3000)
    said_at = models.DateTimeField()
    answer_by = models.DateField(_("answered by"))
    answer = models.TextField(_("the answer"), blank=True, max_length=3000)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers_given"
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="contribution_sent_once"),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="contribution_says_something",
                violation_error_message=_("Write what we should ask, or what you want to say."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="contribution_answer_has_words",
                violation_error_message=_("Write the answer."),
            ),
        ]
        indexes = [models.Index(fields=["project", "said_at", "id"], name="contribution_by_day")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("questions:contribution_detail", args=[self.project.slug, self.pk])
