"""What pages need of a plan: how a member stands with it, whether the project is ready, how it ended, and counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery

from core.dates import Period
from core.prepared import Prepared, count_of, number
from plan.known import SHAPES
from plan.models import (
    Boundary,
    PlanPromise,
    PlanPromiseChange,
    Promise,
    ReadinessCheck,
    Step,
    Turn,
)
from projects.models import Member, Project

_CHECKS = Prepared(
    lambda: ReadinessCheck.objects.filter(project=number("project")).select_related("confirmed_by")
)


def get_readiness(project: Project) -> list[ReadinessCheck]:
    """Return the three checks of a project in one query; those that nobody has answered are not saved."""
    answered = {check.kind: check for check in _CHECKS.all(project=project.pk)}
    return [
        answered.get(kind) or ReadinessCheck(project=project, kind=kind)
        for kind in ReadinessCheck.Kind
    ]


def get_missing(project: Project) -> list[ReadinessCheck]:
    """Return which of the three are not confirmed."""
    return [check for check in get_readiness(project) if not check.is_confirmed]


@dataclass(frozen=True)
class Reading:
    """When the boundaries of a project last changed, and when the member who looks at them read them."""

    changed_at: datetime | None = None
    read_at: datetime | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the member is asked to read them: they never did, or something changed since."""
        return self.changed_at is not None and (
            self.read_at is None or self.read_at < self.changed_at
        )

    @property
    def shown(self) -> str:
        """What the page with the button carries, so that nobody says yes to what they were not shown."""
        return self.changed_at.isoformat() if self.changed_at else ""


def get_ending(project: Project) -> Turn | None:
    """Return how the project ended; None while it goes on, without a query."""
    return project.turns.newest_first().select_related("by").first() if project.has_ended else None


def get_reading(project: Project) -> Reading:
    """Return how the member who looks at the project stands with its boundaries, in one query; none for others."""
    if not project.viewer.member_id:
        return Reading()
    changed_at, read_at = _READING.first(project=project.pk, member=project.viewer.member_id)
    return Reading(changed_at=changed_at, read_at=read_at)


def _reading() -> Any:
    newest = Boundary.objects.filter(project=number("project")).order_by("-changed_at")
    return Member.objects.filter(pk=number("member")).values_list(
        Subquery(newest.values("changed_at")[:1]), "boundaries_read_at"
    )


_READING = Prepared(_reading)


@dataclass(frozen=True)
class Promised:
    """How much say people have in a project, and the last of what it said before: ``was``, ``at`` and ``by``."""

    promise: Promise
    words: str
    before: list[dict[str, Any]]
    has_more: bool


#: How much of what a promise said before stands on the plan.
_BEFORE = 10


def get_reading_and_promise(project: Project) -> tuple[Reading, Promised | None]:
    """
    Return what :func:`get_reading` does, and the promise of the plan, in one query for both.

    The promise is None while nobody has said it.
    """
    found = _PROMISED.all(project=project.pk, member=project.viewer.member_id or 0)
    first, before = found[0], [row for row in found if row["was"]]
    is_member = bool(project.viewer.member_id)
    reading = Reading(first["limits_changed_at"], first["read_at"]) if is_member else Reading()
    if not first["promise_kind"]:
        return reading, None
    promise = Promise(first["promise_kind"])
    return reading, Promised(promise, first["words"], before[:_BEFORE], len(before) > _BEFORE)


def _promised() -> Any:
    """Find one row for each time that the promise was changed; one in all where it never was."""
    newest = Boundary.objects.filter(project=number("project")).order_by("-changed_at")
    member = Member.objects.filter(pk=number("member"))
    rows = Project.objects.filter(pk=number("project"))
    return rows.order_by("-promise__changes__at", "-promise__changes__pk").values(
        limits_changed_at=Subquery(newest.values("changed_at")[:1]),
        read_at=Subquery(member.values("boundaries_read_at")[:1]),
        promise_kind=F("promise__kind"),
        words=F("promise__words"),
        was=F("promise__changes__was"),
        at=F("promise__changes__at"),
        by=F("promise__changes__by__known_as"),
    )[: _BEFORE + 1]


_PROMISED = Prepared(_promised)


def get_promise_told(project: Project, period: Period) -> dict[str, Any]:
    """Return the promise as it stands, or None, and what it said before each change in a period, the newest first."""
    changes = PlanPromiseChange.objects.filter(period.of("at"), promise__project=project)
    return {
        "promise": PlanPromise.objects.filter(project=project).first(),
        "promise_changes": list(changes.order_by("-at", "-pk")),
    }


def _counts() -> Any:
    """Count the steps of a project, and what it knows and builds on."""
    steps = Step.objects.filter(project=OuterRef("pk"))
    known = {
        f"of_{kind}": count_of(
            shape.rows.filter(project=OuterRef("pk"), retired_at=None), "project"
        )
        for kind, shape in SHAPES.items()
    }
    return Project.objects.filter(pk=number("project")).values(
        all_steps=count_of(steps, "project"),
        done=count_of(steps.filter(state=Step.State.DONE), "project"),
        dropped=count_of(steps.filter(state=Step.State.DROPPED), "project"),
        **known,
    )


_COUNTS = Prepared(_counts)


def count_steps_and_known(project: Project) -> dict[str, int]:
    """Return how many steps there are, and how many things a project knows and builds on, in one query."""
    counts = _COUNTS.first(project=project.pk)
    return {
        "step_count": counts["all_steps"],
        "done": counts["done"],
        "dropped": counts["dropped"],
        "known": sum(counts[f"of_{kind}"] for kind in SHAPES),
    }


def count_known(project: Project) -> dict[str, int]:
    """Return how many things of each kind a project knows and builds on, in one query."""
    counts = _COUNTS.first(project=project.pk)
    return {kind: counts[f"of_{kind}"] for kind in SHAPES}


def public_words(project: Project) -> list[str]:
    """Return the steps in hand, which the public page names."""
    return list(project.steps.under_way().values_list("title", flat=True))
