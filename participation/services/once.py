"""Finds what the same form made before."""

from typing import TypeVar
from uuid import UUID

from django.db import models

from projects.models import Project

Row = TypeVar("Row", bound=models.Model)


def sent_before(project: Project, model: type[Row], sent_key: UUID | None) -> Row | None:
    """
    Return the row that the form with this key made in the project; None when it is new, or has no key.

    It holds the project until the transaction ends, so that a double click finds what the first click made.
    """
    Project.objects.select_for_update().values_list("pk", flat=True).get(pk=project.pk)
    if sent_key is None:
        return None
    return model._default_manager.filter(project=project, sent_key=sent_key).first()
