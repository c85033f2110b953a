"""What the records ask of the wider community: what it was asked, what it responded, and whom news reached."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from core.prepared import count_of, day, moment
from elements.records.record import midnight
from elements.records.said import HEARD
from outbox.models import Delivery, Message
from projects.models import Member
from questions.models import CommunityQuestion, Contribution, ContributionAnswer, Response

#: So long may a response wait until somebody has looked at it.
FORTNIGHT = timedelta(weeks=2)
_TAKEN = (ContributionAnswer.Outcome.TAKEN_ON, ContributionAnswer.Outcome.PARTLY)


def kinds_of_responses() -> dict[str, Q]:
    """Return which responses that are shown a figure counts, by its name; those of :func:`responses`."""
    return {
        "shown": Q(),
        "answered": Q(answer__isnull=False),
        "taken": Q(answer__outcome__in=_TAKEN),
    }


def responses(project: Any) -> QuerySet[Contribution]:
    """
    Return what people from the wider community responded to a project and everybody in it reads.

    What was typed with the address of a member is not from the wider community.
    """
    sent = Response.objects.filter(contribution=OuterRef("pk"))
    by_member = Member.objects.filter(project=OuterRef("project"), user__email=OuterRef("address"))
    return Contribution.objects.filter(
        HEARD,
        ~Exists(sent.filter(Exists(by_member))),
        project=project,
        way=Contribution.Way.COMMUNITY,
    )


def asked_of_community(project: Any) -> QuerySet[CommunityQuestion]:
    """Return what a project asked everybody, also what it does not ask any more."""
    return CommunityQuestion.objects.filter(project=project)


def of_project() -> dict[str, Any]:
    """
    Count what was asked, shown, answered and taken on; ``people``, how many addresses responded in the last half year;
    ``late``: answers that are owed past their day; ``waiting``: responses that nobody has looked at, and ``forgotten``,
    for two weeks; ``reached``: emails with the news that was shared last which the mail server took.

    Needs ``half_year_ago``, ``fortnight_ago`` and ``on``.
    """
    here = OuterRef("pk")
    shown = responses(here)
    waiting = Response.objects.waiting().filter(project=here)
    lately = responses(OuterRef("project")).filter(said_at__gte=moment("half_year_ago"))
    people = (
        Response.objects.filter(project=here, contribution__in=lately.values("pk"))
        .order_by()
        .values("project")
        .annotate(n=CountRows("address", distinct=True))
    )
    shared = Message.objects.filter(project=OuterRef("message__project"), kind="update_shared")
    reached = Delivery.objects.filter(
        message__project=here,
        message=Subquery(shared.order_by("-pk").values("pk")[:1]),
        done_at__isnull=False,
    )
    return {
        "asked": count_of(asked_of_community(here), "project"),
        **{
            name: count_of(shown.filter(kind), "project")
            for name, kind in kinds_of_responses().items()
        },
        "late": count_of(shown.filter(answer=None, answer_by__lt=day("on")), "project"),
        "waiting": count_of(waiting, "project"),
        "forgotten": count_of(waiting.filter(confirmed_at__lt=moment("fortnight_ago")), "project"),
        "people": Coalesce(Subquery(people.values("n")), Value(0)),
        "reached": count_of(reached, "message__project"),
        "last": Subquery(shown.order_by("-said_at").values("said_at")[:1]),
    }


def days_of_waiting(on: date) -> dict[str, Any]:
    """Return what :func:`of_project` needs for a day, beside what the others need."""
    return {"fortnight_ago": midnight(on - FORTNIGHT)}
