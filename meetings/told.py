"""What a report says of meetings: how many were held, where, with how many people; and how they felt."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.dates import Period
from core.offers import Section
from meetings.how_it_felt import felt_of
from meetings.models import Attendance, Feeling, Meeting, MeetingNotes, Pulse
from projects.models import Project, Role


def held(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return how many meetings were held of each kind of place, and how many people were there; nobody's name."""
    rows = _held(project, period, on=on)
    counted = rows.values("where").annotate(
        number=Count("pk"), timed=Count("pk", filter=Q(connect_minutes__gt=0))
    )
    by_kind = {row["where"]: row for row in counted.order_by("where")}
    kinds = [
        {"label": capfirst(str(label)), **by_kind[kind]}
        for kind, label in Meeting.Where.choices
        if kind in by_kind
    ]
    return {
        "met": {
            "kinds": kinds,
            "number": sum(row["number"] for row in kinds),
            "timed": sum(row["timed"] for row in kinds),
            **_who_was_there(rows),
        }
        if kinds
        else None
    }


def _held(project: Project, period: Period, *, on: date) -> QuerySet[Meeting]:
    """Keep the meetings of the period of which it is noted who was there."""
    noted = MeetingNotes.objects.filter(meeting=OuterRef("pk"))
    rows = Meeting.objects.on().filter(period.of_day("on"), project=project, on__lte=on)
    return rows.filter(Exists(noted)).order_by()


def _who_was_there(rows: QuerySet[Meeting]) -> dict[str, int]:
    """Count each member once, however often they came; the others were counted at each meeting."""
    there = Attendance.objects.was_there().filter(meeting__in=rows)
    others = MeetingNotes.objects.filter(meeting__in=rows).aggregate(n=Sum("others_there"))["n"]
    return {
        **there.aggregate(
            participants=Count("member", distinct=True, filter=Q(member__role=Role.PARTICIPANT)),
            facilitators=Count("member", distinct=True, filter=Q(member__role=Role.FACILITATOR)),
        ),
        "others": others or 0,
    }


def felt(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return how the meetings of the period felt, as far as each result is published; the oldest first."""
    pulses = Pulse.objects.shown().filter(
        period.of_day("meeting__on"), project=project, meeting__on__lte=on
    )
    pulses = (
        pulses.select_related("meeting").prefetch_related("results").order_by("meeting__on", "pk")
    )
    found = [(pulse.meeting.on, felt_of(pulse.results.all())) for pulse in pulses]
    rows = [(day, each) for day, each in found if any(one.result.is_shown for one in each)]
    return {"meetings_felt": rows, "feelings": list(map(str, Feeling.labels))}


SECTIONS = (
    Section("meetings", _("Meetings"), "meetings/report/held.html", held, order=52, needs=("met",)),
    Section(
        "felt",
        _("How our meetings feel"),
        "meetings/report/felt.html",
        felt,
        order=53,
        needs=("meetings_felt",),
    ),
)
