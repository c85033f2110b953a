"""Gathers what a report says about a project and a period. Reads only, and nothing that is private."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import Decision, DecisionMaker, DecisionVersion
from elements.charts import Ring, chart_of_standings, ring_of_states
from elements.cycles import Cycle, tell_cycles
from elements.getters import results_before, results_by_element
from elements.models import Framework
from elements.records import needing_attention, show_records
from elements.records.record import ElementRecord
from elements.standing import standings
from outbox.models import Channel, Delivery
from participation.models import Gap, Group, ParticipationReview
from plan.getters import get_readiness
from plan.models import (
    Boundary,
    FollowUp,
    Handover,
    Impact,
    Statement,
    Step,
    StepChange,
    Unsettled,
)
from projects.models import Experience, Member, Project
from reports.models import Report
from updates.models import Update


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted."""

    starts_on: date
    ends_on: date

    def of(self, field: str) -> Q:
        """Keep the rows whose moment lies in the period."""
        return Q(**{f"{field}__date__gte": self.starts_on, f"{field}__date__lte": self.ends_on})

    def of_day(self, field: str) -> Q:
        """Keep the rows whose day lies in the period."""
        return Q(**{f"{field}__gte": self.starts_on, f"{field}__lte": self.ends_on})


def gather(report: Report, *, now: datetime) -> dict[str, Any]:
    """
    Return everything that the template of a report shows.

    What happened is of the period; where things stand (people, boundaries, elements) is of the day ``now``.
    """
    project, period = report.project, Period(report.starts_on, report.ends_on)
    on = timezone.localdate(now)
    records = show_records(project, on=on)
    return {
        "report": report,
        "project": project,
        "period": period,
        "made_on": on,
        "made_for": name_of_asker(report),
        **_plan(project, period),
        **_people(project, period),
        "decisions": _decisions(project, period),
        "updates": _updates(project, period),
        "reviews": _reviews(project, period),
        "cycles": _cycles(project, period),
        **_what_stays(project, period),
        **_elements(records),
        **_rating(project, period),
    }


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


def _plan(project: Project, period: Period) -> dict[str, Any]:
    changes = StepChange.objects.filter(period.of("at")).select_related("by")
    unsettled = Unsettled.objects.filter(project=project)
    return {
        "readiness": get_readiness(project),
        "boundaries": list(Boundary.objects.filter(project=project, retired_at=None)),
        "statements": list(
            Statement.objects.filter(project=project).in_force().with_counts().in_order()
        ),
        "steps": list(
            Step.objects.filter(project=project)
            .select_related("owner")
            .prefetch_related(Prefetch("changes", changes, to_attr="changes_in_period"))
        ),
        "not_settled": list(unsettled.filter(settled_at=None)),
        "settled": list(unsettled.filter(period.of("settled_at"))),
    }


def _people(project: Project, period: Period) -> dict[str, Any]:
    came = Q(joined_at__isnull=False, left_at=None)
    people = Member.objects.filter(project=project).aggregate(
        all=Count("pk", filter=came),
        facilitators=Count("pk", filter=came & Q(role="facilitator")),
        participants=Count("pk", filter=came & Q(role="participant")),
        without_email=Count("pk", filter=came & Q(user=None)),
        joined=Count("pk", filter=period.of("joined_at")),
        left=Count("pk", filter=Q(joined_at__isnull=False) & period.of("left_at")),
        not_said=Count("pk", filter=came & Q(experience_answered_at=None)),
        **{
            kind.value: Count("pk", filter=came & Q(**{f"has_{kind.value}_experience": True}))
            for kind in Experience
        },
    )
    groups = list(
        Group.objects.filter(project=project)
        .on_map()
        .with_speakers()
        .order_by("sector", "name", "pk")
    )
    wanted = [group for group in groups if group.involve == Group.Involve.YES]
    return {
        "people": people,
        "experience": [(kind.label, people[kind.value]) for kind in Experience],
        "groups": groups,
        "missing": [group for group in wanted if group.speakers == 0],
        "with_one": [group for group in wanted if group.speakers == 1],
    }


