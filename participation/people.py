"""Reads the people of a project for its pages: one page of members, and how many there are of which kind."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.pages import Page, begin_list, page_by_key
from core.prepared import Hole, Prepared, number, totals
from outbox.audience import is_cut_off
from outbox.models import Channel, Preference
from projects.models import Member, MemberQuerySet, Project
from projects.models.members import is_gone, is_invited, takes_part

#: The order of the people.
BY_NAME = ("sort_name", "pk")
_REACH = ("user__refused", "preference")


class Show(StrEnum):
    """Which members a list shows; all but the first are for facilitators."""

    HERE = ""
    INVITED = "invited"
    NO_EMAIL = "no-email"
    CUT_OFF = "cut-off"
    GONE = "gone"


@dataclass(frozen=True)
class ListedPerson:
    """One row of the list: words ready to print, so that a row costs few template tags."""

    pk: int
    known_as: str
    is_facilitator: bool
    experience: str
    invited_at: datetime | None
    #: How they hear, when it is not by email.
    hears_by: str


def count_people(project: Project) -> dict[str, int]:
    """Count the members who take part, who were invited, whom no email reaches, and who left or declined."""
    found: dict[str, int] = _COUNTS.first(project=project.pk)
    return {name: count for name, count in found.items() if name != "all_rows"}


_COUNTS = Prepared(
    lambda: totals(
        Member.objects.filter(project=number("project")),
        here=Count("pk", filter=takes_part()),
        facilitators=Count("pk", filter=takes_part() & Q(role="facilitator")),
        invited=Count("pk", filter=is_invited()),
        no_email=Count("pk", filter=takes_part() & Q(user=None)),
        # Read from the few addresses that take no emails: joined, each member's user and choice would be read.
        cut_off=Count("pk", filter=Q(pk__in=Member.objects.filter(is_cut_off()).values("pk"))),
        gone=Count("pk", filter=is_gone()),
    )
)


def list_people(
    project: Project, *, show: Show, words: str = "", after: str = "", before: str = ""
) -> Page:
    """Return a page of members in the order of their names, each as a :class:`ListedPerson`."""
    members = _members(project)
    rows = _shown(members, show)
    if words:
        rows = rows.named(words)
    is_usual = show == Show.HERE and not words
    page = page_by_key(
        rows.select_related(*_REACH),
        key=BY_NAME,
        places=members,
        after=after,
        before=before,
        first=partial(_FIRST.all, project=project.pk) if is_usual else None,
    )
    return replace(page, rows=[_person(member) for member in page.rows])


def _members(project: Project | Hole) -> MemberQuerySet:
    rows: MemberQuerySet = Member.objects.filter(project=project)
    return rows.annotate(sort_name=Lower("known_as"))


_FIRST = Prepared(
    lambda: begin_list(
        _shown(_members(number("project")), Show.HERE).select_related(*_REACH), BY_NAME
    )
)


def _shown(rows: MemberQuerySet, show: Show) -> MemberQuerySet:
    if show == Show.INVITED:
        return rows.invited()
    if show == Show.GONE:
        return rows.gone()
    if show == Show.CUT_OFF:
        return rows.filter(is_cut_off())
    return rows.taking_part().without_email() if show == Show.NO_EMAIL else rows.taking_part()


def _person(member: Member) -> ListedPerson:
    channel = Preference.reach_of(member)
    return ListedPerson(
        pk=member.pk,
        known_as=member.known_as,
        is_facilitator=member.is_facilitator,
        experience=capfirst(experience_words(member)) if member.experience_answered_at else "",
        invited_at=member.invited_at,
        hears_by="" if channel == Channel.EMAIL else str(Channel(channel).label),
    )


def experience_words(member: Member) -> str:
    """Say which kinds of experience a member brings, or that they have not said."""
    if member.experience_answered_at is None:
        return _("not said yet")
    words = [str(kind.label).partition(" ")[0] for kind in member.experience]
    return ", ".join(words) or _("none of these kinds")
