"""What the records ask of what people need: who was asked, who answered, and what came of it; no kind and no word."""

from datetime import timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from core.prepared import Prepared, count_of, moment, number, totals
from elements.records.record import YEAR, midnight
from participation.models import Consent, Need
from projects.models import Member, Project, Role
from projects.models.members import takes_part

#: What somebody needs is not to wait longer.
WAITS = timedelta(days=14)
#: That somebody was asked, and what they answered.
_ANSWERS = (Consent.Answer.YES, Consent.Answer.NOTHING, Consent.Answer.TELL)


def read_needs(project: Project, *, on: Any) -> dict[str, Any]:
    """Return the counts of :func:`_needs` for a project on a day."""
    at = midnight(on)
    found: dict[str, Any] = _NEEDS.first(project=project.pk, year=at - YEAR, waits=at - WAITS)
    return found


def _needs() -> QuerySet:
    """
    Count the members who take part: ``all``, those ``asked`` ever and ``lately`` (in the last year; whoever took it
    back is asked no more, and counts), those who ``answered``, of whom ``others`` do not run the project, and those
    ``with_needs``. Of what these need: ``needs``, ``works``, and what ``waits`` for more than 14 days with nobody who
    has arranged it. ``last``: somebody was asked.
    """
    said = Consent.objects.filter(member=OuterRef("pk"), purpose=Consent.Purpose.NEEDS)
    theirs = Need.objects.filter(member=OuterRef("pk"))
    waiting = theirs.exclude(met=Need.Met.YES).filter(done_at=None, said_at__lt=moment("waits"))
    here = takes_part()
    in_peace = Q(answer=Consent.Answer.TAKEN_BACK)
    answered = here & Q(answer__in=_ANSWERS)

    def add(name: str) -> Coalesce:
        return Coalesce(Sum(name, filter=here), 0)

    return totals(
        Member.objects.filter(project=number("project")).annotate(
            asked_at=Subquery(said.values("said_at")[:1]),
            answer=Subquery(said.values("answer")[:1]),
            need_count=count_of(theirs, "member"),
            work_count=count_of(theirs.filter(met=Need.Met.YES), "member"),
            wait_count=count_of(waiting, "member"),
        ),
        all=CountRows("pk", filter=here),
        asked=CountRows("pk", filter=here & Q(asked_at__isnull=False)),
        lately=CountRows("pk", filter=here & (Q(asked_at__gte=moment("year")) | in_peace)),
        answered=CountRows("pk", filter=answered),
        others=CountRows("pk", filter=answered & Q(role=Role.PARTICIPANT)),
        with_needs=CountRows("pk", filter=here & Q(need_count__gt=0)),
        needs=add("need_count"),
        works=add("work_count"),
        waits=add("wait_count"),
        last=Max("asked_at", filter=here),
    )


_NEEDS = Prepared(_needs)
