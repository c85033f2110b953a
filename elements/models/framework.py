"""The framework as data: versions of it live side by side, each with its elements and indicators."""

from collections.abc import Collection

from django.db import models
from django.db.models import Expression
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from projects.models import Organisation


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Adjectives for frameworks."""

    def in_use(self) -> "FrameworkQuerySet":
        return self.filter(is_current=True)


class Framework(models.Model):
    """One version of the wording. Keys stay the same from version to version."""

    version = models.PositiveIntegerField(unique=True)
    credit = models.TextField()
    is_current = models.BooleanField(default=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=models.Q(is_current=True),
                name="framework_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class ElementQuerySet(models.QuerySet["Element"]):
    """Adjectives for elements."""

    def in_use(self) -> "ElementQuerySet":
        """Keep those of the current version that are not retired."""
        return self.filter(framework__is_current=True, retired_at=None)

    def with_indicators(self, organisation_id: int | None = None) -> "ElementQuerySet":
        """
        Load their indicators in use, as ``indicators_in_use``, in one more query.

        With an organisation, those that it added stand behind those of the framework.
        """
        return self.prefetch_related(
            models.Prefetch(
                "indicators",
                queryset=Indicator.objects.seen_by(organisation_id).filter(retired_at=None),
                to_attr="indicators_in_use",
            )
        )


class Element(models.Model):
    """One of the ten elements."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="elements")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    meaning = models.TextField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ElementQuerySet.as_manager()
    indicators_in_use: list["Indicator"]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "key"], name="element_key_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("elements:element_list") + f"#{self.key}"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Adjectives for indicators."""

    def in_use(self, organisation_id: int | Expression | None = None) -> "IndicatorQuerySet":
        """Keep those of the current version that are not retired; with an organisation, also those that it added."""
        return self.seen_by(organisation_id)._current()

    def in_use_of(self, organisations: Collection[int]) -> "IndicatorQuerySet":
        """Keep those in use that any of these organisations sees."""
        seen = models.Q(organisation=None) | models.Q(organisation__in=organisations)
        return self.filter(seen)._current()

    def _current(self) -> "IndicatorQuerySet":
        return self.filter(
            element__framework__is_current=True, element__retired_at=None, retired_at=None
        )

    def seen_by(self, organisation_id: int | Expression | None) -> "IndicatorQuerySet":
        """Keep those of the framework, and those that this organisation added."""
        if organisation_id is None:
            return self.filter(organisation=None)
        return self.filter(models.Q(organisation=None) | models.Q(organisation=organisation_id))

    def own_of(self, organisation: Organisation) -> "IndicatorQuerySet":
        """Keep those that the organisation added to the current version, retired or not."""
        return self.filter(organisation=organisation, element__framework__is_current=True)


class Indicator(SentOnce):
    """
    One of the 38 indicators: its wording, the place where people do the thing, and what the record shows.

    With an ``organisation`` it is one that this organisation added: rated in the reviews of its projects, with no
    record. Its wording never changes, and it is retired and never deleted.
    """

    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="indicators")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    key = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    wording = models.TextField()
    practice = models.TextField()
    record = models.TextField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["element", "key"], name="indicator_key_once"),
            models.UniqueConstraint(
                fields=["organisation", "sent_key"], name="indicator_sent_once"
            ),
            models.CheckConstraint(
                condition=models.Q(organisation=None) | ~models.Q(wording=""),
                name="indicator_own_says_what",
                violation_error_message=_("Write what people are to rate."),
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    @property
    def is_own(self) -> bool:
        """Whether an organisation added it."""
        return self.organisation_id is not None

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None
