"""Which of many projects need attention, in one query: six of the records' rules, asked of all projects at once."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from elements.records import action, inclusive, iterative, open, transparent
from projects.models import Project

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Sign:
    """One rule by which a record needs attention: where it is asked, and what it says."""

    key: str
    rows: "Callable[[date], QuerySet[Any]]"
    project: str
    words: "_StrPromise"

    @property
    def element_key(self) -> str:
        """The element of the indicator, on whose page the record is shown."""
        return self.key.partition(".")[0]

    @property
    def field(self) -> str:
        return "has_" + self.key.replace(".", "_").replace("-", "_")


SIGNS = [
    Sign(
        "inclusive.reviews",
        inclusive.overdue_reviews,
        "project",
        _("A participation review is past its day."),
    ),
    Sign(
        "open.uncertainty",
        open.unsettled_past_their_day,
        "project",
        _("Something not settled is past its day."),
    ),
    Sign(
        "transparent.decisions",
        transparent.decisions_to_look_at_again,
        "current_of__project",
        _("A decision should be looked at again."),
    ),
    Sign("transparent.loop", transparent.updates_not_followed, "project", _("An update is late.")),
    Sign(
        "action.readiness",
        lambda on: action.started_unready(),
        "pk",
        _("It runs without time, money or permission confirmed."),
    ),
    Sign(
        "iterative.small-steps",
        iterative.steps_long_past_their_end,
        "project",
        _("A step is long past its end."),
    ),
]


def with_signs(projects: QuerySet[Project], *, on: date) -> QuerySet[Project]:
    """Load with each project which of the signs it shows on that day; see :func:`signs_of`."""
    return projects.annotate(
        **{
            sign.field: Exists(sign.rows(on).filter(**{sign.project: OuterRef("pk")}))
            for sign in SIGNS
        }
    )


def signs_of(project: Project) -> list[Sign]:
    """Return the signs that a project loaded :func:`with_signs` shows."""
    return [sign for sign in SIGNS if getattr(project, sign.field)]
