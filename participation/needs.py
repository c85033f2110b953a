"""What is known of needs without opening them: for lists, the pages of a member, and what is asked of people."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from participation.models import Consent, Need, ReviewRhythm
from participation.reaching import reach_of
from participation.services import ASK_AGAIN_WEEKS
from projects.models import Member, Project

#: So many are shown of each list; the others come up when these are done.
MOST = 25


def list_needs(project: Project, *, me: Member, on: date, now: datetime) -> dict[str, Any]:
    """
    Return of the people who take part, but for whoever looks: with something to arrange, with something promised, with
    something arranged of which we don't know yet whether it works, who would rather tell somebody, and who was not
    asked in the last rhythm. Each is a list, and whether there are more.
    """
    here = project.members.taking_part().exclude(pk=me.pk)
    here = here.select_related("user__refused", "preference")
    answers = Consent.objects.filter(member=OuterRef("pk"), purpose=Consent.Purpose.NEEDS)
    rhythm = ReviewRhythm.objects.filter(project=project, is_paused=False).first()
    weeks = rhythm.every_weeks if rhythm else ASK_AGAIN_WEEKS
    lately = answers.filter(said_at__gte=now - timedelta(weeks=weeks))
    left_alone = answers.filter(answer=Consent.Answer.TAKEN_BACK)
    tells = here.filter(Exists(answers.filter(answer=Consent.Answer.TELL)))
    to_ask = here.exclude(Exists(lately)).exclude(Exists(left_alone))
    needs = Need.objects.of_people_here().filter(project=project).exclude(member=me)
    needs = needs.select_related("by", "member").order_by("due_on", "pk")
    return {
        "to_arrange": _to_arrange(here),
        "promised": some(needs.promised()),
        "unanswered": some(needs.to_ask_about(on=on).filter(done_at__isnull=False)),
        "tells": some(tells.order_by("known_as", "pk"), with_reach=True),
        "to_ask": some(to_ask.order_by("known_as", "pk")),
        "to_ask_count": to_ask.count(),
    }


def _to_arrange(here: QuerySet[Member]) -> dict[str, Any]:
    """Return whose needs nobody arranges, with how many; who said it first on top."""
    rows: Any = here.filter(needs__in=Need.objects.to_arrange())
    rows = rows.annotate(number=Count("needs"), since=Min("needs__said_at"))
    return some(rows.order_by("since", "pk"))


def some(rows: Iterable[Any], *, with_reach: bool = False) -> dict[str, Any]:
    """Return as many as are shown, each with how to reach them where that is asked, and whether there are more."""
    found: list[Any] = list(rows[: MOST + 1])  # type: ignore[index]  # a query, which is cut there
    shown = found[:MOST]
    if with_reach:
        shown = [(one, *reach_of(one)) for one in shown]
    return {"rows": shown, "has_more": len(found) > MOST}
