"""Keeps what members need, locked with a key of their own; lets it be read, arranged, and said whether it was met."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from core.standing import require_same_standing
from outbox.services import tell_members
from participation.models import Consent, Need, PrivateReading
from participation.services.consents import hold_member, note_answer
from participation.services.keys import OwnKey
from participation.services.private import forget_private, name_readers, note_writing
from projects.models import Member

PURPOSE = Consent.Purpose.NEEDS
#: When the person says "not yet", whoever arranges it has so many days more.
ANOTHER = timedelta(days=3)


class NeedChanged(Exception):  # noqa: N818
    """The person changed what they need, or somebody else promised it, since it was on the page."""


@dataclass(frozen=True)
class NeedRead:
    """A need that was opened: which kind, the words of the person, and how it is arranged."""

    need: Need
    kind: str
    words: str
    how: str

    @property
    def label(self) -> str:
        return str(Need.Kind(self.kind).label)


def read_needs(member: Member, key: OwnKey | None = None) -> list[NeedRead]:
    """
    Return what a member needs, in the order of the kinds. To be shown to them, or to who opened it.

    :raises WordsAreLocked: when their key is away.
    """
    key, order = key or OwnKey(member, PURPOSE), Need.Kind.values
    rows = member.needs.select_related("by", "met_noted_by", "member")
    return sorted((_open(need, key) for need in rows), key=lambda one: order.index(one.kind))


def _open(need: Need, key: OwnKey) -> NeedRead:
    said = json.loads(key.unlock(need, "said_locked"))
    return NeedRead(need, said["kind"], said["words"], key.unlock(need, "how_locked"))


def needs_said(member: Member) -> dict[str, str]:
    """
    Return the words of a member, by the kind of need; without what they needed once and got.

    :raises WordsAreLocked: when their key is away.
    """
    return {one.kind: one.words for one in read_needs(member) if not one.need.is_over}


@transaction.atomic
def record_needs(
    member: Member,
    *,
    needs: Mapping[str, str],
    answer: str = Consent.Answer.YES,
    readers: Collection[int] = (),
    stood: Mapping[str, str] | None = None,
    by: Member | None = None,
    now: datetime,
) -> PrivateReading | None:
    """
    Keep what a member needs; return that somebody saw it who wrote it down. What is arranged already stays; what they
    no longer say is deleted.

    :param needs: their words, by the kind; empty ones are left out.
    :param answer: that they said it, need nothing for now, or would rather tell somebody.
    :param readers: the facilitators whom the page named.
    :param stood: how "needs" stood on the page; None when nobody looked.
    :param by: who writes it down; None when they say it themselves.
    :raises EditConflict: when somebody else changed it meanwhile; nothing is saved.
    :raises WordsAreLocked: when what was said before cannot be opened now; nothing is saved.
    :raises CannotLock: when nothing can be locked now; nothing is saved.
    """
    if not hold_member(member, by=by):
        return None
    _keep_words(member, needs, stood=stood, now=now)
    name_readers(member, PURPOSE, readers, now=now)
    is_told = by and needs and answer == Consent.Answer.TELL
    answer = Consent.Answer.YES if is_told else answer
    note_answer(member, PURPOSE, answer, by=by, now=now)
    return note_writing(member, PURPOSE, by=by, now=now) if needs else None


def _keep_words(
    member: Member, needs: Mapping[str, str], *, stood: Mapping[str, str] | None, now: datetime
) -> None:
    """Keep the words of each kind in place of what was said before; see :func:`record_needs` for what it raises."""
    before = {one.kind: one for one in read_needs(member) if not one.need.is_over}
    words = {kind: needs.get(kind, "") for kind in Need.Kind.values}
    now_said = {kind: before[kind].words if kind in before else "" for kind in words}
    require_same_standing(
        SimpleNamespace(**now_said), words, stood=None if stood is None else stood.get("needs", "")
    )
    key = OwnKey(member, PURPOSE)
    for kind, text in words.items():
        _keep(key, kind, text, before.get(kind), now=now)
    if not member.needs.exists():
        key.give_up()


def _keep(key: OwnKey, kind: str, words: str, before: NeedRead | None, *, now: datetime) -> None:
    if before and before.words == words:
        return
    if not words:
        if before:
            _tell_who_arranges([before.need], now=now)
            before.need.delete()
        return
    need = before.need if before else Need(project=key.member.project, member=key.member)
    said = json.dumps({"kind": kind, "words": words}, ensure_ascii=False)
    need.said_locked = key.lock(need, "said_locked", said, now=now)
    need.said_at, need.done_at = now, None
    _forget_whether_met(need)
    need.save()


def _forget_whether_met(need: Need) -> None:
    need.met, need.met_at, need.met_noted_by = "", None, None


@transaction.atomic
def promise_need(
    need: Need,
    *,
    by: Member,
    due_on: date,
    how: str = "",
    is_once: bool = False,
    said_by: Member | None = None,
    stood: str | None = None,
    now: datetime,
) -> bool:
    """
    Keep who is to arrange a need by when, and how; return whether it is still needed, and they run the project.

    :param is_once: whether it is for one time; else it is for good.
    :param said_by: who says so, where that is not ``by``; who arranges it, or no longer does, hears it.
    :param stood: how it stood on the page; None when nobody looked.
    :raises NeedChanged: when the person changed it, or somebody else promised it, meanwhile.
    :raises CannotLock: when "how" cannot be locked now; nothing is saved.
    """
    held = _held(need, by=by)
    runs_it = Member.objects.taking_part().facilitators().filter(pk=by.pk)
    if held is None or held.is_over or not runs_it.exists():
        return False
    if stood is not None and stood != held.stand:
        raise NeedChanged
    before, is_new = held.by, (held.by, held.due_on) != (by, due_on) or held.is_changed_since
    held.by, held.due_on, held.is_once, held.promised_at = by, due_on, is_once, now
    key = OwnKey(held.member, PURPOSE)
    held.how_locked = key.lock(held, "how_locked", how, now=now) if how else None
    held.done_at = None
    _forget_whether_met(held)
    held.save()
    if is_new:
        _tell(held, "need_promised", now=now)
    if before not in (None, by):
        _tell(held, "need_taken_over", to=before, now=now)
    if said_by not in (None, by) and is_new:
        _tell(held, "need_for_you", to=by, who=said_by, now=now)
    return True


def _tell(
    need: Need, kind: str, *, to: Member | None = None, who: Member | None = None, now: datetime
) -> None:
    """
    Tell the person, or somebody who arranges it, by their channel how far it has come; neither which kind nor a word.

    :param who: who did it, where that is somebody else than who arranges it.
    """
    by = who or need.by
    tell_members(
        event=f"{kind}:{need.pk}:{now.isoformat()}",
        project=need.project,
        kind=kind,
        data={
            "need": need.pk,
            "by": by.known_as if by else "",
            "name": need.member.known_as,
            "due_on": need.due_on.isoformat() if need.due_on else "",
            "stand": need.stand,
        },
        recipients=[to or need.member],
        asks=True,
        now=now,
    )


def _held(need: Need, *, by: Member | None = None) -> Need | None:
    """Hold a need, after its member and who is to arrange it; None when it is gone."""
    hold_member(need.member, by=by)
    rows = Need.objects.select_related("member", "by", "project").filter(pk=need.pk)
    return rows.select_for_update(of=("self",)).first()


@transaction.atomic
def finish_need(need: Need, *, now: datetime) -> bool:
    """Keep that whoever arranges it has, so that the person is asked; False when nobody promised to, or it is gone."""
    held = _held(need)
    if held is None or not _is_promised(held):
        return False
    if held.done_at is None:
        held.done_at = now
        _forget_whether_met(held)
        held.save()
        _tell(held, "need_arranged", now=now)
    return True


def _is_promised(held: Need) -> bool:
    """Whether somebody promised what the person needs now, and it is not over."""
    return held.by_id is not None and not held.is_changed_since and not held.is_over


@transaction.atomic
def answer_need(need: Need, *, was_met: bool, by: Member | None = None, now: datetime) -> bool:
    """
    Keep what the person says. A "not yet" opens it again: whoever promised has three days more.

    :param by: who writes it down; None when they say it themselves.
    :returns: whether it was kept: not when nobody promised it, or it changed, or is over.
    """
    held = _held(need)
    if held is None or not _is_promised(held):
        return False
    held.met = Need.Met.YES if was_met else Need.Met.NOT_YET
    held.met_at, held.met_noted_by = now, by
    if not was_met and held.due_on:
        held.done_at = None
        held.due_on = max(held.due_on, timezone.localdate(now) + ANOTHER)
    held.save()
    return True


def hand_back_needs(leaves: Member, *, now: datetime) -> None:
    """
    Leave to be arranged by somebody else what a member arranged who goes, or runs the project no more: also what works,
    as it may have hung on them. Each person is told.
    """
    rows = Need.objects.filter(by=leaves).exclude(met=Need.Met.YES, is_once=True)
    theirs = list(Member.objects.filter(needs__in=rows).distinct().order_by("pk"))
    if theirs and not leaves.project.has_ended:
        tell_members(
            event=f"needs_handed_back:{leaves.pk}:{now.isoformat()}",
            project=leaves.project,
            kind="needs_handed_back",
            data={"by": leaves.known_as},
            recipients=theirs,
            asks=True,
            now=now,
        )
    nothing = {"met": "", "met_at": None, "met_noted_by": None}
    rows.update(by=None, due_on=None, how_locked=None, promised_at=None, done_at=None, **nothing)


def forget_needs(member: Member, *, now: datetime) -> None:
    """Delete what a member needs, and let nobody read it."""
    _tell_who_arranges(member.needs.exclude(by=None).select_related("by"), now=now)
    member.needs.all().delete()
    forget_private(member, PURPOSE)


def _tell_who_arranges(needs: Iterable[Need], *, now: datetime) -> None:
    """Tell whoever arranges these, which are about to go, that they need not any more."""
    for need in needs:
        if need.by is not None and not need.is_over:
            _tell(need, "need_gone", to=need.by, now=now)
