"""What pages need of a plan: how a member stands with the boundaries, whether the project is ready, and counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from core.prepared import Prepared, count_of, number
from plan.models import (
    Boundary,
    Difficulty,
    Existing,
    Handover,
    Impact,
    ReadinessCheck,
    StartingPoint,
    Strength,
)
from projects.models import Member, Project

_CHECKS = Prepared(
    lambda: ReadinessCheck.objects.filter(project=number("project")).select_related("confirmed_by")
)


def get_readiness(project: Project) -> list[ReadinessCheck]:
    """Return the three checks of a project in one query; those that nobody has answered are not saved."""
    kept = {check.kind: check for check in _CHECKS.all(project=project.pk)}
    return [
        kept.get(kind) or ReadinessCheck(project=project, kind=kind) for kind in ReadinessCheck.Kind
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


def get_reading(project: Project) -> Reading:
    """Return how the member who looks at the project stands with its boundaries, in one query; none for others."""
    if not project.viewer.member_id:
        return Reading()
    newest = Boundary.objects.filter(project=project).order_by("-changed_at").values("changed_at")
    changed_at, read_at = (
        Member.objects.filter(pk=project.viewer.member_id)
        .values_list(Subquery(newest[:1]), "boundaries_read_at")
        .get()
    )
    return Reading(changed_at=changed_at, read_at=read_at)


def _kept() -> Any:
    """Count what a project builds on, what changes and what stays."""
    kinds: dict[str, Any] = {
        "data": StartingPoint,
        "good": Strength,
        "hard": Difficulty,
        "there": Existing,
        "changed": Impact,
        "stays": Handover,
    }
    return Project.objects.filter(pk=number("project")).values(
        **{
            name: count_of(kind.objects.in_force().filter(project=OuterRef("pk")), "project")
            for name, kind in kinds.items()
        }
    )


_KEPT = Prepared(_kept)


def count_kept(project: Project) -> dict[str, int]:
    """Return how many rows of each kind a project keeps beside its plan, in one query."""
    counts: dict[str, int] = _KEPT.first(project=project.pk)
    return counts
