"""What is locked while people have a say: who locks it, and how it is called."""

from typing import Any
from uuid import uuid4

from decisions import services as decisions
from decisions.models import Proposal, ProposalSay
from decisions.services import Maker, WhatIsSaid
from tests.factories import DAY, NOW, a_decision

#: Those that lock a proposal without `_hold`.
HOLD_THEMSELVES = {"decisions.change_proposal", "decisions.hold_open"}


def _proposal(rows: Any) -> Proposal:
    return rows(Proposal, "proposal")


def _say(rows: Any) -> ProposalSay:
    return _proposal(rows).says.get(member=rows.member)


def _close(rows: Any) -> Any:
    row = _say(rows)
    ProposalSay.objects.filter(pk=row.pk).update(reply="We will.", reply_to=row.words)
    return decisions.close_proposal(_proposal(rows), by=rows.by, wording=1, how="Together", now=NOW)


def _hold_open(rows: Any) -> None:
    with decisions.hold_open(_proposal(rows)):
        pass


def _made(rows: Any) -> Any:
    return a_decision(rows.project, rows.by, makers=[Maker(rows.by), Maker(rows.member)])


OF_PROJECTS = {
    "decisions.choose_who_proposes": lambda r: decisions.choose_who_proposes(
        r.project, who="everybody"
    ),
    "decisions.propose_decision": lambda r: decisions.propose_decision(
        r.project, by=r.by, what="W", why="Y", open_until=DAY, sent_key=uuid4(), now=NOW
    ),
}
OF_DECISIONS = {
    "decisions.object_to_naming": lambda r: decisions.object_to_naming(
        _made(r), member=r.member, words="W", now=NOW
    ),
}
OF_PROPOSALS = {
    "decisions.change_proposal": lambda r: decisions.change_proposal(
        _proposal(r), revision=1, why="Y", by=r.by, now=NOW
    ),
    "decisions.close_proposal": _close,
    "decisions.hold_open": _hold_open,
    "decisions.have_say": lambda r: decisions.have_say(
        _proposal(r), member=r.member, by=r.member, said=WhatIsSaid(1, "agree"), now=NOW
    ),
    "decisions.put_down_proposal": lambda r: decisions.put_down_proposal(
        _proposal(r), by=r.by, why="Y", now=NOW
    ),
    "decisions.reply_to_say": lambda r: decisions.reply_to_say(
        _say(r), words="W", to_words=_say(r).words, by=r.by, now=NOW
    ),
    "decisions.take_back_say": lambda r: decisions.take_back_say(_proposal(r), member=r.member),
}
