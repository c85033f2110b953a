"""
What home offers to pages that gather: an invitation to coordinate; and what the search offers to apps to its left:
finding rows of one kind by words, and forgetting words taken out.
"""

from datetime import date
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from core.offers import MOST_ASKED, Ask
from core.prepared import Hole
from home.search.asking import found_rows
from home.search.keeping import keep_up, take_in
from projects.known import Known
from projects.models import CoordinatorInvitation, Project


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return whether the person is asked to coordinate an organisation; the same whatever the project."""
    rows = CoordinatorInvitation.objects.open().filter(user=user)
    return {"is_asked_to_coordinate": Exists(rows)}


def asked_of_person(known: Known) -> list[Ask]:
    """Ask to answer the invitations to coordinate."""
    if known.facts and not any(one["is_asked_to_coordinate"] for one in known.facts.values()):
        return []
    rows = CoordinatorInvitation.objects.acceptable(now=known.now).filter(user=known.user)
    return [
        Ask(
            title=_("Will you be a coordinator of %(organisation)s?")
            % {"organisation": row.organisation},
            text=_("Open until %(day)s.") % {"day": long_date(timezone.localdate(row.expires_at))},
            url=reverse("home:coordinator_invitation", args=[row.token]),
            action=_("Read the invitation to coordinate"),
            small=_("Invitation"),
            order=10,
        )
        for row in rows.select_related("organisation", "user").order_by("pk")[:MOST_ASKED]
    ]


def find_rows(project: Project, typed: str, *, kind: str) -> list[int]:
    """
    Return the keys of the rows of a kind that the viewer may have meant, the likeliest first.

    What was written a moment ago is taken in first.
    """
    keep_up(project.pk)
    return found_rows(project, typed, kind=kind)


def forget_words(project: Project) -> None:
    """Take in what was written, at once: words that stand nowhere any more go from the search index."""
    while not take_in(project.pk):
        pass
