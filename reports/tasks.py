"""Wakes for what a worker renders: each by its id; a tick finds those whose wake was lost."""

from celery import shared_task
from django.utils import timezone

from core.background import wake
from reports import letters, packs, rendering
from reports.models import LetterPack, Pack, Report


@shared_task(name="reports.tasks.render_report")
def render_report(*, report_id: int) -> None:
    """Make one report, unless somebody else holds it or has made it."""
    now = timezone.now()
    for report in Report.objects.filter(pk=report_id).claim(now=now, lease=rendering.HELD):
        rendering.render(report, now=now)


@shared_task(name="reports.tasks.render_pack")
def render_pack(*, pack_id: int) -> None:
    """Make one pack of sheets, unless somebody else holds it or has made it."""
    now = timezone.now()
    for pack in Pack.objects.filter(pk=pack_id).claim(now=now, lease=rendering.HELD):
        packs.render(pack, now=now)


@shared_task(name="reports.tasks.render_letter_pack")
def render_letter_pack(*, letter_pack_id: int) -> None:
    """Make one pack of letters, unless somebody else holds it or has made it."""
    now = timezone.now()
    for pack in LetterPack.objects.filter(pk=letter_pack_id).claim(now=now, lease=rendering.HELD):
        letters.render(pack, now=now)


@shared_task(name="reports.tasks.render_due")
def render_due() -> None:
    """Wake a worker for each report and pack that waits and that nobody holds; clear away packs that are over."""
    now = timezone.now()
    for pk in Report.objects.due(now=now).values_list("pk", flat=True)[:20]:
        wake(render_report, report_id=pk)
    packs.clear_away(now=now)
    for pk in Pack.objects.due(now=now).values_list("pk", flat=True)[:20]:
        wake(render_pack, pack_id=pk)
    letters.clear_away(now=now)
    for pk in LetterPack.objects.due(now=now).values_list("pk", flat=True)[:20]:
        wake(render_letter_pack, letter_pack_id=pk)
