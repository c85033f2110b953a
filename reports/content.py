"""Gathers what a report says about a project and a period. Reads only, and nothing that is private."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import Period
from core.offers import Section, merged, offered
from projects.models import Member
from reports.models import Report


def gather(report: Report, *, now: datetime) -> dict[str, Any]:
    """
    Return everything that the template of a report shows: its sections, in order, and what each needs.

    What happened is of the period; where things stand (people, boundaries, elements) is of the day ``now``.
    """
    project, period = report.project, Period(report.starts_on, report.ends_on)
    on = timezone.localdate(now)
    every = _sections()
    found = merged([section.build(project, period, on=on) for section in every])
    return {
        **found,
        "report": report,
        "project": project,
        "period": period,
        "made_on": on,
        "made_for": name_of_asker(report),
        "sections": [section for section in every if section.has_any(found)],
    }


def _sections() -> list[Section]:
    every = [section for sections in offered("SECTIONS") for section in sections]
    return sorted(every, key=lambda section: section.order)


def name_of_asker(report: Report) -> str:
    """Say who asked for the report by the name they are known by, never by an address."""
    user = report.asked_by
    if user is None:
        return _("somebody who has left")
    member = Member.objects.filter(project=report.project, user=user).first()
    if member:
        return member.known_as
    return user.name or _("a coordinator of %(organisation)s") % {
        "organisation": report.project.organisation.name
    }
