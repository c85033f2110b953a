"""The facts of each project that its home needs, as the apps offer them, for many projects in one query."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from core.offers import merged, offered
from core.prepared import Hole, Prepared, day, number
from projects.known import Known
from projects.models import Project


def of_person(user: User, projects: list[Project], *, now: datetime, on: date) -> Known:
    """Return what is known on the home of a person; ``projects`` with who looks at each."""
    return Known(user, projects, None, _facts(user, projects, on), now, on)


def in_project(user: User, project: Project, *, now: datetime, on: date) -> Known:
    """Return what is known on the home of a project."""
    return Known(user, [project], project, _facts(user, [project], on), now, on)


def _facts(user: User, projects: list[Project], on: date) -> dict[int, dict[str, Any]]:
    pks = [project.pk for project in projects]
    rows = (
        _ONE.all(project=pks[0], user=user.pk, on=on)
        if len(pks) == 1
        else _rows(Project.objects.filter(pk__in=pks), user=user.pk, on=on)
    )
    return {row["pk"]: row for row in rows}


def _rows(projects: QuerySet[Project], *, user: int | Hole, on: date | Hole) -> QuerySet:
    parts = [facts(user=user, on=on) for facts in offered("facts")]
    return projects.values("pk", **merged(parts))


#: The home of one project asks for one.
_ONE = Prepared(
    lambda: _rows(Project.objects.filter(pk=number("project")), user=number("user"), on=day("on"))
)
