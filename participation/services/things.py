"""What people get in return, opened: for the person, for who gives it, and all that is due (docs/adr/0163)."""

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.formats import number_format

from core.locked_words import WordsAreLocked
from participation.models import Consent, NamedReader, PrivateReading, Return
from participation.services.keys import OwnKey, find_own_keys
from projects.models import Member

PURPOSE = Consent.Purpose.RETURNS


def in_words(amount: Decimal, currency: str) -> str:
    """Return money as it is read: a sign stands before the number, letters behind it."""
    number = number_format(amount, decimal_pos=2)
    return f"{number} {currency}" if currency[-1:].isalpha() else f"{currency}{number}"


@dataclass(frozen=True)
class Thing:
    """
    What somebody gets back: which kind, what exactly, and how much, where that is money.

    ``amount``: with two places, or empty; ``currency``: how the host writes it.
    """

    kind: str
    words: str = ""
    amount: str = ""
    currency: str = ""

    @property
    def label(self) -> str:
        return str(Return.Kind(self.kind).label)

    @property
    def sum(self) -> Decimal:
        return Decimal(self.amount or 0)

    @property
    def how_much(self) -> str:
        """The amount as it is read; empty where there is none."""
        return in_words(self.sum, self.currency) if self.amount else ""


@dataclass(frozen=True)
class ReturnRead:
    """Something to be got back that was opened: what it is, how far it is, and why it is not to be."""

    row: Return
    thing: Thing
    why: str


def read_returns(member: Member) -> list[ReturnRead]:
    """
    Return what a member was offered, promised and given, the newest first. To be shown to them, or to who opened it.

    :raises WordsAreLocked: when their key is away.
    """
    key = OwnKey(member, PURPOSE)
    rows = member.returns.select_related("by", "noted_by", "member").order_by("-offered_at", "-pk")
    return [open_return(row, key) for row in rows]


def open_return(row: Return, key: OwnKey) -> ReturnRead:
    """
    Open one with the key of whose it is.

    :raises WordsAreLocked: when the key is away.
    """
    thing = Thing(**json.loads(key.unlock(row, "what_locked")))
    return ReturnRead(row, thing, key.unlock(row, "why_locked"))


@transaction.atomic
def open_due_returns(
    by: Member, members: Collection[Member], *, now: datetime
) -> list[PrivateReading]:
    """
    Let a facilitator read for ten minutes what is due to those of some members who named them, and whose key is there;
    keep it for each.
    """
    named = NamedReader.objects.current(PURPOSE).filter(reader=by).values("member")
    may = Member.objects.filter(pk__in=named).filter(pk__in=[one.pk for one in members])
    there = list(may.exclude(pk=by.pk).order_by("pk"))
    keys, why = find_own_keys(there, PURPOSE), PrivateReading.Why.DUE
    rows = [
        PrivateReading(member=one, purpose=PURPOSE, by=by, why=why, at=now)
        for one in there
        if one.pk in keys and keys[one.pk].is_there()
    ]
    return PrivateReading.objects.bulk_create(rows)


def read_due(by: Member, members: Collection[int]) -> list[ReturnRead]:
    """
    Return what is to be given, by anybody, to those of some members who let somebody read it; what is due first on top.
    What cannot be opened, as its key is away, is left out.
    """
    named = NamedReader.objects.current(PURPOSE).filter(reader=by).values("member")
    rows = Return.objects.to_give().filter(project=by.project_id, member__in=members)
    rows = rows.filter(member__in=named).select_related("member", "by").order_by("due_on", "pk")
    keys, found = find_own_keys({row.member for row in rows}, PURPOSE), []
    for row in rows:
        with suppress(WordsAreLocked, KeyError):
            found.append(open_return(row, keys[row.member_id]))
    return found
