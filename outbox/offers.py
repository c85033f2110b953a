"""What is left to deliver by hand, and whose address does not work, for the pages that gather."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.offers import Ask, RunLink
from core.prepared import Hole
from outbox.audience import is_cut_off
from outbox.models import Delivery
from outbox.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from projects.known import Known
from projects.models import Member, Project

STATES = {
    "sent": ("full", gettext_lazy("Sent")),
    "failed": ("mind", gettext_lazy("Did not arrive")),
    "late": ("mind", gettext_lazy("Late")),
}


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Count the people to write to or ring, and those whose address takes no emails."""
    return run_facts()


def run_facts() -> dict[str, Any]:
    """
    Count the people to write to or ring (``by_hand``), and those who chose email while their address takes none
    (``cut_off``); None when there are none.
    """
    rows = Delivery.objects.to_do_by_hand().filter(project=OuterRef("pk"))
    people = Count("member", distinct=True)
    counted = rows.order_by().values("project").annotate(n=people).values("n")
    members = Member.objects.filter(is_cut_off(), project=OuterRef("pk")).order_by()
    cut_off = members.values("project").annotate(n=Count("pk")).values("n")
    return {"by_hand": Subquery(counted), "cut_off": Subquery(cut_off)}


def _left_by_hand(project: Project, known: dict[str, Any]) -> str:
    return _("%(n)s to do") % {"n": known["by_hand"]} if known["by_hand"] else ""


def _cut_off(project: Project, known: dict[str, Any]) -> str:
    count = known["cut_off"] or 0
    words = ngettext("%(n)s address doesn't work", "%(n)s addresses don't work", count)
    return words % {"n": count} if count else ""


RUN_LINKS = (
    RunLink(gettext_lazy("Letters and calls"), "outbox:delivery_by_hand_list", 30, _left_by_hand),
    RunLink(gettext_lazy("What was sent"), "outbox:delivery_list", 40, _cut_off),
)


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask for addresses in place of those that do not work, and for the letters and calls that are to be done."""
    return [*_addresses(known, project), *_letters(known, project)]


def _addresses(known: Known, project: Project) -> list[Ask]:
    count = known.of(project)["cut_off"]
    if not count:
        return []
    title = ngettext(
        "Emails don't reach %(count)s person", "Emails don't reach %(count)s people", count
    )
    return [
        Ask(
            title=title % {"count": count},
            text=_(
                "The mail server doesn't take emails for their address. Ask for another one, or ring or write instead."
            ),
            url=f"{reverse('participation:people', args=[project.slug])}?show=cut-off",
            action=_("See who"),
            small=project.name,
            order=20,
        )
    ]


def _letters(known: Known, project: Project) -> list[Ask]:
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
