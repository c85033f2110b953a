"""What a lesson can come from and be tied to: the rows of a project, by kind, as a form offers them."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.dates import long_date
from decisions.models import Decision
from decisions.naming import name_decision
from elements.models import ElementReviewRhythm
from projects.models import Project

#: More of a kind than this, and the list is too long to choose from; the newest are offered.
MOST = 100


class Picker:
    """Rows to choose one from. ``choices``: groups for a select; ``row``: the row behind a choice."""

    def __init__(self, *, nothing: str) -> None:
        self.choices: list[Any] = [("", nothing)]
        self._rows: dict[str, Any] = {}

    def add(self, kind: str, name: str, rows: Iterable[tuple[Any, str]]) -> None:
        """Offer these rows, each with its words, under the name of their kind."""
        group = []
        for row, words in rows:
            key = f"{kind}:{row.pk}"
            self._rows[key] = row
            group.append((key, Truncator(words).chars(90)))
        if group:
            self.choices.append((name, group))

    def row(self, key: str) -> Any:
        """Return the row behind a choice; None when nothing is chosen."""
        return self._rows.get(key)


def pick_source(project: Project) -> Picker:
    """Offer the closed reviews, the steps and the participation reviews of a project, the newest of each."""
    picker = Picker(nothing=_("Nothing in particular"))
    reviews = project.element_reviews.closed()[:MOST]
    picker.add("review", _("Reviews"), ((row, row.title) for row in reviews))
    steps = project.steps.order_by("-number")[:MOST]
    picker.add("step", _("Steps"), ((row, row.title) for row in steps))
    looks = project.participation_reviews.all()[:MOST]
    picker.add(
        "participation-review",
        _("Participation reviews"),
        ((row, long_date(row.due_on)) for row in looks),
    )
    return picker


def pick_change(project: Project) -> Picker:
    """Offer the steps, decisions, boundaries, statements and the review rhythm of a project, the newest of each."""
    picker = Picker(nothing=_("Choose a change"))
    steps = project.steps.order_by("-number")[:MOST]
    picker.add("step", _("Steps"), ((row, row.title) for row in steps))
    decisions = Decision.objects.filter(project=project).in_force()
    picker.add(
        "decision",
        _("Decisions"),
        ((row, name_decision(row)) for row in decisions.select_related("current")[:MOST]),
    )
    boundaries = project.boundaries.in_force().order_by("-pk")[:MOST]
    picker.add("boundary", _("What is open or fixed"), ((row, row.what) for row in boundaries))
    statements = project.statements.in_force().order_by("-pk")[:MOST]
    picker.add("statement", _("What we agree on"), ((row, row.words) for row in statements))
    rhythms = ElementReviewRhythm.objects.filter(project=project)
    picker.add("rhythm", _("Reviews"), ((row, _("How often we review")) for row in rhythms))
    return picker
