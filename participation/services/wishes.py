"""Keeps what members would like in return, locked with a key of their own (docs/adr/0163)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace

from django.db import transaction

from core.standing import require_same_standing
from participation.models import Consent, PrivateReading, Return, Wish
from participation.services.consents import hold_member, note_answer
from participation.services.keys import OwnKey
from participation.services.private import name_readers, note_writing
from projects.models import Member

PURPOSE = Consent.Purpose.RETURNS


@dataclass(frozen=True)
class WishRead:
    """What somebody would like in return: kinds, in the order in which they are asked, and their own words."""

    kinds: list[str] = field(default_factory=list)
    words: str = ""

    @property
    def labels(self) -> list[str]:
        return [str(Return.Kind(kind).label) for kind in self.kinds]

    def __bool__(self) -> bool:
        return bool(self.kinds or self.words)


def read_wish(member: Member) -> WishRead:
    """
    Return what a member would like in return; nothing where they have not said it. For them, or for who opened it.

    :raises WordsAreLocked: when their key is away.
    """
    row = Wish.objects.filter(member=member).first()
    return open_wish(row, OwnKey(member, PURPOSE)) if row else WishRead()


def open_wish(row: Wish, key: OwnKey) -> WishRead:
    """
    Open a wish with the key of whose it is.

    :raises WordsAreLocked: when the key is away.
    """
    return WishRead(**json.loads(key.unlock(row, "said_locked")))


@transaction.atomic
def record_wish(
    member: Member,
    *,
    kinds: Collection[str] = (),
    words: str = "",
    answer: str = Consent.Answer.YES,
    readers: Collection[int] = (),
    stood: Mapping[str, str] | None = None,
    by: Member | None = None,
    now: datetime,
) -> PrivateReading | None:
    """
    Keep what a member would like in return; return that somebody saw it who wrote it down. What was promised stays.

    :param answer: that they said it, want nothing, or would rather tell somebody.
    :param readers: the facilitators whom the page named.
    :param stood: how "wish" stood on the page; None when nobody looked.
    :param by: who writes it down; None when they say it themselves.
    :raises EditConflict: when somebody else changed it meanwhile; nothing is saved.
    :raises WordsAreLocked: when what was said before cannot be opened now; nothing is saved.
    :raises CannotLock: when nothing can be locked now; nothing is saved.
    """
    if not hold_member(member, by=by):
        return None
    said = WishRead([kind for kind in Return.Kind.values if kind in kinds], words)
    _keep(member, said, stood=stood, now=now)
    name_readers(member, PURPOSE, readers, now=now)
    is_told = by and said and answer == Consent.Answer.TELL
    note_answer(member, PURPOSE, Consent.Answer.YES if is_told else answer, by=by, now=now)
    return note_writing(member, PURPOSE, by=by, now=now) if said else None


def _keep(
    member: Member, said: WishRead, *, stood: Mapping[str, str] | None, now: datetime
) -> None:
    before = read_wish(member)
    require_same_standing(
        SimpleNamespace(kinds=before.kinds, words=before.words),
        {"kinds": said.kinds, "words": said.words},
        stood=None if stood is None else stood.get("wish", ""),
    )
    if said == before:
        return
    key = OwnKey(member, PURPOSE)
    if not said:
        Wish.objects.filter(member=member).delete()
        if not member.returns.exists():
            key.give_up()
        return
    row = Wish.objects.filter(member=member).first() or Wish(member=member)
    text = json.dumps({"kinds": said.kinds, "words": said.words}, ensure_ascii=False)
    row.said_locked, row.said_at = key.lock(row, "said_locked", text, now=now), now
    row.save()
