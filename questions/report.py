"""What people said, what came of it, and what we said no to: the section of a report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy, ngettext

from core.dates import Period
from core.offers import Section
from core.summary import SummaryKind, SummaryLine
from projects.models import Project
from questions.changed import changes, experience_of, groups_of, with_groups
from questions.models import Contribution, ContributionAnswer, ContributionMove
from questions.said import in_rows

#: At most so many of each are printed, so that the section fits two pages.
MOST_HEARD, MOST_LED_TO, MOST_KEPT, MOST_DECLINED, MOST_OTHERS = 4, 3, 4, 3, 3
_OUTCOME = ContributionAnswer.Outcome


@dataclass
class CameOfIt:
    """
    What came of what people said in a period, the newest first.

    ``heard``: words that may be shown outside the project, each with ``led_to``; ``kept``: what came of words that may
    not; ``more``: how many more things came of it.
    """

    heard: list[Any]
    kept: list[ContributionMove]
    more: int


def people_said(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """
    Return what people said in the period, what came of it then, and what was answered "no" or "not now".

    Words are printed where whoever said them said yes to showing them outside the project; with the name, the kinds of
    experience and the groups only where they said yes to that as well. The rest is counted.
    """
    rows = project.contributions.in_sight()
    said = rows.filter(period.of("said_at"))
    declined = rows.filter(
        period.of("answer__given_at"), answer__outcome__in=[_OUTCOME.NO, _OUTCOME.NOT_NOW]
    )
    came = _came_of_it(project, period)
    counts = _counts(said)
    no = _rows(declined.filter(may_be_public=True)).order_by("-answer__given_at", "-pk")
    printed = _printed(no[:MOST_DECLINED])
    shown = {row.pk for row in came.heard} | _keys(declined)
    others = said.filter(may_be_public=True).exclude(pk__in=shown)
    found = {
        **counts,
        "came": came,
        "no": printed,
        "more_no": declined.count() - len(printed),
        "others": _printed(_rows(others).order_by("-said_at", "-pk")[:MOST_OTHERS]),
        "more_others": max(others.count() - MOST_OTHERS, 0),
    }
    has_any = counts["said"] or came.heard or came.kept or found["no"] or found["more_no"]
    return {"people_said": found if has_any else None}


def _printed(rows: Iterable[Any]) -> list[Any]:
    """
    Return rows with ``who`` said them, and ``names_them``: whether the answer has a name that is not to be printed.
    """
    found = list(rows)
    for said in found:
        said.who = _who(said)
        name = "" if said.is_unnamed or said.name_may_be_public else said.author
        words = [re.escape(word) for word in name.split() if len(word) > 1]
        pattern = rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"
        reason = said.answer.reason if said.answer else ""
        said.names_them = bool(words) and re.search(pattern, reason) is not None
    return found


def _who(said: Contribution) -> dict[str, Any]:
    """
    Return ``name``, ``experience`` and ``groups`` of whoever said it; empty where they did not say yes to that.
    """
    if not said.name_may_be_public:
        return {"name": "", "experience": [], "groups": []}
    return {"name": said.author, "experience": experience_of(said), "groups": groups_of(said)}


def _rows(rows: QuerySet[Any]) -> QuerySet[Any]:
    return with_groups(in_rows(rows))


def _keys(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _came_of_it(project: Project, period: Period) -> CameOfIt:
    """Return what came of it in the period: what came of several things that were said is told once."""
    moves = changes(project).filter(period.of("at")).select_related("contribution")
    heard: dict[int, list[ContributionMove]] = {}
    found: dict[tuple[str, str], ContributionMove] = {}
    printed: set[tuple[str, str]] = set()
    for move in moves.order_by("-at", "-pk"):
        found.setdefault((move.what, move.address), move)
        may_show = move.contribution.may_be_public
        if may_show and (move.contribution_id in heard or len(heard) < MOST_HEARD):
            led_to = heard.setdefault(move.contribution_id, [])
            if len(led_to) < MOST_LED_TO:
                led_to.append(move)
                printed.add((move.what, move.address))
    kept = [move for place, move in found.items() if place not in printed]
    rows = {row.pk: row for row in _printed(_rows(project.contributions.filter(pk__in=heard)))}
    for key, led_to in heard.items():
        rows[key].led_to = led_to
    shown = [move for move in kept if not move.contribution.may_be_public][:MOST_KEPT]
    return CameOfIt([rows[key] for key in heard], shown, len(kept) - len(shown))


def _counts(said: QuerySet[Any]) -> dict[str, int]:
    return said.aggregate(
        said=Count("pk"),
        unnamed=Count("pk", filter=Q(is_unnamed=True)),
        unanswered=Count("pk", filter=Q(answer=None)),
        kept_inside=Count("pk", filter=Q(may_be_public=False)),
    )


def in_short(project: Project, found: dict[str, Any], *, on: date) -> list[SummaryLine]:
    """Say how much people said."""
    count = (found["people_said"] or {}).get("said", 0)
    words = ngettext("thing that people said", "things that people said", count)
    return [SummaryLine(SummaryKind.NUMBER, words, number=count, order=25)] if count else []


SECTIONS = (
    Section(
        "said",
        gettext_lazy("What people said"),
        "questions/report/said.html",
        people_said,
        order=28,
        needs=("people_said",),
    ),
)
