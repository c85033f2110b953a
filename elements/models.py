"""The framework as data: versions of it live side by side, each with its elements and indicators."""

from django.db import models


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


class Element(models.Model):
    """One of the ten elements."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="elements")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    meaning = models.TextField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "key"], name="element_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """One of the 38 indicators: its wording, the place where people do the thing, and what the record shows."""

    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="indicators")
    key = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    wording = models.TextField()
    practice = models.TextField()
    record = models.TextField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["element", "key"], name="indicator_key_once")
        ]

    def __str__(self) -> str:
        return self.wording
