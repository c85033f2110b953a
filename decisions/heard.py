"""Who has not been heard of a proposal yet: how many, and which groups; never by name."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from decisions.models import Proposal, ProposalSay
from participation.models import Group
from projects.models import Member

#: So many groups are named.
GROUPS_NAMED = 10


@dataclass(frozen=True)
class NotHeard:
    """How many of those who take part have not said anything of the present words, and of which groups nobody has."""

    people: int
    without_email: int
    groups: list[Group]


def not_heard(proposal: Proposal) -> NotHeard:
    """Count whom we haven't heard from, in two queries."""
    said = ProposalSay.objects.filter(proposal=proposal, wording=proposal.wording)
    here = Member.objects.taking_part().filter(project=proposal.project_id)
    waiting = list(
        here.exclude(pk__in=said.exclude(member=None).values("member")).values_list(
            "user", flat=True
        )
    )
    # Of those who don't show their name there, this would say for whom they speak.
    speakers = here.filter(speaks_for__group=OuterRef("pk"), speaks_for__is_named=True)
    heard = Exists(speakers.filter(pk__in=said.exclude(member=None).values("member")))
    groups = (
        Group.objects.on_map()
        .filter(Exists(speakers), ~heard, project=proposal.project_id)
        .order_by("name", "pk")
    )
    without_email = sum(user is None for user in waiting)
    return NotHeard(len(waiting), without_email, list(groups[:GROUPS_NAMED]))
