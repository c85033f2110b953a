"""Wakes for reports: one is made by its id; a tick finds those whose wake was lost."""

from celery import shared_task
from django.utils import timezone

from core.background import wake
from reports import rendering
from reports.models import Report


@shared_task(name="reports.tasks.render_report")
def render_report(*, report_id: int) -> None:
    """Make one report, unless somebody else holds it or has made it."""
    now = timezone.now()
    for report in Report.objects.filter(pk=report_id).claim(now=now):
        rendering.render(report, now=now)


@shared_task(name="reports.tasks.render_due")
def render_due() -> None:
    """Wake a worker for each report that waits and that nobody holds."""
    for pk in Report.objects.due(now=timezone.now()).values_list("pk", flat=True)[:20]:
        wake(render_report, report_id=pk)
