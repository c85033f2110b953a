"""What an open figure is made of: how its rows are found, and how one of them is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.dates import long_date
from elements.records.evidence import Evidence
from elements.records.record import local_day
from projects.models import Project


@dataclass(frozen=True)
class CountedRow:
    """One thing that a figure counts: what it is, what happened to it on which day, and where it is."""

    what: str
    when: str
    path: str


@dataclass(frozen=True)
class OpenFigure:
    """How the rows behind a figure are found on a day, and how one of them is shown."""

    find: Callable[[Evidence], QuerySet[Any]]
    show: Callable[[Project, Any], CountedRow]


def written_down(at: datetime) -> str:
    """Say when something was written down."""
    return _("written down on %(day)s") % {"day": long_date(local_day(at))}


def on_day(words: str, day: date | datetime | None) -> str:
    """Say what happened on a day, by words with a place for it; nothing when it did not."""
    if day is None:
        return ""
    return words % {"day": long_date(local_day(day) if isinstance(day, datetime) else day)}
