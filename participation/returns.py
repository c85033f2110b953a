"""What is known, without opening it, of what people would like in return, and of what they were promised: for lists."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from core.prepared import Hole, Prepared, number, totals
from participation.models import Consent, NamedReader, Return, ReturnQuerySet, Wish
from participation.needs import first_of, others_here, some, who_would_tell, with_reach
from participation.services import ReturnRead, in_words
from projects.models import Member, Project

PURPOSE = Consent.Purpose.RETURNS


def list_returns(project: Project, *, me: Member) -> dict[str, Any]:
    """
    Return of the people who take part, but for whoever looks: who said what they would like and was offered nothing
    since; what was offered, agreed, and given, each until it goes on; who would rather tell somebody; and how many
    things are due of which whoever looks may open what they are. Each is a list, and whether there are more.
    """
    ids = {"project": project.pk, "me": me.pk}
    return {
        "to_offer": some(_TO_OFFER.all(**ids)),
        "to_give": some(_TO_GIVE.all(**ids)),
        "unanswered": some(_UNANSWERED.all(**ids)),
        "given": some(_GIVEN.all(**ids)),
        "tells": with_reach(some(_TELLS.all(**ids))),
        "due_count": _DUE.first(**ids)["n"],
    }


def _returns() -> ReturnQuerySet:
    """For a query that is kept: what is on its way to others here."""
    rows = Return.objects.of_people_here().filter(project=number("project"))
    rows = rows.exclude(member=number("me")).select_related("by", "member")
    return rows.order_by("due_on", "pk")


def wishing(here: QuerySet[Member]) -> QuerySet[Member]:
    """
    Keep the members who said what they would like in return, and were offered nothing since. What was withdrawn with a
    reason was an answer, too.
    """
    since = Return.objects.filter(member=OuterRef("member"), offered_at__gte=OuterRef("said_at"))
    wishes = Wish.objects.filter(~Exists(since), member=OuterRef("pk"))
    return here.filter(Exists(wishes)).select_related("wish")


def due_to(me: Member) -> ReturnQuerySet:
    """Return what is agreed and not given yet to people who let somebody read it."""
    return _due(me.pk, me.project_id)


def _due(me: int | Hole, project: int | Hole) -> ReturnQuerySet:
    named = NamedReader.objects.current(PURPOSE).filter(reader=me).values("member")
    rows = Return.objects.of_people_here().to_give().filter(project=project, member__in=named)
    return rows.exclude(member=me)


def sums_of(due: Iterable[ReturnRead]) -> list[str]:
    """Return how much money is due in all, for each currency in which some is."""
    sums: dict[str, Decimal] = {}
    for read in due:
        if read.thing.amount:
            currency = read.thing.currency
            sums[currency] = sums.get(currency, Decimal(0)) + read.thing.sum
    return [in_words(amount, currency) for currency, amount in sorted(sums.items())]


_TO_OFFER = Prepared(lambda: first_of(wishing(others_here()).order_by("wish__said_at", "pk")))
_TO_GIVE = Prepared(lambda: first_of(_returns().to_give()))
_UNANSWERED = Prepared(lambda: first_of(_returns().unanswered()))
_GIVEN = Prepared(lambda: first_of(_returns().given().exclude(got=Return.Got.YES)))
_TELLS = Prepared(lambda: who_would_tell(PURPOSE))
_DUE = Prepared(lambda: totals(_due(number("me"), number("project")), n=Count("pk")))
