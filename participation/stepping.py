"""
When a project is left, and what stands on its timeline after a coordinator stepped in.

Left is a project in which no facilitator takes part who can sign in, or in which none of them was here for sixty days
(docs/adr/0154): the last facilitator cannot leave otherwise.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from core.offers import Happening
from projects.models import Member, StepIn

#: A facilitator who was not here for so long has left the project, as far as others can tell.
AWAY = timedelta(days=60)


def facilitators_seen(**of_project: Any) -> Any:
    """Return the facilitators of a project who can sign in, who was here last on top; ``last_seen`` says when."""
    rows = Member.objects.taking_part().facilitators().filter(user__is_active=True, **of_project)
    rows = rows.annotate(last_seen=Coalesce(F("user__seen_at"), F("joined_at")))
    return rows.order_by("-last_seen")


def lately_run(project: Any, *, now: datetime) -> Any:
    """Return the facilitators for whom a project is not left."""
    return facilitators_seen(project=project).filter(last_seen__gte=now - AWAY)


def is_left(last_seen: datetime | None, *, now: datetime) -> bool:
    """Whether a project is left, by when one of its facilitators was here last; None when there is none."""
    return last_seen is None or last_seen < now - AWAY


def _tell(row: StepIn) -> dict[str, Any]:
    return {
        "project": row.project,
        "kind": _("who runs it"),
        "title": _("%(name)s is a facilitator now") % {"name": row.member.known_as},
        "url": reverse("participation:people", args=[row.project.slug]),
        "text": _(
            "A coordinator stepped in: nobody who ran the project had been here for a while."
        ),
        "look": "",
    }


HAPPENINGS = (
    Happening(
        lambda pks: StepIn.objects.filter(project__in=pks).select_related("project", "member"),
        "at",
        _tell,
        order=7,
        is_news=False,
    ),
)
