"""Gives thanks, lets whoever is thanked say who may read them, and lets them be gone again (docs/adr/0169)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from core.ended import require_same_words
from core.locked_words import WordsAreLocked
from core.once import SentOtherwise, find_sent, lock_row, lock_rows
from outbox.services import call_back, tell_members
from participation.models import OF_THANKS, Group, Thanks
from participation.services.keys import OwnKey, find_own_keys
from participation.services.private import forget_private
from projects.models import Member


@dataclass(frozen=True)
class ThanksRead:
    """Thanks as one of the two reads them; ``is_locked``: their words cannot be opened now."""

    row: Thanks
    words: str
    is_locked: bool = False


@transaction.atomic
def give_thanks(
    given_by: Member,
    *,
    member: Member | None = None,
    group: Group | None = None,
    named: str = "",
    words: str,
    by: Member,
    sent_key: UUID | None = None,
    now: datetime,
) -> Thanks | None:
    """
    Thank a member, a group, or what is named; a member is told. None when one of those whom it needs is gone.

    :param by: who writes it down; when that is not ``given_by``, these are told, so that they can take it back.
    :param sent_key: the same form sent twice gives it once.
    :raises SentOtherwise: when the same form brought other thanks before.
    :raises CannotLock: when what is for one person cannot be locked now; nothing is kept.
    """
    if sent := find_sent(given_by.project.thanks.all(), sent_key, lock=given_by.project):
        _require_same_thanks(sent, (given_by, member, group, named), words)
        return sent
    people = {given_by, by} | ({member} if member else set())
    lock_rows(Member, {one.pk for one in people})
    if not _are_here(people) or not _is_there(group) or member == given_by:
        return None
    row = Thanks(
        project=given_by.project,
        given_by=given_by,
        member=member,
        group=group,
        named=named,
        given_at=now,
        entered_by=None if by == given_by else by,
        sent_key=sent_key,
    )
    _put_words_in(row, words, now=now)
    row.save()
    _tell_both(row, by=by, now=now)
    return row


def _require_same_thanks(sent: Thanks, who: tuple[Any, ...], words: str) -> None:
    was = (sent.given_by, sent.member, sent.group, sent.named)
    if was != who or read_thanks([sent])[0].words != words:
        raise SentOtherwise


def _put_words_in(row: Thanks, words: str, *, now: datetime) -> None:
    """Let a row have the words: locked, where they are for one person."""
    if row.member is None:
        row.words = words
        return
    key = OwnKey(row.member, OF_THANKS)
    row.words_locked = key.lock(row, "words_locked", words, now=now)


def _tell_both(row: Thanks, *, by: Member, now: datetime) -> None:
    """Tell whoever is thanked, and whoever somebody else wrote it down for."""
    if row.member is not None:
        _tell(row, "thanks_given", row.member, now=now)
    if row.entered_by:
        _tell(row, "thanks_entered", row.given_by, by=by.known_as, now=now)


def _are_here(people: set[Member]) -> bool:
    here = Member.objects.taking_part().filter(pk__in=[one.pk for one in people])
    return here.count() == len(people)


def _is_there(group: Group | None) -> bool:
    return group is None or Group.objects.on_map().filter(pk=group.pk).exists()


@transaction.atomic
def answer_thanks(row: Thanks, *, is_shown: bool, by: Member | None = None, now: datetime) -> bool:
    """
    Keep whether everybody in the project may read it, as whoever is thanked says; they can change it, both ways.

    :param by: who writes it down; None when they say it themselves.
    :returns: whether it changed anything; what a facilitator set aside is not shown again by it.
    :raises WordsAreLocked: when it cannot be opened now; nothing is kept.
    :raises CannotLock: when it cannot be locked now; nothing is kept.
    """
    held = _hold_thanks(row)
    if held is None or held.member is None or (is_shown and held.hidden_at):
        return False
    answer = Thanks.Answer.SHOW if is_shown else Thanks.Answer.KEEP
    if held.answer == answer and held.aside_at is None:
        return False
    if is_shown:
        _open(held)
    else:
        _close(held, now=now)
    held.answer, held.answered_at = answer, now
    held.noted_by, held.aside_at = by, None
    held.save()
    _call_back(held, only_email=True)
    return True


@transaction.atomic
def set_thanks_aside(row: Thanks, *, now: datetime) -> bool:
    """
    Let whoever is thanked see it no more, and nobody else; whoever gave it is not told. False when it is so already.

    :raises CannotLock: when it cannot be locked now; nothing is kept.
    """
    held = _hold_thanks(row)
    if held is None or held.member is None or held.aside_at is not None:
        return False
    _close(held, now=now)
    held.answer, held.answered_at, held.noted_by = Thanks.Answer.KEEP, now, None
    held.aside_at = now
    held.save()
    _call_back(held, only_email=True)
    return True


@transaction.atomic
def take_thanks_back(row: Thanks) -> bool:
    """Let it be gone everywhere; what nobody was told yet, nobody is told. False when it is gone already."""
    held = _hold_thanks(row)
    if held is None:
        return False
    _delete([held])
    return True


@transaction.atomic
def hide_thanks(row: Thanks, *, why: str, by: Member, now: datetime) -> bool:
    """
    Let nobody in the project read any more what was shown, as it hurt somebody; whoever gave it is told why.

    :returns: whether it is hidden now: not when it is gone, or between the two.
    :raises EndedBefore: when somebody else did so meanwhile, with another reason.
    """
    held = _hold_thanks(row)
    if held is None or not held.words:
        return False
    if held.hidden_at:
        require_same_words(theirs=held.hidden_why, mine=why)
        return True
    held.hidden_at, held.hidden_by, held.hidden_why = now, by, why
    held.save()
    if held.given_by != by:
        _tell(held, "thanks_hidden", held.given_by, by=by.known_as, now=now)
    return True


@transaction.atomic
def forget_thanks(member: Member) -> None:
    """
    Delete what was between a member who goes and one other, on both sides; what was shown stays. The caller holds the
    project.
    """
    theirs = Thanks.objects.between_two().filter(Q(member=member) | Q(given_by=member))
    _delete(theirs.select_related("member"))
    forget_private(member, OF_THANKS)


def read_thanks(rows: Iterable[Thanks]) -> list[ThanksRead]:
    """Return thanks with their words, opened: for the two whom they concern, or for who reads them to one."""
    found = list(rows)
    keys = find_own_keys([row.member for row in found if row.member], OF_THANKS)
    return [_read(row, keys) for row in found]


def _read(row: Thanks, keys: dict[int, OwnKey]) -> ThanksRead:
    if row.words or row.member_id is None:
        return ThanksRead(row, row.words)
    try:
        return ThanksRead(row, keys[row.member_id].unlock(row, "words_locked"))
    except (KeyError, WordsAreLocked):
        return ThanksRead(row, "", is_locked=True)


def _hold_thanks(row: Thanks) -> Thanks | None:
    """Hold thanks, after the project and whom they concern; None when they are gone."""
    lock_row(row.project)
    lock_rows(Member, {pk for pk in (row.given_by_id, row.member_id) if pk})
    rows = Thanks.objects.with_people().select_related("project").filter(pk=row.pk)
    return rows.select_for_update(of=("self",)).first()


def _open(held: Thanks) -> None:
    """Let the words be read by everybody."""
    if held.member and not held.words:
        held.words = OwnKey(held.member, OF_THANKS).unlock(held, "words_locked")
        held.words_locked = None


def _close(held: Thanks, *, now: datetime) -> None:
    """Let the words be between the two."""
    if held.member and held.words:
        key = OwnKey(held.member, OF_THANKS)
        held.words_locked = key.lock(held, "words_locked", held.words, now=now)
        held.words = ""


def _delete(rows: Iterable[Thanks]) -> None:
    """Delete thanks, with what is to be told of them, and the keys that lock nothing any more."""
    for row in rows:
        _call_back(row)
        Thanks.objects.filter(pk=row.pk).delete()
        if row.member and not row.member.thanks_got.exclude(words_locked=None).exists():
            OwnKey(row.member, OF_THANKS).give_up()


def _call_back(row: Thanks, *, only_email: bool = False) -> None:
    """Let it not be asked any more who may read it; what is gone, nobody is told at all."""
    kinds = ["thanks_given"] if only_email else ["thanks_given", "thanks_entered", "thanks_hidden"]
    call_back([_event(kind, row) for kind in kinds], only_email=only_email)


def _event(kind: str, row: Thanks) -> str:
    return f"{kind}:{row.pk}"


def _tell(row: Thanks, kind: str, to: Member, *, now: datetime, **data: Any) -> None:
    """Tell one of the two; neither who thanks whom, nor what for."""
    tell_members(
        event=_event(kind, row),
        project=row.project,
        kind=kind,
        data={"thanks": row.pk, **data},
        recipients=[to],
        asks=True,
        now=now,
    )
