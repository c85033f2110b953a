"""What people said and what it was answered, for the pages that gather."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import long_date
from core.offers import MOST_ASKED, Answered, Ask, RunLink, short
from core.prepared import Hole
from projects.known import Known
from projects.models import Member, Project
from questions.getters import with_all_that_is_named, with_lives
from questions.happenings import HAPPENINGS
from questions.life import Life
from questions.models import Contribution, ContributionMove, Wording

__all__ = ["HAPPENINGS"]

#: So much of what a member said stands on the page of their part.
MOST_MINE = 5
_MOVES = ContributionMove.objects.filter(undone_at=None)
STATES = {
    "taken_on": ("full", gettext_lazy("Taken on")),
    "partly": ("half", gettext_lazy("Partly")),
    "not_now": ("none", gettext_lazy("Not now")),
    "no": ("plain", gettext_lazy("No")),
    "already": ("full", gettext_lazy("Already so")),
    "passed_on": ("half", gettext_lazy("Passed on")),
    "settled": ("full", gettext_lazy("Settled")),
    "put_down": ("past", gettext_lazy("Put down")),
}


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Say whether the person has an answer, and tell of what waits longest for one."""
    here = Contribution.objects.filter(project=OuterRef("pk"))
    first = here.open().longest_wait_first()
    wordings = Wording.objects.waiting().filter(question__project=OuterRef("pk"))
    asked = wordings.order_by("at", "pk")
    counted = wordings.order_by().values("question__project").annotate(n=Count("pk"))
    return {
        "has_answer": Exists(here.answered().filter(member__user=user)),
        "has_move": Exists(
            _MOVES.filter(contribution__project=OuterRef("pk"), contribution__member__user=user)
        ),
        "said_pk": Subquery(first.values("pk")[:1]),
        "said_words": Subquery(first.values("words")[:1]),
        "said_by": Subquery(
            first.annotate(by=Coalesce("member__known_as", "for_whom")).values("by")[:1]
        ),
        "said_answer_by": Subquery(first.values("answer_by")[:1]),
        "wording_pk": Subquery(asked.values("pk")[:1]),
        "wording_words": Subquery(asked.values("words")[:1]),
        "wording_by": Subquery(asked.values("by__known_as")[:1]),
        "wording_question": Subquery(asked.values("question")[:1]),
        "wordings_waiting": Subquery(counted.values("n")),
        **_count(),
    }


def run_facts() -> dict[str, Any]:
    """Count what waits for an answer: ``to_answer``, None when there is nothing."""
    return {f"run_{name}": count for name, count in _count().items()}


def _count() -> dict[str, Any]:
    rows = Contribution.objects.open().filter(project=OuterRef("pk"))
    counted = rows.order_by().values("project").annotate(n=Count("pk")).values("n")
    return {"to_answer": Subquery(counted)}


def _left(project: Project, known: dict[str, Any]) -> str:
    count = known["run_to_answer"]
    return _("%(n)s to answer") % {"n": count} if count else ""


RUN_LINKS = (RunLink(gettext_lazy("What people said"), "questions:contribution_list", 25, _left),)


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask to answer what has waited longest, of what people said and of how they would ask a question."""
    return [*_said(known, project), *_wordings(known, project)]


def _said(known: Known, project: Project) -> list[Ask]:
    about = known.of(project)
    if not about["said_pk"]:
        return []
    name = about["said_by"] or _("Somebody, without a name")
    asks = [
        Ask(
            title=f"“{short(about['said_words'])}”",
            text=_("%(name)s said this. We promised an answer by %(day)s.")
            % {"name": name, "day": long_date(about["said_answer_by"])},
            url=reverse("questions:contribution_answer", args=[project.slug, about["said_pk"]]),
            action=_("Answer %(name)s") % {"name": name},
            small=project.name,
            is_late=about["said_answer_by"] < known.on,
            order=5,
        )
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


def _wordings(known: Known, project: Project) -> list[Ask]:
    """Ask what the group says to another way to ask a question; nobody is asked when the project has ended."""
    about = known.of(project)
    if not about["wording_pk"] or project.has_ended:
        return []
    count = about["wordings_waiting"]
    text = ngettext(
        "%(name)s would ask a question this way. Take it, or say why not.",
        "%(name)s would ask a question this way. Take it, or say why not. %(n)s are waiting in all.",
        count,
    )
    return [
        Ask(
            title=f"“{short(about['wording_words'])}”",
            text=text % {"name": about["wording_by"], "n": count},
            url=reverse(
                "questions:wording_answer",
                args=[project.slug, about["wording_question"], about["wording_pk"]],
            ),
            action=_("Answer %(name)s") % {"name": about["wording_by"]},
            small=project.name,
            order=7,
        )
    ]


def became(known: Known, project: Project) -> list[Answered]:
    """Tell a person what came of what they said, and what was answered, for a month or until they are back."""
    about = known.of(project)
    if not (about["has_answer"] or about["has_move"]):
        return []
    rows = project.contributions.filter(
        Q(answer__given_at__gt=known.since)
        | Exists(_MOVES.filter(contribution=OuterRef("pk"), at__gt=known.since)),
        member__user=known.user,
    )
    newest = with_all_that_is_named(rows).order_by("-said_at", "-pk")[:MOST_ASKED]
    return [_came_of(said, life, since=known.since) for said, life in with_lives(newest)]


def _came_of(said: Contribution, life: Life, *, since: datetime) -> Answered:
    answer = said.answer if said.answer and (said.answer.given_at or since) > since else None
    return Answered(
        words=short(said.words),
        answer=short(answer.reason) if answer else "",
        by=str(answer.by or "") if answer else "",
        at=(answer.given_at if answer else None) or said.said_at,
        url=said.get_absolute_url(),
        where=_("Read all of it"),
        template="questions/life.html",
        shown=life,
    )


def on_my_part(project: Project, member: Member, *, on: date) -> dict[str, Any]:
    """Show a member the newest of what they said, each with how far it has come."""
    rows = project.contributions.filter(member=member).order_by("-said_at", "-pk")
    newest = list(with_all_that_is_named(rows)[: MOST_MINE + 1])
    return {
        "template": "questions/my_said.html",
        "said": with_lives(newest[:MOST_MINE]),
        "has_more": len(newest) > MOST_MINE,
        "today": on,
    }
