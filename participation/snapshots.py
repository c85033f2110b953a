"""Looks at who is involved beside the people map, and names what is missing. Reads only."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.heard_from import quiet_members
from participation.models import Gap, Group, ParticipationReview
from participation.owed import count_owed
from projects.models import Experience, Member
from projects.models.members import has_come, is_gone, is_invited, takes_part

#: Somebody invited this recently may still come.
TIME_TO_COME = timedelta(days=14)
#: Up to so many people who never came get a gap each; more of them share one.
NAMED_ONE_BY_ONE = 5


#: What is kept of each group. Looks that began before the last four were kept lack these.
KEPT = (
    *("id", "name", "sector", "involve", "speakers"),
    *("say_today", "say_wanted", "should_be_here", "should_be_a_few"),
)
_CAME = takes_part()
#: What is counted of the members: each a rule.
_COUNTED = {
    "taking_part": _CAME,
    "facilitators": _CAME & Q(role="facilitator"),
    "participants": _CAME & Q(role="participant"),
    "without_email": _CAME & Q(user=None),
    "experience_not_said": _CAME & Q(experience_answered_at=None),
    "invited": is_invited(),
    "left": has_come() & is_gone(),
    "declined": ~has_come() & is_gone(),
    **{kind.value: _CAME & Q(**{f"has_{kind.value}_experience": True}) for kind in Experience},
}


def take_snapshots(projects: Collection[int], *, now: datetime) -> dict[int, dict[str, Any]]:
    """
    Return what map and members of these projects look like now, by the number of the project.

    Each in the form that ``ParticipationReview.snapshot`` keeps; in as many queries, however many the projects are.
    """
    members = Member.objects.filter(project__in=projects)
    owed = count_owed(projects, on=timezone.localdate(now))
    found = {
        project: {**of_map, "never_came": [], "stopped": 0, "quiet": [], "owed": owed[project]}
        for project, of_map in take_maps(projects).items()
    }
    never_came = members.invited().filter(invited_at__lte=now - TIME_TO_COME).order_by("pk")
    for pk, project, day in never_came.values_list("pk", "project", "invited_at"):
        invited_on = timezone.localdate(day).isoformat()
        found[project]["never_came"].append({"id": pk, "invited_on": invited_on})
    for project, number in _stopped(projects, now=now):
        found[project]["stopped"] = number
    for project, member in quiet_members(projects, now=now):
        found[project]["quiet"].append(member)
    return found


def take_maps(projects: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return the part of the snapshots that is on the map: the groups, and how many members are of which kind."""
    found: dict[int, dict[str, Any]] = {
        project: {"groups": [], "members": dict.fromkeys(_COUNTED, 0)} for project in projects
    }
    counts = {name: Count("pk", filter=rule) for name, rule in _COUNTED.items()}
    members = Member.objects.filter(project__in=projects).order_by()
    counted = members.values("project").annotate(**counts)
    for project, *numbers in counted.values_list("project", *_COUNTED):
        found[project]["members"] = dict(zip(_COUNTED, numbers, strict=True))
    for project, row in _groups(projects):
        found[project]["groups"].append(row)
    return found


def _groups(projects: Collection[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the groups on the map, each with its project, in the order of their names."""
    groups = Group.objects.filter(project__in=projects)
    short = dict(groups.order_by().short_of().values_list("pk", "people_here"))
    # Counted rows have lost the order of the model.
    kept = groups.on_map().with_speakers().order_by("name", "pk")
    for row in kept.values(*KEPT, of=F("project")):
        project = row.pop("of")
        yield project, row | ({"short_at": short[row["id"]]} if row["id"] in short else {})


def _stopped(projects: Collection[int], *, now: datetime) -> Iterable[tuple[int, int]]:
    """Return for projects how many came and left since their last look was opened, or ever, where it is the first."""
    looks = ParticipationReview.objects.filter(project=OuterRef("project"), opened_at__lt=now)
    last = looks.order_by().values("project").annotate(last=Max("opened_at")).values("last")
    gone = Member.objects.filter(has_come() & is_gone(), project__in=projects, left_at__lte=now)
    since = gone.annotate(looked_at=Subquery(last)).filter(
        Q(looked_at=None) | Q(left_at__gt=F("looked_at"))
    )
    return since.order_by().values_list("project").annotate(Count("pk"))


def find_gaps(review: ParticipationReview) -> list[Gap]:
    """
    Return the gaps, not yet saved, that a review's snapshot shows.

    A group that should not be involved has none, and each other group one at most. ``what`` names no person: the pages
    of a review are for everybody, who never came and from whom we have not heard is for facilitators.
    """
    gaps = [
        Gap(review=review, kind=kind, group_id=group["id"], what=group["name"])
        for group in review.snapshot["groups"]
        if group["involve"] != Group.Involve.NO
        for kind in [_kind(group)]
        if kind
    ]
    return [*gaps, *_never_came(review), *_stopped_or_quiet(review)]


def _never_came(review: ParticipationReview) -> list[Gap]:
    missing = review.snapshot["never_came"]
    words = ngettext(
        "%(count)d person was invited and has not come",
        "%(count)d people were invited and have not come",
        len(missing),
    ) % {"count": len(missing)}
    if len(missing) > NAMED_ONE_BY_ONE:
        return [Gap(review=review, kind=Gap.Kind.NEVER_CAME, what=words)]
    return [
        Gap(
            review=review,
            kind=Gap.Kind.NEVER_CAME,
            member_id=person["id"],
            what=_("Somebody was invited and has not come"),
        )
        for person in missing
    ]


def _stopped_or_quiet(review: ParticipationReview) -> list[Gap]:
    """One gap for all who left, and one for all from whom we have not heard: neither says who."""
    stopped, quiet = review.snapshot["stopped"], len(review.snapshot["quiet"])
    words = {
        Gap.Kind.LEFT: (
            stopped,
            ngettext(
                "%(count)d person came and has stopped",
                "%(count)d people came and have stopped",
                stopped,
            ),
        ),
        Gap.Kind.QUIET: (
            quiet,
            ngettext(
                "We haven’t heard from %(count)d person for twelve weeks",
                "We haven’t heard from %(count)d people for twelve weeks",
                quiet,
            ),
        ),
    }
    return [
        Gap(review=review, kind=kind, what=what % {"count": count})
        for kind, (count, what) in words.items()
        if count
    ]


def _kind(group: dict[str, Any]) -> str:
    """Return the one gap that a group of a snapshot has; empty for none. "Short" is for those of more than one."""
    few = {0: Gap.Kind.NOBODY, 1: Gap.Kind.ONE}
    return few.get(group["speakers"], Gap.Kind.SHORT if "short_at" in group else "")
