"""Keeps what members say of a proposal, and what they are replied (docs/adr/0121: what is shown of it, and when)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from core.standing import require_same_standing
from decisions.models import Proposal, ProposalSay
from decisions.rounds import keep, open_round
from outbox.services import tell_members
from projects.models import Member


class ProposalReworded(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody had a say about words that are no longer those of the proposal."""


class ProposalEnded(Exception):  # noqa: N818
    """The proposal was closed or put down meanwhile."""


class SayIsGone(Exception):  # noqa: N818
    """What somebody replies to was changed or taken back meanwhile."""


@dataclass(frozen=True)
class WhatIsSaid:
    """
    What a member says of a proposal whose words they saw as ``wording``.

    ``stood``: how what they had said stood on the page; None when nobody looked at one. ``how``: on paper, by phone or
    aloud, where somebody enters it for them.
    """

    wording: int
    says: str
    words: str = ""
    is_unnamed: bool = False
    how: str = ""
    stood: str | None = None

    def values(self) -> dict[str, object]:
        """What is kept of it."""
        return {"says": self.says, "words": self.words, "is_unnamed": self.is_unnamed}


@transaction.atomic
def have_say(
    proposal: Proposal, *, member: Member, by: Member, said: WhatIsSaid, now: datetime
) -> ProposalSay:
    """
    Keep what a member says of a proposal; ``by`` is the facilitator who enters it in their name, or they.

    Whoever was shown without a name in these words of the proposal stays so.

    :raises ProposalEnded: when it was closed or put down; nothing is kept.
    :raises ProposalReworded: when it has other words by now; nothing is kept.
    :raises EditConflict: when somebody wrote something else down for them meanwhile; nothing is kept.
    """
    held = _hold(proposal)
    if held.wording != said.wording:
        raise ProposalReworded
    say = said_of(held, member)
    require_same_standing(say, said.values(), stood=said.stood)
    keep(say, says=said.says, words=said.words, is_unnamed=said.is_unnamed)
    say.said_at = now
    say.entered_by, say.entered_how = (None, "") if by == member else (by, said.how)
    say.save()
    _show_round(held)
    return say


@transaction.atomic
def take_back_say(proposal: Proposal, *, member: Member) -> None:
    """
    Take back what a member said of the present words; it counts no more. They are not asked again by themselves.

    :raises ProposalEnded: when it was closed or put down.
    """
    held = _hold(proposal)
    ProposalSay.objects.filter(proposal=held, wording=held.wording, member=member).update(
        says="", words=""
    )


@transaction.atomic
def reply_to_say(
    say: ProposalSay,
    *,
    words: str,
    to_words: str,
    by: Member,
    now: datetime,
    stood: str | None = None,
) -> None:
    """
    Reply to a concern or a "not yet", and tell whoever said it, where their name is shown.

    An email to anybody else would tell who it was: they read the reply on the page.

    :param to_words: the words that were read.
    :raises ProposalEnded: when it was closed or put down.
    :raises SayIsGone: when it was changed or taken back meanwhile; nothing is kept.
    :raises EditConflict: when somebody else replied otherwise meanwhile.
    """
    proposal = _hold(say.proposal)
    held = ProposalSay.objects.select_related("member").filter(pk=say.pk).want_reply().first()
    if held is None or held.words != to_words:
        raise SayIsGone
    require_same_standing(held, {"reply": words}, stood=stood)
    held.reply, held.reply_to, held.replied_by, held.replied_at = words, to_words, by, now
    held.save(update_fields=["reply", "reply_to", "replied_by", "replied_at"])
    if held.member and held.member != by and not held.is_unnamed and held.round is None:
        tell_members(
            event=f"say:{held.pk}:replied:{sha256((to_words + words).encode()).hexdigest()[:16]}",
            project=proposal.project,
            kind="say_replied",
            data={"say": held.pk, "proposal": proposal.pk, "by": by.known_as},
            recipients=[held.member],
            asks=True,
            now=now,
        )


def said_of(proposal: Proposal, member: Member) -> ProposalSay:
    """Return what a member said of the present words; an empty one, not yet saved, when they have not."""
    this = {"proposal": proposal, "wording": proposal.wording, "member": member}
    return ProposalSay.objects.filter(**this).first() or ProposalSay(**this)


def _hold(proposal: Proposal) -> Proposal:
    """Hold a proposal until the transaction ends: of its says, only one changes at a time."""
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not held.is_open:
        raise ProposalEnded
    return held


def _show_round(proposal: Proposal) -> None:
    """Let what is shown without names be shown, once so many have said it who were not counted before."""
    for say in open_round(proposal.says.filter(wording=proposal.wording).order_by("pk")):
        say.save(update_fields=["round"])
