"""Gathers what a report says about a project and a period. Reads only, and nothing that is private."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import Period
from core.offers import Section, merged, offered
from core.summary import SummaryKind
from projects.models import Member, Project
from reports.models import Report

#: The first page says so many things to look at first, and so many of what was decided and of what comes next.
LOOK_AT, AT_ONCE = 3, 4


def gather(report: Report, *, now: datetime) -> dict[str, Any]:
    """
    Return everything that the template of a report shows: its sections, in order, and what each needs.

    What happened is of the period; where things stand (people, boundaries, elements) is of the day ``now``.
    """
    project, period = report.project, Period(report.starts_on, report.ends_on)
    on = timezone.localdate(now)
    every = _sections()
    found = merged([section.build(project, period, on=on) for section in every])
    found |= _in_short(project, found, on=on)
    return {
        **found,
        "report": report,
        "project": project,
        "period": period,
        "made_on": on,
        "made_for": name_of_asker(report),
        "sections": [section for section in every if section.has_any(found)],
    }


def _in_short(project: Project, found: dict[str, Any], *, on: date) -> dict[str, Any]:
    """Return what the first page says, from the lines of all apps; ``coming`` is empty when all of it is there."""
    every = [line for offer in offered("in_short") for line in offer(project, found, on=on)]
    lines = {
        kind: sorted((line for line in every if line.kind == kind), key=lambda line: line.order)
        for kind in SummaryKind
    }
    decided = lines[SummaryKind.DECIDED]
    ahead = sorted(lines[SummaryKind.NEXT], key=lambda line: (line.on is None, line.on or on))
    coming = [line for line in ahead if line.on is None or line.on >= on]
    late = [line for line in ahead if line.on and line.on < on]
    return {
        "numbers": lines[SummaryKind.NUMBER],
        "look_at": lines[SummaryKind.LOOK][:LOOK_AT],
        "decided": decided[:AT_ONCE],
        "decided_too": len(decided[AT_ONCE:]),
        "next": coming[:AT_ONCE],
        "coming": [*late, *coming] if late or len(coming) > AT_ONCE else [],
    }


def _sections() -> list[Section]:
    every = [section for sections in offered("SECTIONS") for section in sections]
    return sorted(every, key=lambda section: section.order)


def words_of(project: Project) -> str:
    """Return words that any PDF of a project holds: its own, and the names of its people."""
    names = project.members.order_by("pk").values_list("known_as", flat=True)
    return " ".join([project.name, project.organisation.name, project.purpose, *names])


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
