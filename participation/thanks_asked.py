"""What is asked of people about thanks: whether others may read them; and the section of a report about them."""

import re
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import Period
from core.offers import Ask, Section
from core.prepared import Hole
from participation.models import Thanks
from projects.models import Project

#: So many are printed in a report, the newest.
MOST_PRINTED = 12


def facts_of_thanks(here: OuterRef, user: int | Hole) -> dict[str, Any]:
    """Return whether the person is thanked, and has not said yet who may read it."""
    mine = Thanks.objects.unanswered().filter(project=here, member__user=user)
    return {"is_thanked": Exists(mine)}


def asked_of_thanks(about: dict[str, Any], project: Project) -> list[Ask]:
    """Ask somebody who is thanked to read it; who thanks them, and what for, is on that page alone."""
    if not about["is_thanked"]:
        return []
    return [
        Ask(
            title=_("Somebody thanks you"),
            text=_("It is between the two of you. You decide whether others may read it, too."),
            url=reverse("participation:my_part", args=[project.slug]) + "?show=thanks",
            action=_("Read it"),
            small=project.name,
            minutes=1,
        )
    ]


def thanks(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """
    Return the thanks of the period that everybody in the project reads, without the names of people, the newest first.

    Words in which a member is named are not printed: who read the question said yes to a report without names.
    """
    rows = project.thanks.shown().filter(period.of("given_at")).with_people()
    names = list(project.members.values_list("known_as", flat=True)) if rows else []
    found = [row for row in rows if not _names_anybody(row, names)]
    if not rows:
        return {"thanks": None}
    printed = found[:MOST_PRINTED]
    return {"thanks": {"rows": printed, "more": len(rows) - len(printed)}}


def _names_anybody(row: Thanks, names: list[str]) -> bool:
    """Whether what is printed of it has the name of a member, or a part of one."""
    parts = [word for name in names for word in name.split() if len(word) > 1]
    pattern = "|".join(re.escape(name) for name in [*names, *parts])
    printed = f"{row.named} {row.words}"
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", printed, re.IGNORECASE) is not None


THANKS_SECTION = Section(
    "thanks",
    gettext_lazy("Thanks"),
    "participation/report/thanks.html",
    thanks,
    order=55,
    needs=("thanks",),
)
