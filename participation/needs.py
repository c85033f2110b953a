"""What is known of needs without opening them: for lists, the pages of a member, and what is asked of people."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Window

from core.prepared import Prepared, day, moment, number
from participation.models import Consent, Need, NeedQuerySet, ReviewRhythm
from participation.reaching import reach_of
from participation.services import ASK_AGAIN_WEEKS
from projects.models import Member, MemberQuerySet, Project

#: So many are shown of each list; the others come up when these are done.
MOST = 25


def list_needs(project: Project, *, me: Member, on: date, now: datetime) -> dict[str, Any]:
    """
    Return of the people who take part, but for whoever looks: with something to arrange, with something promised, with
    something arranged of which we don't know yet whether it works, who would rather tell somebody, and who was not
    asked in the last rhythm. Each is a list, and whether there are more.
    """
    rhythm = ReviewRhythm.objects.filter(project=project, is_paused=False).first()
    weeks = rhythm.every_weeks if rhythm else ASK_AGAIN_WEEKS
    ids = {"project": project.pk, "me": me.pk}
    lately = {**ids, "lately": now - timedelta(weeks=weeks)}
    to_ask = _TO_ASK.all(**lately)
    return {
        "to_arrange": some(_TO_ARRANGE.all(**ids)),
        "promised": some(_PROMISED.all(**ids)),
        "unanswered": some(_UNANSWERED.all(**ids, on=on)),
        "tells": with_reach(some(_TELLS.all(**ids))),
        "to_ask": some(to_ask),
        "to_ask_count": to_ask[0].all_count if to_ask else 0,
    }


def some(found: list[Any]) -> dict[str, Any]:
    """Return as many as are shown, and whether there are more; one more than that was read."""
    return {"rows": found[:MOST], "has_more": len(found) > MOST}


def first_of(rows: QuerySet) -> QuerySet:
    """Keep as many as :func:`some` needs."""
    return rows[: MOST + 1]


def with_reach(some_members: dict[str, Any]) -> dict[str, Any]:
    """Set beside each member by which channel they hear, and where."""
    return {**some_members, "rows": [(one, *reach_of(one)) for one in some_members["rows"]]}


def others_here() -> MemberQuerySet:
    """Return for a query that is kept who takes part in a ``project``, but for one of them: ``me``."""
    return Member.objects.taking_part().filter(project=number("project")).exclude(pk=number("me"))


def who_would_tell(purpose: str) -> QuerySet[Member]:
    """Return for a query that is kept who would rather tell somebody, with what :func:`with_reach` reads."""
    tells = Consent.objects.filter(purpose=purpose, answer=Consent.Answer.TELL)
    rows = others_here().filter(Exists(tells.filter(member=OuterRef("pk"))))
    return first_of(rows.select_related("user__refused", "preference").order_by("known_as", "pk"))


def _to_arrange() -> QuerySet[Member]:
    """Whose needs nobody arranges, with how many; who said it first on top."""
    rows: Any = others_here().filter(needs__in=Need.objects.to_arrange())
    rows = rows.annotate(number=Count("needs"), since=Min("needs__said_at"))
    return first_of(rows.order_by("since", "pk"))


def _needs() -> NeedQuerySet:
    rows = Need.objects.of_people_here().filter(project=number("project"))
    rows = rows.exclude(member=number("me")).select_related("by", "member")
    return rows.order_by("due_on", "pk")


def _to_ask() -> QuerySet[Member]:
    answers = Consent.objects.filter(member=OuterRef("pk"), purpose=Consent.Purpose.NEEDS)
    lately = answers.filter(said_at__gte=moment("lately"))
    left_alone = answers.filter(answer=Consent.Answer.TAKEN_BACK)
    return others_here().exclude(Exists(lately)).exclude(Exists(left_alone))


_TO_ARRANGE = Prepared(_to_arrange)
_PROMISED = Prepared(lambda: first_of(_needs().promised()))
_UNANSWERED = Prepared(
    lambda: first_of(_needs().to_ask_about(on=day("on")).filter(done_at__isnull=False))
)
_TELLS = Prepared(lambda: who_would_tell(Consent.Purpose.NEEDS))
#: Each with ``all_count``, how many there are in all.
_TO_ASK = Prepared(
    lambda: first_of(_to_ask().annotate(all_count=Window(Count("*"))).order_by("known_as", "pk"))
)
