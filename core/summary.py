"""What apps offer in a few words to pages that sum up: the first page of a report, and a page of many projects."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce


class SummaryKind(StrEnum):
    """Where a line stands on the first page of a report."""

    NUMBER = "number"
    LOOK = "look"
    DECIDED = "decided"
    NEXT = "next"


@dataclass(frozen=True)
class SummaryLine:
    """
    One line of the first page of a report.

    ``number``: the figure before a number's words; ``lead``: a few words in bold before others; ``order``: what is
    smaller stands higher, and what comes on a day stands by its day.
    """

    kind: SummaryKind
    text: str
    number: int = 0
    lead: str = ""
    order: int = 0
    on: date | None = None


@dataclass(frozen=True)
class Figure:
    """A figure of each of many projects: its name, its words, and what counts it in a query on a day."""

    name: str
    words: Any
    of: Callable[[date], Any]
    order: int


@dataclass(frozen=True)
class Sign:
    """
    One rule by which a project needs attention: its key, the rows that say so on a day, and its words.

    ``project``: the field of the rows that names the project.
    """

    key: str
    rows: Callable[[date], QuerySet[Any]]
    project: str
    words: Any

    @property
    def part(self) -> str:
        """What stands before the point of its key: the page on which it is shown."""
        return self.key.partition(".")[0]

    @property
    def field(self) -> str:
        return "has_" + self.key.replace(".", "_").replace("-", "_")


def counted(rows: QuerySet[Any], *, of: str = "") -> Coalesce:
    """Count the rows of a project in a subquery, or how many different ones ``of`` a field they have; 0 for none."""
    number = Count(of, distinct=True) if of else Count("pk")
    numbers = rows.order_by().values("project").annotate(rows=number).values("rows")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)
