"""Reads one look at who is missing: what was found, what is owed, and what became of what the look before promised."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ballots.disclosure import FEWEST
from core.prepared import Prepared, day, number
from participation.heard_from import heard_since
from participation.models import Gap, Group, ParticipationReview
from participation.owed import read_owed
from projects.models import Member, Project

Kind = Gap.Kind


@dataclass(frozen=True)
class FoundGap:
    """
    A gap as somebody may see it.

    ``people``: from whom we had not heard, for facilitators; ``heard``: those of them from whom we have by now;
    ``short``: how many of a group were here, and should be, in words; ``by_now``: who has come since, in words, while
    the look is open; ``is_late``: its action is, for facilitators.
    """

    gap: Gap
    title: str
    people: tuple[Member, ...] = ()
    heard: tuple[Member, ...] = ()
    short: str = ""
    by_now: str = ""
    is_late: bool = False

    @property
    def is_open(self) -> bool:
        return self.gap.outcome == Gap.Outcome.OPEN


def read_look(
    project: Project, review: ParticipationReview, *, me: Member | None, now: datetime
) -> dict[str, Any]:
    """
    Return what the page of a look shows, on paper and as a PDF, too.

    :param me: the facilitator who looks, who sees names; None for everybody else.
    """
    on = timezone.localdate(now)
    beside = {"project": project.pk, "day": review.due_on}
    before, after = _BEFORE.first(**beside), _AFTER.first(**beside)
    gaps = _GAPS.all(review=review.pk)
    return {
        "review": review,
        "found": _found(review, gaps, me=me, now=now),
        "open_count": sum(gap.outcome == Gap.Outcome.OPEN for gap in gaps),
        "owed": read_owed(project, review, me=me, on=on),
        "last": _shown(before, _GAPS.all(review=before.pk), me=me, on=on) if before else [],
        "before": before,
        "after": after,
        "today": on,
    }


def _beside(order: str, **than: Any) -> QuerySet[ParticipationReview]:
    rows = ParticipationReview.objects.filter(project=number("project"), **than)
    return rows.order_by(order)[:1]


_BEFORE = Prepared(lambda: _beside("-due_on", due_on__lt=day("day")))
_AFTER = Prepared(lambda: _beside("due_on", due_on__gt=day("day")))
_GAPS = Prepared(
    lambda: Gap.objects.filter(review=number("review")).select_related(
        "action__owner", "member", "group"
    )
)


def _found(
    review: ParticipationReview, gaps: list[Gap], *, me: Member | None, now: datetime
) -> list[FoundGap]:
    """Return what was found; while the look is open, also who has come by now, and from whom we have heard."""
    quiet, heard = [], set()
    if me and any(gap.kind == Kind.QUIET for gap in gaps):
        numbers = review.snapshot.get("quiet", [])
        quiet = list(Member.objects.taking_part().filter(pk__in=numbers).order_by("known_as", "pk"))
        if not review.finished_at:
            heard = heard_since(quiet, opened_at=review.opened_at, now=now)
    people = tuple(one for one in quiet if one.pk not in heard)
    heard_by_now = tuple(one for one in quiet if one.pk in heard)
    found = _shown(
        review, gaps, me=me, on=timezone.localdate(now), people=people, heard=heard_by_now
    )
    return found if review.finished_at else _with_who_came(review, found, me=me)


def _with_who_came(
    review: ParticipationReview, found: list[FoundGap], *, me: Member | None
) -> list[FoundGap]:
    """Say of what was found who has come since the look began."""
    groups = [row.gap.group_id for row in found if row.gap.group_id]
    speakers = dict(
        Group.objects.filter(pk__in=groups).with_speakers().values_list("pk", "speakers").order_by()
    )
    then = {group["id"]: group["speakers"] for group in review.snapshot.get("groups", [])}
    return [replace(row, by_now=_by_now(row.gap, speakers, then, me)) for row in found]


def _by_now(gap: Gap, speakers: dict[int, int], then: dict[int, int], me: Member | None) -> str:
    """Say who has come since, in a sentence; empty for nobody."""
    if me and gap.kind == Kind.NEVER_CAME and gap.member and gap.member.is_taking_part:
        return _("By now they have come.")
    number = speakers.get(gap.group_id or 0, 0)
    if number <= then.get(gap.group_id or 0, number):
        return ""
    words = ngettext(
        "By now, %(n)d person can speak for them.",
        "By now, %(n)d people can speak for them.",
        number,
    )
    return words % {"n": number}


def _shown(
    review: ParticipationReview,
    gaps: Iterable[Gap],
    *,
    me: Member | None,
    on: date,
    people: tuple[Member, ...] = (),
    heard: tuple[Member, ...] = (),
) -> list[FoundGap]:
    groups = {group["id"]: group for group in review.snapshot.get("groups", [])}
    return [
        FoundGap(
            gap=gap,
            title=_title(gap, me),
            people=people if gap.kind == Kind.QUIET else (),
            heard=heard if gap.kind == Kind.QUIET else (),
            short=_short(groups.get(gap.group_id, {})),
            is_late=bool(me and gap.action and not gap.action.done_at and gap.action.due_on < on),
        )
        for gap in gaps
        if may_be_told(gap, review, me)
    ]


def may_be_told(gap: Gap, review: ParticipationReview, me: Member | None) -> bool:
    """Whether somebody may know of a gap: that we have not heard from a few, only facilitators know."""
    return bool(me) or gap.kind != Kind.QUIET or quiet_told(review) > 0


def quiet_told(review: ParticipationReview) -> int:
    """Return from how many people we had not heard, as everybody may know it: 0 for fewer than five."""
    quiet = len(review.snapshot.get("quiet", []))
    return quiet if quiet >= FEWEST else 0


def _title(gap: Gap, me: Member | None) -> str:
    """Return what was found; who was invited and has not come is named to facilitators."""
    if me and gap.kind == Kind.NEVER_CAME and gap.member:
        return _("%(name)s was invited and has not come") % {"name": gap.member.known_as}
    return gap.what


def _short(group: dict[str, Any]) -> str:
    """Say how many of a group were here that day, and how many should be; empty where nobody was short."""
    if "short_at" not in group:
        return ""
    words = (
        _("Here that day: %(short_at)d. A few should be.")
        if group["should_be_a_few"]
        else _("Here that day: %(short_at)d. It should be %(should_be_here)d.")
    )
    return words % group
