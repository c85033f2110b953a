"""The one way to a project: those who may not see it learn nothing, not even that it exists."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from core.prepared import Prepared, count_of, number, text
from projects.models import (
    Boundary,
    Difficulty,
    Existing,
    Handover,
    Impact,
    Member,
    Project,
    StartingPoint,
    Strength,
)


class _Somebody:
    """Whoever looks at a page."""

    pk = number("user")


_SEEN = Prepared(
    lambda: (
        Project.objects.visible_to(_Somebody)
        .with_viewer(_Somebody)
        .select_related("organisation")
        .filter(slug=text("slug"))
    )
)


def get_project_or_404(user: Any, slug: str) -> Project:
    """
    Return the project with who looks at it (``project.viewer``), in one query.

    :raises Http404: when there is none, or when the user may not know that there is one.
    """
    project: Project | None = _SEEN.first(user=user.pk, slug=slug)
    if project is None:
        raise Http404
    return project


def get_viewer_member(project: Project) -> Member | None:
    """Return the member who looks at the project, for services that record who did a thing; None for a coordinator."""
    me = project.viewer.member_id
    return Member.objects.select_related("user").get(pk=me) if me else None


def get_member_or_403(project: Project) -> Member:
    """
    Return the member who looks at the project, where only a member can do what is asked.

    :raises PermissionDenied: for a coordinator who is not a member.
    """
    member = get_viewer_member(project)
    if member is None:
        raise PermissionDenied(_("Only members of this project can do this."))
    return member


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
