"""What is known, without opening it, of what people would like in return, and of what they were promised: for lists."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from participation.models import Consent, NamedReader, Return, ReturnQuerySet, Wish
from participation.needs import some
from participation.services import ReturnRead, in_words
from projects.models import Member, Project

PURPOSE = Consent.Purpose.RETURNS


def list_returns(project: Project, *, me: Member, on: date) -> dict[str, Any]:
    """
    Return of the people who take part, but for whoever looks: who said what they would like and was offered nothing
    since; what was offered, agreed, and given, each until it goes on; who would rather tell somebody; and how many
    things are due of which whoever looks may open what they are. Each is a list, and whether there are more.
    """
    here = project.members.taking_part().exclude(pk=me.pk)
    here = here.select_related("user__refused", "preference")
    answers = Consent.objects.filter(member=OuterRef("pk"), purpose=PURPOSE)
    tells = here.filter(Exists(answers.filter(answer=Consent.Answer.TELL)))
    rows = Return.objects.filter(project=project, member__in=here)
    rows = rows.select_related("by", "member").order_by("due_on", "pk")
    return {
        "to_offer": some(wishing(here).order_by("wish__said_at", "pk")),
        "to_give": some(rows.to_give()),
        "unanswered": some(rows.unanswered()),
        "given": some(rows.given().exclude(got=Return.Got.YES)),
        "tells": some(tells.order_by("known_as", "pk"), with_reach=True),
        "due_count": due_to(me).count(),
    }


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
    named = NamedReader.objects.current(PURPOSE).filter(reader=me).values("member")
    rows = Return.objects.of_people_here().to_give().filter(project=me.project_id, member__in=named)
    return rows.exclude(member=me)


def sums_of(due: Iterable[ReturnRead]) -> list[str]:
    """Return how much money is due in all, for each currency in which some is."""
    sums: dict[str, Decimal] = {}
    for read in due:
        if read.thing.amount:
            currency = read.thing.currency
            sums[currency] = sums.get(currency, Decimal(0)) + read.thing.sum
    return [in_words(amount, currency) for currency, amount in sorted(sums.items())]
