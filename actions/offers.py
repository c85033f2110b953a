"""What somebody promised to do, for the pages that gather."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from actions.addresses import address_of
from actions.finding import FINDABLE as FINDABLE
from actions.models import Action, ActionQuerySet, Takeover, TakeoverQuerySet
from actions.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from core.dates import long_date
from core.offers import MOST_ASKED, Ask
from core.prepared import Hole, number
from outbox.due import Due
from projects.known import Known
from projects.models import Project
from projects.models.members import is_here_or_invited
from projects.prepared import AboutProjects


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Tell whether the person promised something that is to do, or is asked to take it over: ``has_promised``."""
    return {"has_promised": Exists(_promised(user).filter(project=OuterRef("pk")))}


def _asked(user: int | Hole) -> TakeoverQuerySet:
    """Return by which takeovers the person is asked to take an action over."""
    rows = Takeover.objects.open().filter(action=OuterRef("pk"))
    return rows.filter(is_here_or_invited("to"), to__user=user)


def _promised(user: int | Hole) -> ActionQuerySet:
    mine = Q(is_here_or_invited("owner"), owner__user=user)
    return Action.objects.open().filter(mine | Exists(_asked(user)))


def asked_of_person(known: Known) -> list[Ask]:
    """Ask how it went with what the person promised, and whether they take something over; the first due first."""
    rows = _PROMISED.all(known.where("has_promised"), user=known.user.pk)
    return [_takes_over(row, known) if row.takeover else _went(row, known) for row in rows]


def _went(row: Any, known: Known) -> Ask:
    return Ask(
        title=row.what,
        text=_("You promised it by %(day)s.") % {"day": long_date(row.due_on)},
        url=address_of(row.project.slug, row.pk),
        action=_("Say how it went"),
        small=row.project.name,
        of=row.project_id,
        is_late=row.due_on < known.on,
        order=30,
    )


def _takes_over(row: Any, known: Known) -> Ask:
    words = {"name": row.asked_by, "owner": row.owner.known_as, "day": long_date(row.due_on)}
    if row.asked_by == row.owner.known_as:
        text = _("%(name)s asks if you can do it instead, by %(day)s.") % words
    else:
        text = _("%(name)s asks if you can do it instead of %(owner)s, by %(day)s.") % words
    return Ask(
        title=row.what,
        text=text,
        url=address_of(row.project.slug, row.pk),
        action=_("Say yes or no"),
        small=row.project.name,
        of=row.project_id,
        is_late=row.due_on < known.on,
        order=30,
    )


_PROMISED = AboutProjects(
    lambda projects, user: (
        _promised(user)
        .filter(project__in=projects)
        .annotate(
            takeover=Subquery(_asked(user).values("pk")[:1]),
            asked_by=Subquery(_asked(user).values("asked_by__known_as")[:1]),
        )
        .select_related("project", "owner")
        .order_by("due_on", "pk")[:MOST_ASKED]
    ),
    user=number("user"),
)


def _to_do() -> ActionQuerySet:
    """Return what is to do; ``known_since``: since when it is its owner's."""
    taken = Takeover.objects.filter(action=OuterRef("pk"), outcome=Takeover.Outcome.TAKEN)
    since = Coalesce(Subquery(taken.order_by("-ended_at").values("ended_at")[:1]), "created_at")
    rows = Action.objects.open().filter(project__state=Project.State.RUNNING)
    return rows.select_related("project").annotate(known_since=since)


DUE = (
    Due(
        "action",
        rows=_to_do,
        day="due_on",
        made="known_since",
        owner="owner",
        title=lambda row: row.what,
        url=lambda row: address_of(row.project.slug, row.pk),
        write_down=lambda row: address_of(row.project.slug, row.pk),
    ),
)
