"""What the records ask of the members who take part, all of it in one query."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from core.prepared import Prepared, number, totals
from elements.records.groups import speaking
from elements.records.last_update import last_update
from outbox.models import Delivery
from participation.models import Group, SpeaksFor
from plan.models import Boundary
from projects.models import Experience, Member, Project, Role
from projects.models.members import takes_part

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def read_people(project: Project) -> dict[str, Any]:
    """Return the counts of :func:`_people` for a project."""
    found: dict[str, Any] = _PEOPLE.first(project=project.pk)
    return found


def _people() -> QuerySet:
    """
    Count the members who take part, those who said what they bring, and each kind of it.

    ``others``: who do not run the project. ``others_read`` of them have said that they read what is open and what is
    fixed, since it changed last; ``others_lived`` bring lived experience; ``others_reached`` by the update that was
    sent last; ``others_missed``: it was not sent to them, because they came later or chose to hear less.
    ``speak``: who speak for a group of the wider community; ``spoke``: who ever did.
    """
    here = takes_part()
    others = here & Q(role=Role.PARTICIPANT)
    kinds = {
        kind.value: CountRows("pk", filter=here & Q(**{f"has_{kind.value}_experience": True}))
        for kind in Experience
    }
    # Of those taken back too: since then, it says something else.
    newest = Boundary.objects.filter(project=number("project")).order_by("-changed_at")
    since = Coalesce(Subquery(newest.values("changed_at")[:1]), Value(LONG_AGO))
    return totals(
        Member.objects.filter(project=number("project")).annotate(**_of_each()),
        all=CountRows("pk", filter=here),
        answered=CountRows("pk", filter=here & Q(experience_answered_at__isnull=False)),
        others=CountRows("pk", filter=others),
        others_lived=CountRows("pk", filter=others & Q(has_lived_experience=True)),
        others_read=CountRows("pk", filter=others & Q(boundaries_read_at__gte=since)),
        others_reached=CountRows("pk", filter=others & Q(is_reached=True)),
        others_missed=CountRows("pk", filter=others & Q(is_told=False)),
        speak=CountRows("pk", filter=here & Q(has_spoken=True)),
        spoke=CountRows("pk", filter=Q(has_spoken=True)),
        **kinds,
    )


def _of_each() -> dict[str, Exists]:
    """Say of each member whether the last update was for them and has reached them, and whether they speak for any."""
    to_them = Delivery.objects.filter(
        message__update__in=last_update("project"), member=OuterRef("pk")
    )
    community = SpeaksFor.objects.filter(
        speaking(),
        member=OuterRef("pk"),
        group__sector=Group.Sector.COMMUNITY,
        group__retired_at=None,
    )
    return {
        "is_reached": Exists(to_them.filter(done_at__isnull=False)),
        "is_told": Exists(to_them),
        "has_spoken": Exists(community),
    }


_PEOPLE = Prepared(_people)
