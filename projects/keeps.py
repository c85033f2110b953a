"""Where the project keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from projects.models import Member, Project
from projects.peoples_words import PeoplesWords


def _gone(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep members who left: whoever is here chooses their own name."""
    return rows.filter(pk__in=Member.objects.gone())


_PROJECT = (
    *("name", "summary", "purpose", "start_reason"),
    *("help_name", "safety_name", "ring_now"),
)
PEOPLES_WORDS = (
    PeoplesWords(_("The project itself"), Project, _PROJECT),
    PeoplesWords(_("The name of a former member"), Member, ("known_as",), rows=_gone),
)
