"""What came of meetings: shown on their pages, and told on the pages of what came of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.came_up import AT, CameUp, Outcome, outcomes
from core.dates import long_date
from core.numbers import read_number
from meetings import permissions
from meetings.getters import how_it_was
from meetings.models import Meeting, MeetingOutcome
from meetings.services import keep_outcome
from projects.models import Project

#: An address names a meeting by this and its number.
_MEETING = "meeting:"
#: Of these it is told who was there when they came up, with so many names.
WHO_WAS_THERE = {"step"}
MOST_NAMES = 12


def came_up_here(project: Project, asked: str) -> CameUp | None:
    """Return the meeting that an address names; None when it is none that has begun."""
    number = read_number(asked.removeprefix(_MEETING)) if asked.startswith(_MEETING) else None
    meeting = project.meetings.filter(pk=number).first() if number is not None else None
    if meeting is None or not permissions.was_held(meeting, now=timezone.now()):
        return None
    meeting.project = project
    return _place(meeting)


def came_up_there(project: Project, kind: str, rows: Collection[int]) -> dict[int, CameUp]:
    """Return at which meeting each of these rows came up first, of those that did."""
    kept = MeetingOutcome.objects.filter(project=project, kind=kind, row__in=rows)
    found: dict[int, CameUp] = {}
    for outcome in kept.select_related("meeting").order_by("-pk"):
        outcome.meeting.project = project
        tells_who = kind in WHO_WAS_THERE and len(rows) == 1
        found[outcome.row] = _place(outcome.meeting, tells_who=tells_who)
    return found


def _place(meeting: Meeting, *, tells_who: bool = False) -> CameUp:
    words = _("%(title)s, %(day)s") % {"title": meeting.title, "day": long_date(meeting.on)}
    return CameUp(
        words=words,
        address=meeting.get_absolute_url(),
        on=meeting.on,
        who=_who_was_there(meeting) if tells_who else (),
        keep=lambda kind, row, **by: keep_outcome(meeting, kind=kind, row=row, **by),
    )


def _who_was_there(meeting: Meeting) -> tuple[str, ...]:
    how = how_it_was(meeting, me=None)
    names = [member.known_as for member in how.there[:MOST_NAMES]]
    if others := how.count - len(names):
        said = (
            ngettext("%(n)s other person", "%(n)s other people", others)
            if names
            else ngettext("%(n)s person", "%(n)s people", others)
        )
        names.append(said % {"n": others})
    return tuple(names)


@dataclass(frozen=True)
class Came:
    """
    One thing that came of a meeting: what it is, how it is called, how far it is, where it is read.

    ``pk``: of the outcome; ``state``: as :func:`core.templatetags.components.state_tag` names it, or empty.
    """

    pk: int
    name: str
    title: str
    state: str
    address: str


@dataclass(frozen=True)
class ToAdd:
    """Something that whoever looks at a meeting may add from there."""

    words: str
    address: str


@dataclass(frozen=True)
class CameOf:
    """What came of a meeting, as far as whoever looks at it may read it; ``has_others``: whether there is more."""

    shown: list[Came]
    has_others: bool


def what_came_of(meeting: Meeting) -> CameOf:
    """Return what came of a meeting, in the order in which it was written down."""
    kinds = {kind.kind: kind for kind in outcomes()}
    kept = list(MeetingOutcome.objects.filter(meeting=meeting, kind__in=kinds))
    found = _titles(meeting.project, [kinds[kind] for kind in {row.kind for row in kept}], kept)
    shown = []
    for row in kept:
        if (row.kind, row.row) in found:
            at, title, state = found[row.kind, row.row]
            kind = kinds[row.kind]
            address = kind.address(meeting.project, at)
            shown.append(Came(row.pk, str(kind.name), title, state, address))
    return CameOf(shown, has_others=len(shown) < len(kept))


def _titles(
    project: Project, kinds: Iterable[Outcome], kept: list[MeetingOutcome]
) -> dict[tuple[str, int], tuple[int, str, str]]:
    """Read all of them at once, whatever they are."""
    parts = [
        kind.rows(project)
        .filter(pk__in=[row.row for row in kept if row.kind == kind.kind])
        .annotate(of_kind=Value(kind.kind, output_field=CharField()))
        .order_by()
        for kind in kinds
    ]
    if not parts:
        return {}
    first, *others = parts
    rows = first.union(*others, all=True) if others else first
    return {(kind, pk): (at, title, state) for pk, at, title, state, kind in rows}


def what_to_add(meeting: Meeting) -> list[ToAdd]:
    """Return what whoever looks at a meeting may add of what came of it."""
    project = meeting.project
    asked = f"?{AT}={_MEETING}{meeting.pk}"
    return [
        ToAdd(str(kind.add), f"{reverse(kind.page, args=[project.slug])}{asked}")
        for kind in outcomes()
        if kind.may(project)
    ]
