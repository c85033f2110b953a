"""What of a project is for everybody: nothing private, and no name but of those who said yes to that."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, F, QuerySet
from django.urls import Resolver404, resolve

from core.pages import Page, page_by_key
from decisions.models import Decision
from meetings.models import Meeting
from plan.models import Boundary, Step
from projects.models import Project
from questions.models import CommunityQuestion
from questions.outside import read_outside, said_outside

TITLES = 8
#: Questions to everybody on a page; the older ones are a link away.
ASKED = 3
#: Things that people said on a page; the older ones are a link away.
SAID = 3
#: Of the picture that other programs show beside a link to the page, in pixels: as they ask for it.
WIDE, HIGH = 1200, 630


@dataclass(frozen=True)
class PlanInShort:
    """The titles of the steps in hand, and how many are done and planned."""

    now: list[str]
    done: int
    planned: int


def plan_in_short(project: Project) -> PlanInShort:
    """Say in two queries where the plan stands."""
    in_hand = Step.objects.filter(
        project=project, state__in=[Step.State.DOING, Step.State.EXPLORING]
    )
    counts = dict(
        Step.objects.filter(project=project)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    return PlanInShort(
        now=list(in_hand.order_by("number").values_list("title", flat=True)[:TITLES]),
        done=counts.get(Step.State.DONE, 0),
        planned=counts.get(Step.State.PLANNED, 0),
    )


#: Meetings on the page; the calendar has more.
MEETINGS = 5
#: What can change, and what cannot, on the page.
LIMITS = 20
#: The calendar has meetings of so long ago, and at most so many.
BACK, MOST_IN_CALENDAR = timedelta(days=90), 500


def open_meetings(project: Project, *, now: datetime) -> list[Meeting]:
    """Return the next meetings to which everybody can come, the first first; also those that are called off."""
    rows = Meeting.objects.public().filter(project=project).not_over(now=now)
    return [] if project.has_ended else list(rows.order_by("on", "begins", "pk")[:MEETINGS])


def calendar_meetings(project: Project, *, on: date) -> list[Meeting]:
    """Return those that the calendar for everybody has: also what took place lately; none to come once it has ended."""
    rows = Meeting.objects.public().filter(project=project, on__gte=on - BACK)
    if project.has_ended:
        rows = rows.filter(on__lte=project.ended_on)
    return list(rows.select_related("project").order_by("on", "begins", "pk")[:MOST_IN_CALENDAR])


def public_boundaries(project: Project) -> list[Boundary]:
    """Return what can change and what cannot, as far as everybody may read it; what is open comes first."""
    rows = Boundary.objects.public().filter(project=project)
    return list(rows.order_by("-kind", "pk")[:LIMITS])


def decisions_in_force(project: Project) -> QuerySet[Decision]:
    """Return those that were chosen for everybody, with their newest version and ``maker_count``, never with names."""
    return (
        Decision.objects.filter(project=project)
        .in_force()
        .public()
        .select_related("current")
        .annotate(maker_count=F("current__maker_count"))
    )


def public_said(project: Project, *, after: str = "") -> Page:
    """
    Return a page of what people said and may be read by everybody, the newest first.

    Each row is a pair: a :class:`questions.outside.SaidOutside`, and the decision that came of it, in a line; empty
    when there is none, or when it was not chosen for everybody.
    """
    page = page_by_key(
        said_outside(project), key=("said_at", "id"), descending=True, after=after, size=SAID
    )
    rows = [read_outside(said) for said in page.rows]
    decided = _headlines(project, [row.address for row in rows])
    return replace(page, rows=[(row, decided.get(row.address, "")) for row in rows])


def asked_outside(project: Project, *, after: str = "", only: int | None = None) -> Page:
    """
    Return a page of what everybody is asked, the newest first; nothing once the project has ended.

    Each row is a pair: a :class:`questions.models.CommunityQuestion`, and the idea that it is about, as everybody reads
    it: a :class:`questions.outside.SaidOutside`, or None.

    :param only: the number of the one to return, wherever it stands.
    """
    rows = CommunityQuestion.objects.open().filter(project=project)
    rows = rows if only is None else rows.filter(pk=only)
    page = page_by_key(
        rows.none() if project.has_ended else rows,
        key=("asked_at", "id"),
        descending=True,
        after=after,
        size=ASKED,
    )
    ideas = said_outside(project).in_bulk([row.idea_id for row in page.rows if row.idea_id])
    pairs = [
        (row, read_outside(ideas[row.idea_id]) if row.idea_id else None)
        for row in page.rows
        if row.idea_id is None or row.idea_id in ideas
    ]
    return replace(page, rows=pairs)


def _headlines(project: Project, addresses: list[str]) -> dict[str, str]:
    """Return what was decided, by address, for those addresses that lead to a decision chosen for everybody."""
    places = {_decision_number(address): address for address in addresses}
    found = decisions_in_force(project).filter(number__in=[at for at in places if at is not None])
    return {places[row.number]: row.newest.headline for row in found}


def _decision_number(address: str) -> int | None:
    try:
        place = resolve(address)
    except Resolver404:
        return None
    is_decision = place.view_name == "decisions:decision_detail"
    return int(place.kwargs["number"]) if is_decision else None