def _decisions(project: Project, period: Period) -> list[dict[str, Any]]:
    """Return each decision written down or changed in the period: how it stood at its end, and each change."""
    makers = DecisionMaker.objects.select_related("member")
    versions = (
        DecisionVersion.objects.filter(period.of("recorded_at"), decision__project=project)
        .select_related("decision", "changed_by", "superseded_by")
        .prefetch_related(Prefetch("makers", makers))
        .order_by("decision__number", "version")
    )
    found: dict[int, dict[str, Any]] = {}
    for version in versions:
        entry = found.setdefault(version.decision.number, {"changes": []})
        entry.update(number=version.decision.number, version=version)
        if version.change != DecisionVersion.Change.RECORDED:
            entry["changes"].append(version)
    return list(found.values())


def _updates(project: Project, period: Period) -> list[Update]:
    updates = list(
        Update.objects.filter(period.of("sent_at"), project=project)
        .prefetch_related(Prefetch("decisions", Decision.objects.order_by("number")))
        .order_by("sent_at", "pk")
    )
    reached: dict[int, list[str]] = {}
    rows = (
        Delivery.objects.filter(
            message__in=[update.message_id for update in updates], done_at__isnull=False
        )
        .order_by("message", "channel")
        .values("message", "channel")
        .annotate(people=Count("pk"))
    )
    for row in rows:
        words = _("%(people)s by %(channel)s") % {
            "people": row["people"],
            "channel": Channel(row["channel"]).label,
        }
        reached.setdefault(row["message"], []).append(words)
    for update in updates:
        update.reached = ", ".join(reached.get(update.message_id or 0, []))  # type: ignore[attr-defined]
    return updates


def _reviews(project: Project, period: Period) -> list[dict[str, Any]]:
    """Return the participation reviews of the period, each with its gaps; nobody who did not come is named."""
    gaps = Gap.objects.select_related("action__owner")
    reviews = (
        ParticipationReview.objects.filter(
            period.of_day("due_on") | period.of("finished_at"), project=project
        )
        .prefetch_related(Prefetch("gaps", gaps))
        .order_by("due_on")
    )
    return [
        {
            "review": review,
            "gaps": [gap for gap in review.gaps.all() if gap.kind != Gap.Kind.NEVER_CAME],
            "never_came": sum(gap.kind == Gap.Kind.NEVER_CAME for gap in review.gaps.all()),
        }
        for review in reviews
    ]


def _what_stays(project: Project, period: Period) -> dict[str, Any]:
    """Return what was noticed to change in the period, and what carries on after the project."""
    too = Count("noticings", filter=Q(noticings__was_participant=True))
    changed = Impact.objects.in_force().filter(period.of_day("noticed_on"), project=project)
    handovers = Handover.objects.in_force().filter(project=project).select_related("owner")
    follow_ups = FollowUp.objects.filter(
        Q(done_at=None) | period.of("done_at"), project=project
    ).order_by("due_on", "pk")
    return {
        "impacts": list(changed.annotate(too=too).order_by("noticed_on", "pk")),
        "handovers": list(handovers),
        "follow_ups": list(follow_ups),
    }


def _cycles(project: Project, period: Period) -> list[Cycle]:
    """Return the newest cycles that end in the period, and the one that goes on if it began before the period's end."""
    first, last = period.starts_on, period.ends_on
    return [
        cycle
        for cycle in tell_cycles(project).cycles
        if (cycle.ends_at is not None and first <= timezone.localdate(cycle.ends_at) <= last)
        or (cycle.ends_at is None and _began(cycle, last) <= last)
    ]


def _began(cycle: Cycle, otherwise: date) -> date:
    return timezone.localdate(cycle.starts_at) if cycle.starts_at else otherwise


def _elements(records: list[ElementRecord]) -> dict[str, Any]:
    ring: Ring = ring_of_states(records, uid="report-ring")
    return {
        "records": records,
        "attention": needing_attention(records),
        "ring": ring,
        "framework": Framework.objects.in_use().first(),
        "built_count": sum(len(entry.shown) for entry in records),
        "indicator_count": sum(len(entry.shown) + len(entry.not_built) for entry in records),
    }


def _rating(project: Project, period: Period) -> dict[str, Any]:
    """Return where people stood in the review that closed last in the period; nothing of it without one."""
    closed = project.element_reviews.closed().filter(period.of("closed_at"))
    rated = closed.order_by("-closed_at", "-pk").first()
    if rated is None:
        return {"rated": None}
    previous, before = results_before(rated)
    stands = standings(results_by_element(rated), before)
    return {
        "rated": rated,
        "previous": previous,
        "standings": stands,
        "chart": chart_of_standings(stands, uid="report-standing"),
    }
