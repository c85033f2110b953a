"""Looks at who is involved beside the people map, and names what is missing. Reads only."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.models import Gap, Group, ParticipationReview
from projects.models import Experience, Member, Project
from projects.models.members import has_come, is_gone, is_invited, takes_part

#: Somebody invited this recently may still come.
TIME_TO_COME = timedelta(days=14)
#: Up to so many people who never came get a gap each; more of them share one.
NAMED_ONE_BY_ONE = 5


def take_snapshot(project: Project, *, now: datetime) -> dict[str, Any]:
    """Return what the map and the members look like now, in the form that ``ParticipationReview.snapshot`` keeps."""
    members = Member.objects.filter(project=project)
    came = takes_part()
    counts = members.aggregate(
        taking_part=Count("pk", filter=came),
        facilitators=Count("pk", filter=came & Q(role="facilitator")),
        participants=Count("pk", filter=came & Q(role="participant")),
        without_email=Count("pk", filter=came & Q(user=None)),
        experience_not_said=Count("pk", filter=came & Q(experience_answered_at=None)),
        invited=Count("pk", filter=is_invited()),
        left=Count("pk", filter=has_come() & is_gone()),
        declined=Count("pk", filter=~has_come() & is_gone()),
        **{
            kind.value: Count("pk", filter=came & Q(**{f"has_{kind.value}_experience": True}))
            for kind in Experience
        },
    )
    never_came = members.invited().filter(invited_at__lte=now - TIME_TO_COME).order_by("pk")
    return {
        "groups": list(
            Group.objects.filter(project=project)
            .on_map()
            .with_speakers()
            # Counted rows have lost the order of the model.
            .order_by("name", "pk")
            .values("id", "name", "sector", "involve", "speakers")
        ),
        "members": counts,
        "never_came": [
            {"id": person.pk, "invited_on": timezone.localdate(day).isoformat()}
            for person in never_came
            if (day := person.invited_at)
        ],
    }


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
