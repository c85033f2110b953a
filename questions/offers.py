"""What people said and what it was answered, for the pages that gather."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import long_date
from core.offers import MOST_ASKED, Answered, Ask, RunLink, short
from core.prepared import Hole
from projects.known import Known
from projects.models import Project
from questions import safety_offers
from questions.models import Contribution


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Say whether the person has an answer, and tell of what waits longest for one."""
    here = Contribution.objects.filter(project=OuterRef("pk"))
    first = here.open().longest_wait_first()
    return {
        "has_answer": Exists(here.answered().filter(member__user=user)),
        "said_pk": Subquery(first.values("pk")[:1]),
        "said_words": Subquery(first.values("words")[:1]),
        "said_by": Subquery(first.values("member__known_as")[:1]),
        "said_answer_by": Subquery(first.values("answer_by")[:1]),
        **_count(),
        **safety_offers.facts(),
    }


def run_facts() -> dict[str, Any]:
    """Count what waits for an answer, and the worries nobody looked at: None when there is nothing."""
    answers = {f"run_{name}": count for name, count in _count().items()}
    return {**answers, **safety_offers.run_facts()}


def _count() -> dict[str, Any]:
    rows = Contribution.objects.open().filter(project=OuterRef("pk"))
    counted = rows.order_by().values("project").annotate(n=Count("pk")).values("n")
    return {"to_answer": Subquery(counted)}


def _left(project: Project, known: dict[str, Any]) -> str:
    count = known["run_to_answer"]
    return _("%(n)s to answer") % {"n": count} if count else ""


RUN_LINKS = (
    RunLink(gettext_lazy("What people said"), "questions:contribution_list", 25, _left),
    safety_offers.RUN_LINK,
)


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask to look at worries, to answer what has waited longest, and tell how many others there are."""
    about = known.of(project)
    worries = safety_offers.waited_for(known, project)
    if not about["said_pk"]:
        return worries
    asks = [
        *worries,
        Ask(
            title=f"“{short(about['said_words'])}”",
            text=_("%(name)s said this. We promised an answer by %(day)s.")
            % {"name": about["said_by"], "day": long_date(about["said_answer_by"])},
            url=reverse("questions:contribution_answer", args=[project.slug, about["said_pk"]]),
            action=_("Answer %(name)s") % {"name": about["said_by"]},
            small=project.name,
            is_late=about["said_answer_by"] < known.on,
            order=5,
        ),
    ]
    others = about["to_answer"] - 1
    return asks + ([_others(project, others)] if others else [])


def _others(project: Project, count: int) -> Ask:
    title = ngettext(
        "%(n)s other person said something", "%(n)s other people said something", count
    )
    return Ask(
        title=title % {"n": count},
        text=_("They are waiting for an answer too."),
        url=reverse("questions:contribution_list", args=[project.slug]),
        action=_("Read what they said"),
        small=project.name,
        order=6,
    )


def became(known: Known, project: Project) -> list[Answered]:
    """Tell a person what was answered to what they said, for a month or until they are back."""
    if not known.of(project)["has_answer"]:
        return []
    rows = project.contributions.answered().filter(
        member__user=known.user, answer__given_at__gt=known.since
    )
    return [
        Answered(
            words=short(row.words),
            answer=short(row.answer.reason),
            by=str(row.answer.by or ""),
            at=row.answer.given_at,
            url=reverse("questions:contribution_detail", args=[project.slug, row.pk]),
            where=_("Read all of it"),
        )
        for row in rows.select_related("answer__by").order_by("-answer__given_at")[:MOST_ASKED]
        if row.answer and row.answer.given_at
    ]
