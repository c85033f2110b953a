"""Ends proposals: closes them into the log, or puts them down; either way lets names go that are not shown."""

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from secrets import SystemRandom

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ballots.cleaning import tidy_soon
from core.ended import require_same_words
from decisions.how import said_in_words
from decisions.models import Decision, Proposal, ProposalSay
from decisions.naming import name_decision
from decisions.rounds import FEWEST, let_go, names_at_end, show_ended, show_open, standing
from decisions.services.log import Maker, record_decision
from decisions.services.says import ProposalReworded
from outbox.services import tell_members
from projects.models import Member
from questions.models import ContributionMove
from questions.services import carry_links, set_linked_over


class NotReplied(Exception):  # noqa: N818 - it is an answer, not a fault
    """A concern or a "not yet" has no reply in words."""


@transaction.atomic
def close_proposal(
    proposal: Proposal,
    *,
    by: Member,
    wording: int,
    how: str,
    changed_our_mind: str = "",
    look_again_on: date | None = None,
    now: datetime,
) -> Decision:
    """
    Close a proposal into the log, with who made it and who was not sure, in their words; return the decision.

    :param wording: that of the words on the page.
    :raises NotReplied: when a concern or a "not yet" that people can read has no reply.
    :raises ProposalReworded: when the proposal has other words by now.
    :raises EndedBefore: when somebody else ended it meanwhile, in other words.
    """
    held = _hold(proposal)
    if not held.is_open:
        _require_same_end(held, mine=how)
        if held.decision:
            return held.decision
        raise ValueError("It was put down.")
    if held.wording != wording:
        raise ProposalReworded
    says = _says_of(held)
    if show_open(says, wording=held.wording).to_reply:
        raise NotReplied
    held.decision = _record(
        held, says, by=by, how=how, mind=changed_our_mind, again=look_again_on, now=now
    )
    _carry_links(held, held.decision, now=now)
    _end(held, says, by=by, now=now)
    _tell(held, "proposal_closed", {"number": held.decision.number}, by=by, now=now)
    return held.decision


def _carry_links(proposal: Proposal, decision: Decision, *, now: datetime) -> None:
    """Let the decision rest on what people said behind the proposal."""
    carry_links(
        proposal.project,
        start=proposal.get_absolute_url(),
        what=ContributionMove.What.DECIDED,
        address=decision.get_absolute_url(),
        title=name_decision(decision),
        now=now,
    )


def _record(
    proposal: Proposal,
    says: list[ProposalSay],
    *,
    by: Member,
    how: str,
    mind: str,
    again: date | None,
    now: datetime,
) -> Decision:
    """Put a proposal into the log as it is worded."""
    named = names_at_end(says, wording=proposal.wording)
    return record_decision(
        proposal.project,
        by=by,
        what=proposal.what,
        why=proposal.why,
        decided_on=timezone.localdate(now),
        makers=_makers(proposal, says, named) or [Maker(by)],
        how=how,
        considered=proposal.considered,
        rests_on=proposal.rests_on,
        changed_our_mind=mind,
        boundary=proposal.boundary,
        look_again_on=again,
        dissent=_dissent(proposal, says, named),
        now=now,
    )


@transaction.atomic
def put_down_proposal(proposal: Proposal, *, by: Member, why: str, now: datetime) -> None:
    """
    Put a proposal down with a reason, which everybody is told; it stays in view.

    :raises EndedBefore: when somebody else ended it meanwhile, in other words.
    """
    held = _hold(proposal)
    if not held.is_open:
        _require_same_end(held, mine=why)
        return
    says = _says_of(held)
    held.put_down_why = why
    address = held.get_absolute_url()
    set_linked_over(held.project, address=address, is_over=True, why=why, now=now)
    _end(held, says, by=by, now=now)
    _tell(held, "proposal_put_down", {}, by=by, now=now)


def _hold(proposal: Proposal) -> Proposal:
    held: Proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    held.project = proposal.project
    return held


