"""What is known of needs without opening them: for lists, the pages of a member, and what is asked of people."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from participation.models import Consent, Need, NeedsReader, NeedsReading, ReviewRhythm
from participation.reaching import reach_of
from participation.services import ASK_AGAIN_WEEKS
from projects.models import Member, Project

#: So many are shown of each list; the others come up when these are done.
MOST = 100


def said_by(member: Member) -> Consent | None:
    """Return what a member answered to the question what they need; None when they were not asked yet."""
    rows = member.consents.filter(purpose=Consent.Purpose.NEEDS)
    found: Consent | None = rows.select_related("entered_by").first()
    return found


def readers_of(member: Member) -> dict[int, str]:
    """Return who may read what a member needs, and runs the project still: their names, by their numbers."""
    rows = NeedsReader.objects.current().filter(member=member)
    rows = rows.order_by("reader__known_as", "reader")
    return dict(rows.values_list("reader", "reader__known_as"))


def readings_of(member: Member) -> QuerySet[NeedsReading]:
    """Return each time somebody looked at what a member needs, the last first."""
    rows = NeedsReading.objects.filter(member=member).select_related("by")
    return rows.order_by("-at", "-pk")


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
        "promised": _some(needs.promised()),
        "unanswered": _some(needs.to_ask_about(on=on).filter(done_at__isnull=False)),
        "tells": _some(tells.order_by("known_as", "pk"), with_reach=True),
        "to_ask": _some(to_ask.order_by("known_as", "pk")),
        "to_ask_count": to_ask.count(),
    }


def _to_arrange(here: QuerySet[Member]) -> dict[str, Any]:
    """Return whose needs nobody arranges, with how many; who said it first on top."""
    changed = Q(needs__promised_at__lt=F("needs__said_at"))
    open_ones = ~Q(needs__met=Need.Met.YES) & (Q(needs__by=None) | changed)
    some = Q(needs__isnull=False) & open_ones
    rows: Any = here.annotate(
        number=Count("needs", filter=some), since=Min("needs__said_at", filter=some)
    )
    return _some(rows.filter(number__gt=0).order_by("since", "pk"))


def _some(rows: Iterable[Any], *, with_reach: bool = False) -> dict[str, Any]:
    """Return as many as are shown, and whether there are more."""
    found: list[Any] = list(rows[: MOST + 1])  # type: ignore[index]  # a query, which is cut there
    shown = found[:MOST]
    if with_reach:
        shown = [(one, *reach_of(one)) for one in shown]
    return {"rows": shown, "has_more": len(found) > MOST}
