"""What facilitators are asked when somebody is worried about somebody's safety; :mod:`questions.offers` gathers it."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.below import first_of
from core.dates import long_date
from core.offers import Ask, RunLink
from projects.known import Known
from projects.models import Project
from questions.models import SafetyWorry


def facts() -> dict[str, Any]:
    """Count the worries that nobody looked at (None when there is none), and tell of the first."""
    first = _open().order_by("look_by", "pk")
    return {
        "worry_count": _count(),
        "worry": first_of(first, pk="pk", look_by="look_by"),
    }


def run_facts() -> dict[str, Any]:
    return {"run_worry_count": _count()}


def _open() -> Any:
    return SafetyWorry.objects.open().filter(project=OuterRef("pk"))


def _count() -> Subquery:
    return Subquery(_open().order_by().values("project").annotate(n=Count("pk")).values("n"))


def _left(project: Project, known: dict[str, Any]) -> str:
    count = known["run_worry_count"]
    return _("%(n)s to look at now") % {"n": count} if count else ""


RUN_LINK = RunLink(
    gettext_lazy("When somebody may be in danger"), "questions:safety_worry_list", 24, _left
)


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask a facilitator, before anything else, to look at what somebody is worried about."""
    count, first = known.of(project)["worry_count"], known.of(project)["worry"]
    if not count:
        return []
    address = reverse("questions:safety_worry_detail", args=[project.slug, first["pk"]])
    look_by = date.fromisoformat(first["look_by"])
    title = ngettext("Somebody may be in danger", "%(n)s times: somebody may be in danger", count)
    return [
        Ask(
            title=title % {"n": count},
            text=_("Please look now, and write down what was done by %(day)s.")
            % {"day": long_date(look_by)},
            url=address
            if count == 1
            else reverse("questions:safety_worry_list", args=[project.slug]),
            action=_("Look at it now"),
            small=project.name,
            is_late=look_by < known.on,
            order=-10,
        )
    ]
