"""Who had a say that shows their name, proposed a decision or wrote one down, or said that one was not so."""

from datetime import date, datetime

from django.db.models import QuerySet

from decisions.models import DecisionVersion, MakerObjection, Proposal, ProposalSay
from projects.last_heard import SignOfLife, last_days
from projects.models import Member


def heard_from(members: QuerySet[Member], *, now: datetime) -> dict[int, date]:
    """
    Return who had a say with their name, proposed a decision, wrote one down, or objected to being named as a maker.

    A say without a name never counts, not even while it is kept whose it is so that they can change it. Who is named
    as a maker is named by somebody else.
    """
    named = ProposalSay.objects.filter(is_unnamed=False).exclude(says="")
    signs = (
        SignOfLife(named, "member", "said_at"),
        SignOfLife(DecisionVersion.objects.all(), "changed_by", "recorded_at"),
        SignOfLife(Proposal.objects.all(), "proposed_by", "proposed_at"),
        SignOfLife(MakerObjection.objects.filter(taken_back_at=None), "member", "at"),
    )
    return last_days(signs, members, now=now)
