"""What is known of needs without opening them: for lists, the pages of a member, and what is asked of people."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from participation.models import Consent, Need, NeedsReader, NeedsReading, ReviewRhythm
from participation.reaching import reach_of
from participation.services import ASK_AGAIN_WEEKS
from projects.models import Member, Project

#: So many looks are shown.
MOST_READINGS = 20
#: So many people are shown of each list.
MOST = 50


def said_by(member: Member) -> Consent | None:
    """Return what a member answered to the question what they need; None when they were not asked yet."""
    rows = member.consents.filter(purpose=Consent.Purpose.NEEDS)
    found: Consent | None = rows.select_related("entered_by").first()
    return found


def readers_of(member: Member) -> dict[int, str]:
    """Return who may read what a member needs, and runs the project still: their names, by their numbers."""
    rows = NeedsReader.objects.current().filter(member=member)
    return dict(
        rows.order_by("reader__known_as", "reader").values_list("reader", "reader__known_as")
    )


def readings_of(member: Member) -> QuerySet[NeedsReading]:
    """Return who looked at what a member needs, the last first."""
    rows = NeedsReading.objects.filter(member=member).select_related("by")
    return rows.order_by("-at", "-pk")[:MOST_READINGS]


def list_needs(project: Project, *, now: datetime) -> dict[str, Any]:
    """
    Return of the people who take part: with something to arrange, with something promised, who would rather tell
    somebody, and who was not asked in the last rhythm; each with how many more there are.
    """
    here = project.members.taking_part().select_related("user", "preference")
    answers = Consent.objects.filter(member=OuterRef("pk"), purpose=Consent.Purpose.NEEDS)
    rhythm = ReviewRhythm.objects.filter(project=project, is_paused=False).first()
    weeks = rhythm.every_weeks if rhythm else ASK_AGAIN_WEEKS
    lately = answers.filter(said_at__gte=now - timedelta(weeks=weeks))
    left_alone = answers.filter(answer=Consent.Answer.TAKEN_BACK)
    tells = answers.filter(answer=Consent.Answer.TELL)
    to_ask = here.exclude(Exists(lately)).exclude(Exists(left_alone))
    return {
        "to_arrange": _to_arrange(here),
        "promised": _promises(project),
        "tells": [(one, *reach_of(one)) for one in _by_name(here.filter(Exists(tells)))],
        "to_ask": _by_name(to_ask),
        "to_ask_count": to_ask.count(),
    }


def _to_arrange(here: QuerySet[Member]) -> list[Member]:
    """Return whose needs nobody arranges, with how many; who said it first on top."""
    changed = Q(needs__promised_at__lt=F("needs__said_at"))
    open_ones = ~Q(needs__met=Need.Met.YES) & (Q(needs__by=None) | changed)
    some = Q(needs__isnull=False) & open_ones
    rows: Any = here.annotate(
        number=Count("needs", filter=some), since=Min("needs__said_at", filter=some)
    )
    return list(rows.filter(number__gt=0).order_by("since", "pk")[:MOST])


def _promises(project: Project) -> list[Need]:
    rows = Need.objects.of_people_here().promised().filter(project=project)
    return list(rows.select_related("by", "member").order_by("due_on", "pk")[:MOST])


def _by_name(rows: QuerySet[Member]) -> list[Member]:
    return list(rows.order_by("known_as", "pk")[:MOST])
