"""Looks at who is involved beside the people map, and names what is missing. Reads only."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.models import Gap, Group, ParticipationReview
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

    Each in the form that ``ParticipationReview.snapshot`` keeps; in three queries, however many the projects are.
    """
    members = Member.objects.filter(project__in=projects)
    found: dict[int, dict[str, Any]] = {
        project: {"groups": [], "members": dict.fromkeys(_COUNTED, 0), "never_came": []}
        for project in projects
    }
    counts = {name: Count("pk", filter=rule) for name, rule in _COUNTED.items()}
    counted = members.order_by().values("project").annotate(**counts)
    for project, *numbers in counted.values_list("project", *_COUNTED):
        found[project]["members"] = dict(zip(_COUNTED, numbers, strict=True))
    groups = Group.objects.filter(project__in=projects).on_map().with_speakers()
    # Counted rows have lost the order of the model.
    kept = groups.order_by("name", "pk").values(*KEPT)
    for row in kept.annotate(of=F("project")):
        found[row.pop("of")]["groups"].append(row)
    never_came = members.invited().filter(invited_at__lte=now - TIME_TO_COME).order_by("pk")
    for pk, project, day in never_came.values_list("pk", "project", "invited_at"):
        invited_on = timezone.localdate(day).isoformat()
        found[project]["never_came"].append({"id": pk, "invited_on": invited_on})
    return found


def find_gaps(review: ParticipationReview) -> list[Gap]:
    """
    Return the gaps, not yet saved, that a review's snapshot shows.

    A group that should not be involved has none. ``what`` names no person: the pages of a review are for
    everybody, who was invited and did not come is for facilitators.
    """
    gaps = [
        Gap(review=review, kind=kind, group_id=group["id"], what=group["name"])
        for group in review.snapshot["groups"]
        if group["involve"] != Group.Involve.NO
        for kind in [_kind(group["speakers"])]
        if kind
    ]
    missing = review.snapshot["never_came"]
    words = ngettext(
        "%(count)d person was invited and has not come",
        "%(count)d people were invited and have not come",
        len(missing),
    ) % {"count": len(missing)}
    if len(missing) > NAMED_ONE_BY_ONE:
        return [*gaps, Gap(review=review, kind=Gap.Kind.NEVER_CAME, what=words)]
    return gaps + [
        Gap(
            review=review,
            kind=Gap.Kind.NEVER_CAME,
            member_id=person["id"],
            what=_("Somebody was invited and has not come"),
        )
        for person in missing
    ]


def _kind(speakers: int) -> str:
    """Return which gap a group has with so many people who can speak for it; empty for none."""
    return {0: Gap.Kind.NOBODY, 1: Gap.Kind.ONE}.get(speakers, "")
