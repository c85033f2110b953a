"""What the records ask of the directory: how many share how they can be reached, and since when; nothing of it."""

from datetime import timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from core.prepared import Prepared, day, number, totals
from participation.models import Consent, DirectoryEntry
from projects.models import Member, Project, Role
from projects.models.members import takes_part

#: What ends sooner than this is no connection that lasts.
LASTS = timedelta(weeks=4)


def read_networks(project: Project, *, on: Any) -> dict[str, Any]:
    """Return the counts of :func:`_networks` for a project on a day."""
    found: dict[str, Any] = _NETWORKS.first(project=project.pk, on=on, lasts=on + LASTS)
    return found


def _networks() -> QuerySet:
    """
    Count the members who take part: ``all``; those who are ``sharing`` something on that day, and ``lasting``, for four
    more weeks; of these, ``others``, who do not run the project. ``ever``: who do not run it and shared something
    before, or do; ``others_sharing``: who do. ``last``: when one of them said or kept it last.

    What a facilitator typed for somebody who signs in themselves is not counted among ``others``, nor is when: they say
    it, or change it, themselves first.
    """
    said = Consent.objects.filter(member=OuterRef("pk"), purpose=Consent.Purpose.DIRECTORY)
    said = said.filter(answer=Consent.Answer.YES)
    theirs = DirectoryEntry.objects.filter(member=OuterRef("pk"))
    here, in_own_name = takes_part(), Q(typed_by=None) | Q(user=None)
    others = here & Q(role=Role.PARTICIPANT) & in_own_name
    return totals(
        Member.objects.filter(project=number("project")).annotate(
            has_said=Exists(said),
            typed_by=Subquery(said.values("entered_by")[:1]),
            is_sharing=Exists(theirs.filter(until__gt=day("on"))),
            is_lasting=Exists(theirs.filter(until__gte=day("lasts"))),
            shared_at=Subquery(theirs.values("said_at")[:1]),
        ),
        all=CountRows("pk", filter=here),
        sharing=CountRows("pk", filter=here & Q(is_sharing=True)),
        lasting=CountRows("pk", filter=here & Q(is_lasting=True)),
        others=CountRows("pk", filter=others & Q(is_lasting=True)),
        ever=CountRows("pk", filter=others & (Q(has_said=True) | Q(is_sharing=True))),
        others_sharing=CountRows("pk", filter=others & Q(is_sharing=True)),
        last=Max("shared_at", filter=others & Q(is_sharing=True)),
    )


_NETWORKS = Prepared(_networks)
