"""Prepared queries about projects (core/prepared.py): homes and timelines ask the same of one project or of several."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from core.prepared import Hole, Prepared, number
from projects.models import Project


class AboutProjects:
    """
    A query about some projects. For one of them, which is what most pages ask, its SQL is kept; for more it is built.

    :param build: returns the queryset; its first argument is what ``project__in`` takes, the others come by name.
    :param holes: a hole for each of the others. As in any prepared query, nothing else may change.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **holes: Hole) -> None:
        self._build = build
        one = Project.objects.filter(pk=number("one_project")).values("pk")
        self._one = Prepared(lambda: build(one, **holes))

    def all(self, pks: list[int], **values: Any) -> list[Any]:
        """Return the rows of the projects with these numbers; of none, without asking."""
        if not pks:
            return []
        if len(pks) == 1:
            return self._one.all(one_project=pks[0], **values)
        return list(self._build(pks, **values))
