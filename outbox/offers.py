"""What is left to deliver by hand, for the pages that gather."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.offers import Ask, RunLink
from core.prepared import Hole
from outbox.models import Delivery
from outbox.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from projects.known import Known
from projects.models import Project

STATES = {
    "sent": ("full", gettext_lazy("Sent")),
    "failed": ("mind", gettext_lazy("Did not arrive")),
}


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Count the people to write to or ring: ``by_hand``, None when there are none."""
    return run_facts()


def run_facts() -> dict[str, Any]:
    """Count the people to write to or ring: ``by_hand``, None when there are none."""
    rows = Delivery.objects.to_do_by_hand().filter(message__project=OuterRef("pk"))
    people = Count("recipient", distinct=True)
    counted = rows.order_by().values("message__project").annotate(n=people).values("n")
    return {"by_hand": Subquery(counted)}


def _left_by_hand(project: Project, known: dict[str, Any]) -> str:
    return _("%(n)s to do") % {"n": known["by_hand"]} if known["by_hand"] else ""


RUN_LINKS = (
    RunLink(gettext_lazy("Letters and calls"), "outbox:delivery_by_hand_list", 30, _left_by_hand),
    RunLink(gettext_lazy("What was sent"), "outbox:delivery_list", 40),
)


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask for the letters and calls that are to be done."""
    count = known.of(project)["by_hand"]
    if not count:
        return []
    title = ngettext("%(count)s letter or call to do", "%(count)s letters and calls to do", count)
    return [
        Ask(
            title=title % {"count": count},
            text=_("They don't get our emails. They hear from us through you."),
            url=reverse("outbox:delivery_by_hand_list", args=[project.slug]),
            action=_("See who"),
            small=project.name,
            order=20,
        )
    ]
