"""Stored progress reports: asked for, rendered by a worker, and never changed afterwards."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.leases import Leased, LeasedQuerySet
from projects.models import Project


class ReportQuerySet(LeasedQuerySet):
    """Adjectives for reports."""

    def ready(self) -> "ReportQuerySet":
        return self.filter(done_at__isnull=False)

    def with_size(self) -> "ReportQuerySet":
        """Load with each report what is known of its PDF (``size`` in bytes, ``pages``, ``sha256``), never the PDF."""
        return self.annotate(
            size=Length("file__pdf"), pages=F("file__pages"), sha256=F("file__sha256")
        )


class Report(Leased):
    """A progress report of a project for a period. ``done_at`` says that its PDF is stored."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("waiting for its turn")
        GATHERING = "gathering", _("gathering what happened")
        RENDERING = "rendering", _("laying out the pages")
        READY = "ready", _("ready")
        FAILED = "failed", _("did not work")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reports")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    is_large_print = models.BooleanField(_("large print"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    created_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="report_ends_after_start",
                violation_error_message=_("The period ends on or after the day it starts."),
            ),
            models.UniqueConstraint(
                fields=["project", "asked_by", "starts_on", "ends_on", "is_large_print"],
                condition=Q(done_at=None, gave_up_at=None),
                name="report_once_while_on_its_way",
                violation_error_message=_("This report is being made already."),
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report_detail", args=[self.project.slug, self.pk])

    @property
    def is_ready(self) -> bool:
        return self.done_at is not None

    @property
    def has_failed(self) -> bool:
        return self.done_at is None and self.gave_up_at is not None

    @property
    def progress(self) -> int:
        """How far the work is, in a hundred: a guess from its stage, for the bar."""
        return {self.Stage.GATHERING: 25, self.Stage.RENDERING: 60}.get(self.Stage(self.stage), 5)

    @property
    def filename(self) -> str:
        large = "-large-print" if self.is_large_print else ""
        return f"{self.project.slug}-{self.starts_on}-to-{self.ends_on}{large}.pdf"

    def move_to(self, stage: "Report.Stage") -> None:
        """Say where the work is, for those who watch."""
        self.stage = stage
        type(self).objects.filter(pk=self.pk).update(stage=stage)

    def fail(self, *, now: datetime, error: str) -> None:
        """Give up, with words for the page; somebody can try again."""
        type(self).objects.filter(pk=self.pk, done_at=None).update(
            gave_up_at=now, lease_until=None, last_error=error[:500], stage=self.Stage.FAILED
        )


class ReportFile(models.Model):
    """What was rendered: the page and the PDF of a report. Append-only by a database trigger."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="file")
    html = models.TextField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"file of {self.report}"
