"""The framework as data: versions of it live side by side, each with its elements and indicators."""

from django.db import models
from django.urls import reverse


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

    def with_indicators(self) -> "ElementQuerySet":
        """Load their indicators in use, as ``indicators_in_use``, in one more query."""
        return self.prefetch_related(
            models.Prefetch(
                "indicators",
                queryset=Indicator.objects.filter(retired_at=None),
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
        return reverse("elements:element_detail", args=[self.key])


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Adjectives for indicators."""

    def in_use(self) -> "IndicatorQuerySet":
        """Keep those of the current version that are not retired."""
        return self.filter(
            element__framework__is_current=True, element__retired_at=None, retired_at=None
        )


class Indicator(models.Model):
    """One of the 38 indicators: its wording, the place where people do the thing, and what the record shows."""

    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="indicators")
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
            models.UniqueConstraint(fields=["element", "key"], name="indicator_key_once")
        ]

    def __str__(self) -> str:
        return self.wording
