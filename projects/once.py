"""Adds rows one after the other, and each form's row once."""

from typing import TypeVar
from uuid import UUID

from django.db import models

from projects.models import Project

Row = TypeVar("Row", bound=models.Model)


def lock(project: Project) -> None:
    """Let what is added to a project be added one after the other (SQLite does so by itself)."""
    Project.objects.select_for_update().values_list("pk", flat=True).get(pk=project.pk)


def sent_before(rows: models.QuerySet[Row], sent_key: UUID | None) -> Row | None:
    """Return the row that the same form made before."""
    return rows.filter(sent_key=sent_key).first() if sent_key else None
