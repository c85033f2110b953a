"""
What is shown of what people say about a proposal, so that nobody is found out (docs/adr/0121).

Whoever agrees, and whoever does not show their name, is shown without one: together, in rounds of at least five, each
of people who were not counted before. Other says are shown by name at once.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import uuid4

from decisions.models import ProposalSay

#: Fewer people than that could be guessed at.
FEWEST = 5


@dataclass
class Shown:
    """
    What may be shown of a proposal.

    ``not_sure``: each concern and each "not yet", the latter first, whose author is named only if ``is_named`` says
    so; ``agree`` and ``aside``: how many; ``said``: how many have said anything of the present words; ``waiting``: how
    many of them are not counted yet.
    """

    not_sure: list[ProposalSay] = field(default_factory=list)
    agree: int = 0
    aside: int = 0
    aside_named: list[ProposalSay] = field(default_factory=list)
    said: int = 0
    waiting: int = 0
    # After the end: those who agreed and are named, and how many are not.
    agree_named: list[ProposalSay] = field(default_factory=list)
    held_back: int = 0

    @property
    def to_reply(self) -> list[ProposalSay]:
        return [say for say in self.not_sure if say.needs_reply]


def is_named(say: ProposalSay) -> bool:
    """Whether the author of a say is shown by name while it is open: they want it, and were never counted without."""
    return not say.is_unnamed and say.round is None and say.says != ProposalSay.Says.AGREE


def is_shown(say: ProposalSay) -> bool:
    """Whether a say is shown at all while it is open."""
    return bool(say.says) and (is_named(say) or say.round is not None)


def keep(say: ProposalSay, *, says: str, words: str, is_unnamed: bool) -> None:
    """Put into a row what somebody says now. Whoever was shown without a name in these words stays so."""
    is_fixed = say.round is not None and say.is_unnamed
    say.says, say.words, say.is_unnamed = says, words, is_unnamed or is_fixed


def open_round(says: Iterable[ProposalSay]) -> list[ProposalSay]:
    """Let what was said of one wording without a name be shown, once it is of enough people; return those rows."""
    rows = list(says)
    new = [say for say in rows if say.says and say.round is None and not is_named(say)]
    if len(new) < FEWEST:
        return []
    last = max((say.round for say in rows if say.round is not None), default=0)
    for say in new:
        say.round = last + 1
    return new


def show_open(says: Iterable[ProposalSay], *, wording: int) -> Shown:
    """Return what is shown of an open proposal with this wording."""
    rows = list(says)
    now = [say for say in rows if say.wording == wording and say.says]
    shown = Shown(said=len(now), waiting=sum(not is_shown(say) for say in now))
    for say in standing(rows, wording=wording):
        if say.says == ProposalSay.Says.AGREE:
            shown.agree += 1
        elif say.says == ProposalSay.Says.ASIDE:
            shown.aside += 1
            if is_named(say):
                shown.aside_named.append(say)
        else:
            shown.not_sure.append(say)
    shown.not_sure.sort(key=_order)
    return shown


def standing(says: Iterable[ProposalSay], *, wording: int) -> list[ProposalSay]:
    """
    Return what is shown and still counts: of the present words, and what was not sure of those before.

    A named author who has said something since is not asked to stand by it. One without a name stays: that it goes
    would tell who said something since.
    """
    rows = list(says)
    since = {say.member_id for say in rows if say.wording == wording and say.member_id}
    return [
        say
        for say in rows
        if is_shown(say)
        and (
            say.wording == wording
            or (
                say.says in (ProposalSay.Says.CONCERN, ProposalSay.Says.NOT_YET)
                and not (is_named(say) and say.member_id in since)
            )
        )
    ]


def names_at_end(says: Iterable[ProposalSay], *, wording: int) -> set[int]:
    """
    Return the keys of the says that keep their name when it ends.

    Of people who were counted together, names are shown only if all wanted it, or at least five others did not.
    """
    rows = list(says)
    # Also who took it back: what they had said was shown.
    unnamed = Counter((say.wording, say.round) for say in rows if say.is_unnamed)

    def may_be_named(say: ProposalSay) -> bool:
        if say.is_unnamed or say.member_id is None or not say.says:
            return False
        if say.round is None:
            return say.wording == wording or is_named(say)
        others = unnamed[(say.wording, say.round)]
        return say.wording == wording and (not others or others >= FEWEST)

    return {say.pk for say in rows if may_be_named(say)}


def let_go(says: Iterable[ProposalSay], *, wording: int) -> list[ProposalSay]:
    """
    Return the says that stay when it ends, without the members, days and hands of those who are not named.

    What was never shown, because too few had said it without a name, keeps nothing but that somebody said something.
    """
    rows = list(says)
    named, still = names_at_end(rows, wording=wording), standing(rows, wording=wording)
    kept = [say for say in rows if say in still or (say.wording == wording and say.says)]
    for say in kept:
        if say.pk not in named:
            if say.round is None:
                say.says = say.words = say.reply = say.reply_to = ""
                say.replied_by, say.replied_at, say.is_held_back = None, None, True
            say.member = say.said_at = say.entered_by = None
            say.entered_how, say.key = "", uuid4()
    for say in kept:
        say.round = None
    return kept


def show_ended(says: Iterable[ProposalSay]) -> Shown:
    """Return what is shown of a proposal that has ended: rows without a member are those without a name."""
    shown = Shown()
    for say in says:
        if say.is_held_back:
            shown.held_back += 1
        elif say.says == ProposalSay.Says.AGREE:
            shown.agree += 1
            if say.member_id:
                shown.agree_named.append(say)
        elif say.says == ProposalSay.Says.ASIDE:
            shown.aside += 1
            if say.member_id:
                shown.aside_named.append(say)
        elif say.says:
            shown.not_sure.append(say)
        shown.said += 1
    shown.not_sure.sort(key=_order)
    return shown


def _order(say: ProposalSay) -> tuple[bool, str]:
    """Those who say "not yet" first; then by chance, and not by when it was said."""
    return (say.says != ProposalSay.Says.NOT_YET, str(say.key))
