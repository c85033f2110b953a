"""Proposals and what people say of them, in few words."""

from datetime import timedelta

from decisions.models import Proposal, ProposalSay
from decisions.rounds import show_open
from decisions.services import WhatIsSaid, have_say, propose_decision
from tests import factories
from tests.factories import DAY, NOW


def a_proposal(project, by, **words):
    """Propose a decision through the service; ``words`` replace what it says."""
    said = {
        "what": "Two recliners in the side room, from midnight to six",
        "why": "People who wait more than six hours lie on the floor.",
        "open_until": DAY + timedelta(days=7),
        "now": NOW,
    }
    return propose_decision(project, by=by, **{**said, **words})


def say(proposal, member, says="agree", words="", *, by=None, unnamed=False, now=NOW, **more):
    """Have a say in a proposal as it is worded now."""
    proposal = Proposal.objects.get(pk=proposal.pk)
    said = WhatIsSaid(proposal.wording, says, words, unnamed, **more)
    return have_say(proposal, member=member, by=by or member, said=said, now=now)


def people(project, count):
    return factories.MemberFactory.create_batch(count, project=project)


def shown(proposal):
    """What is shown of an open proposal."""
    proposal = Proposal.objects.get(pk=proposal.pk)
    return show_open(proposal.says.select_related("member"), wording=proposal.wording)


def saying(proposal):
    """What is kept: of whom, and what."""
    rows = ProposalSay.objects.filter(proposal=proposal).order_by("says", "words")
    return [(row.member and row.member.known_as, row.says, row.words) for row in rows]
