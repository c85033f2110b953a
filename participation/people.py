"""Reads the people of a project for its pages: one page of members, and how many there are of which kind."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from core.pages import PAGE_SIZE
from core.prepared import Prepared, number, totals
from outbox.models import Channel, Preference
from projects.models import Member, MemberQuerySet, Project
from projects.models.members import is_gone, is_invited, takes_part


class Show(StrEnum):
    """Which members a list shows; all but the first are for facilitators."""

    HERE = ""
    INVITED = "invited"
    NO_EMAIL = "no-email"
    GONE = "gone"


@dataclass(frozen=True)
class ListedPerson:
    """One row of the list: words ready to print, so that a row costs few template tags."""

    pk: int
    known_as: str
    is_facilitator: bool
    experience: str
    invited_at: datetime | None
    hears_by: str
    is_by_email: bool


@dataclass(frozen=True)
class PeoplePage:
    """A page of people. ``after`` and ``before`` are the ids that its neighbours start from; 0 for none."""

    people: list[ListedPerson]
    after: int = 0
    before: int = 0


def count_people(project: Project) -> dict[str, int]:
    """Count the members who take part, who were invited, who have no email, and who left or declined."""
    found: dict[str, int] = _COUNTS.first(project=project.pk)
    return {name: count for name, count in found.items() if name != "all_rows"}


_COUNTS = Prepared(
    lambda: totals(
        Member.objects.filter(project=number("project")),
        here=Count("pk", filter=takes_part()),
        facilitators=Count("pk", filter=takes_part() & Q(role="facilitator")),
        invited=Count("pk", filter=is_invited()),
        no_email=Count("pk", filter=takes_part() & Q(user=None)),
        gone=Count("pk", filter=is_gone()),
    )
)


def list_people(
    project: Project, *, show: Show, words: str = "", after: str = "", before: str = ""
) -> PeoplePage:
    """
    Return 25 members in the order of their names.

    The page starts after (or ends before) a member, named by id: names do not belong into addresses.
    """
    rows = _shown(Member.objects.filter(project=project), show)
    if words:
        rows = rows.named(words)
    ordered = rows.annotate(sort_name=Lower("known_as"))
    is_back = bool(before)
    if start := _place(project, before or after):
        way = "lt" if is_back else "gt"
        name, pk = start
        ordered = ordered.filter(
            Q(**{f"sort_name__{way}": name}) | Q(**{"sort_name": name, f"pk__{way}": pk})
        )
    order = ("-sort_name", "-pk") if is_back else ("sort_name", "pk")
    found = list(ordered.select_related("preference").order_by(*order)[: PAGE_SIZE + 1])
    more, kept = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if is_back:
        kept.reverse()
    if not kept:
        return PeoplePage([])
    return PeoplePage(
        people=[_person(member) for member in kept],
        after=kept[-1].pk if is_back or more else 0,
        before=kept[0].pk if (more if is_back else start) else 0,
    )


def _shown(rows: MemberQuerySet, show: Show) -> MemberQuerySet:
    if show == Show.INVITED:
        return rows.invited()
    if show == Show.GONE:
        return rows.gone()
    return rows.taking_part().without_email() if show == Show.NO_EMAIL else rows.taking_part()


def _place(project: Project, key: str) -> tuple[str, int] | None:
    """Return the name and id of the member at which a page starts; None when there is no such member."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    found: tuple[str, int] | None = (
        Member.objects.filter(project=project, pk=int(key))
        .annotate(sort_name=Lower("known_as"))
        .values_list("sort_name", "pk")
        .first()
    )
    return found


def _person(member: Member) -> ListedPerson:
    channel = Channel(Preference.of(member).reach)
    return ListedPerson(
        pk=member.pk,
        known_as=member.known_as,
        is_facilitator=member.is_facilitator,
        experience=experience_words(member) if member.experience_answered_at else "",
        invited_at=member.invited_at,
        hears_by=str(channel.label),
        is_by_email=channel == Channel.EMAIL,
    )


def experience_words(member: Member) -> str:
    """Say which kinds of experience a member brings, or that they have not said."""
    if member.experience_answered_at is None:
        return _("not said yet")
    words = [str(kind.label).partition(" ")[0] for kind in member.experience]
    return ", ".join(words) or _("none of these kinds")
