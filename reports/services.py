"""Asks for reports, makes them, and tries again."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from core.background import wake
from projects.models import Project
from reports import rendering, tasks
from reports.models import Report


@transaction.atomic
def ask_for_report(
    project: Project,
    *,
    by: User,
    starts_on: date,
    ends_on: date,
    is_large_print: bool = False,
    now: datetime,
) -> Report:
    """
    Ask for a report of a project from one day to another, both counted; a worker makes it.

    Asking again for the same while it is being made gives the one that is on its way.
    """
    wanted = {
        "project": project,
        "asked_by": by,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "is_large_print": is_large_print,
    }
    try:
        with transaction.atomic():
            report = Report.objects.create(**wanted, created_at=now, due_at=now)
    except IntegrityError:
        return Report.objects.filter(**wanted)[0]
    wake(tasks.render_report, report_id=report.pk)
    return report


@transaction.atomic
def try_again(report: Report, *, now: datetime) -> None:
    """Put a report that did not work back in the row; for any other it does nothing."""
    again = Report.objects.filter(pk=report.pk, done_at=None, gave_up_at__isnull=False).update(
        gave_up_at=None,
        last_error="",
        tries=0,
        lease_until=None,
        due_at=now,
        stage=Report.Stage.WAITING,
    )
    if again:
        wake(tasks.render_report, report_id=report.pk)


def render_report(report: Report, *, now: datetime) -> bool:
    """Make a report here and now if nobody else holds it; return whether it is stored now."""
    return any(
        rendering.render(held, now=now)
        for held in Report.objects.filter(pk=report.pk).claim(now=now)
    )