def _require_same_end(held: Proposal, *, mine: str) -> None:
    theirs = held.decision.newest.how if held.decision else held.put_down_why
    require_same_words(theirs=theirs, mine=mine)


def _says_of(proposal: Proposal) -> list[ProposalSay]:
    return list(proposal.says.select_related("member", "replied_by").order_by("pk"))


def _end(proposal: Proposal, says: list[ProposalSay], *, by: Member, now: datetime) -> None:
    proposal.ended_at, proposal.ended_by = now, by
    proposal.save(update_fields=["ended_at", "ended_by", "put_down_why", "decision"])
    _let_names_go(proposal, says)


def _let_names_go(proposal: Proposal, says: list[ProposalSay]) -> None:
    """Write the says anew, in an order of chance, without the names that are not shown."""
    kept = let_go(says, wording=proposal.wording)
    proposal.says.all().delete()
    SystemRandom().shuffle(kept)
    for say in kept:
        say.pk = None
    ProposalSay.objects.bulk_create(kept)
    tidy_soon()


def _makers(proposal: Proposal, says: list[ProposalSay], named: set[int]) -> list[Maker]:
    """Return who made it: whoever had a say, but those who stood aside; those without a name are one line."""
    still = {say.pk for say in standing(says, wording=proposal.wording)}
    had_say = [
        say for say in says if say.says and (say.wording == proposal.wording or say.pk in still)
    ]
    makers = [
        Maker(say.member, as_what=_AS_WHAT[say.says]())
        for say in had_say
        if say.pk in named and say.says != ProposalSay.Says.ASIDE
    ]
    # Those of the present words alone: whether one of them had said something to those before would tell who it was.
    unnamed = [
        say
        for say in had_say
        if say.wording == proposal.wording
        and say.pk not in named
        and (say.says != ProposalSay.Says.ASIDE or say.round is None)
    ]
    return [*makers, _without_names(unnamed)] if unnamed else makers


_AS_WHAT = {
    ProposalSay.Says.AGREE.value: lambda: "",
    ProposalSay.Says.CONCERN.value: lambda: _("agreed, with a concern"),
    ProposalSay.Says.NOT_YET.value: lambda: _("said “not yet”"),
}


def _without_names(unnamed: Iterable[ProposalSay]) -> Maker:
    people = {say.member_id: say.member for say in unnamed if say.member}
    count = len(people)
    are_many = count >= FEWEST
    return Maker(
        name=ngettext("%(n)s person", "%(n)s people", count) % {"n": count},
        as_what=_("had a say, not named here"),
        stands_for=count,
        was_participant=are_many and any(not one.is_facilitator for one in people.values()),
        had_lived_experience=any(one.has_lived_experience for one in people.values())
        if are_many
        else None,
    )


def _dissent(proposal: Proposal, says: list[ProposalSay], named: set[int]) -> str:
    """Write down how many said what, and each concern and "not yet" with its reply, in people's own words."""
    ended = let_go((copy(say) for say in says), wording=proposal.wording)
    told = said_in_words(show_ended(ended))
    parts = [told] if told else []
    for say in show_open(says, wording=proposal.wording).not_sure:
        who = str(say.member) if say.pk in named else _("Somebody")
        words = {"who": who, "says": say.get_says_display(), "words": say.words}
        parts.append(_("%(who)s, %(says)s: “%(words)s”") % words)
        replied = {"by": say.replied_by or _("Somebody"), "reply": say.reply}
        parts[-1] += "\n" + _("%(by)s replied: “%(reply)s”") % replied
    return "\n\n".join(parts)


def _tell(
    proposal: Proposal, kind: str, more: dict[str, int], *, by: Member, now: datetime
) -> None:
    tell_members(
        event=f"proposal:{proposal.pk}:ended",
        project=proposal.project,
        kind=kind,
        data={"proposal": proposal.pk, "by": by.known_as, **more},
        recipients=Member.objects.taking_part().filter(project=proposal.project),
        asks=False,
        is_result=True,
        now=now,
    )
