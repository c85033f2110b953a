"""Offers members something in return, keeps what they say to it, and that it was given (docs/adr/0163)."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.once import find_sent
from outbox.services import tell_members
from participation.models import NamedReader, Return, Wish
from participation.models.returns import ANOTHER
from participation.services.consents import hold_member
from participation.services.keys import OwnKey
from participation.services.private import forget_private
from participation.services.things import PURPOSE, Thing, open_return
from projects.models import Member


class ReturnChanged(Exception):  # noqa: N818
    """Somebody changed what is offered, or answered it, since it was on the page."""


@transaction.atomic
def offer_return(
    member: Member,
    *,
    thing: Thing,
    by: Member,
    due_on: date,
    said_by: Member,
    sent_key: UUID | None = None,
    now: datetime,
) -> Return | None:
    """
    Offer somebody something in return by a day, and tell them; None when they, or who gives it, are not here any more.

    :param by: who gives it; who offers it, ``said_by``, may be somebody else, and then ``by`` hears it.
    :param sent_key: the same form sent twice offers it once.
    :raises CannotLock: when nothing can be locked now; nothing is saved.
    """
    is_here = hold_member(member, by=by)
    if sent := find_sent(member.returns.all(), sent_key, lock=None):
        return sent
    if not is_here or not _runs_it(by):
        return None
    row = Return(project=member.project, member=member, by=by, due_on=due_on, offered_at=now)
    row.sent_key = sent_key
    row.what_locked = _locked(row, thing, now=now)
    row.save()
    _name_who_knows(member, {by, said_by}, now=now)
    _tell(row, "return_offered", now=now)
    if said_by != by:
        _tell(row, "return_for_you", to=by, who=said_by, now=now)
    return row


@transaction.atomic
def change_return(
    row: Return,
    *,
    thing: Thing,
    by: Member,
    due_on: date,
    said_by: Member,
    stood: str | None = None,
    now: datetime,
) -> bool:
    """
    Change what is offered. The person is asked again when it is something else, or comes later; and hears of it.

    :param stood: how it stood on the page; None when nobody looked.
    :returns: whether it is still open, and ``by`` runs the project.
    :raises ReturnChanged: when somebody changed or answered it meanwhile; nothing is saved.
    :raises CannotLock, WordsAreLocked: when it cannot be locked or opened now; nothing is saved.
    """
    held = _held(row, by=by)
    if held is None or held.is_over or not _runs_it(by):
        return False
    if stood is not None and stood != held.stand:
        raise ReturnChanged
    before, key = held.by, OwnKey(held.member, PURPOSE)
    is_other = open_return(held, key).thing != thing
    is_asked = is_other or due_on > held.due_on
    if is_other:
        held.what_locked, held.offered_at = _locked(held, thing, now=now), now
    if is_asked:
        held.answer, held.answered_at, held.noted_by = "", None, None
        _take_as_not_given(held)
    held.by, held.due_on = by, due_on
    held.save()
    if is_asked:
        _tell(held, "return_offered", now=now)
    if before not in (None, by):
        _tell(held, "return_taken_over", to=before, now=now)
    if by not in (before, said_by):
        _tell(held, "return_for_you", to=by, who=said_by, now=now)
    return True


def _name_who_knows(member: Member, who: set[Member], *, now: datetime) -> None:
    """Let those read it who know it, as they offer and give it: the member sees their names."""
    for one in sorted(who - {member}, key=lambda one: one.pk):
        NamedReader.objects.get_or_create(
            member=member, purpose=PURPOSE, reader=one, defaults={"since": now}
        )


def _locked(row: Return, thing: Thing, *, now: datetime) -> bytes:
    text = json.dumps(asdict(thing), ensure_ascii=False)
    return OwnKey(row.member, PURPOSE).lock(row, "what_locked", text, now=now)


def _take_as_not_given(held: Return) -> None:
    held.given_at, held.got, held.got_at = None, "", None


def _runs_it(member: Member) -> bool:
    return Member.objects.taking_part().facilitators().filter(pk=member.pk).exists()


def _held(row: Return, *, by: Member | None = None) -> Return | None:
    """Hold something to be got back, after its member and who gives it; None when it is gone."""
    hold_member(row.member, by=by)
    rows = Return.objects.select_related("member", "by", "project").filter(pk=row.pk)
    return rows.select_for_update(of=("self",)).first()


@transaction.atomic
def answer_return(
    row: Return,
    *,
    is_wanted: bool,
    by: Member | None = None,
    stood: str | None = None,
    now: datetime,
) -> bool:
    """
    Keep whether the person wants what was offered; they can say later that they do not, until they have it. A "no" that
    somebody else wrote down, they can turn into a yes.

    :param by: who writes it down; None when they say it themselves. Whoever signs in then hears that it was.
    :param stood: how it stood on the page; None when nobody looked.
    :returns: whether it was kept: not when it is over, gone, or answered so before.
    :raises ReturnChanged: when what is offered changed meanwhile; nothing is saved.
    """
    held = _held(row)
    if held is None or (held.is_over and not (is_wanted and _is_noted_no(held))):
        return False
    if stood is not None and stood != held.stand:
        raise ReturnChanged
    answer = Return.Answer.YES if is_wanted else Return.Answer.NO
    if held.answer == answer:
        return False
    was_agreed = held.answer == Return.Answer.YES
    held.answer, held.answered_at, held.noted_by = answer, now, by
    if not is_wanted:
        _take_as_not_given(held)
    held.save()
    if was_agreed and held.by not in (None, by):
        _tell(held, "return_not_wanted", to=held.by, now=now)
    _tell_that_it_was_noted(held, by=by, now=now)
    return True


def _is_noted_no(held: Return) -> bool:
    """Whether somebody else wrote down that the person does not want it."""
    return held.state == "not-wanted" and held.noted_by_id is not None


def _tell_that_it_was_noted(held: Return, *, by: Member | None, now: datetime) -> None:
    """Tell whoever signs in that somebody else wrote down what they say, so that they can put it right."""
    if by is not None and held.member.user_id:
        _tell(held, "return_noted", who=by, now=now)


@transaction.atomic
def give_return(row: Return, *, by: Member, now: datetime) -> bool:
    """
    Keep that it was given, so that the person is asked; False when they have not agreed to it, or it is over.

    :param by: who says so; they gave it, where nobody else was to.
    """
    held = _held(row, by=by)
    if held is None or held.state != "agreed":
        return False
    _take_as_not_given(held)
    held.given_at, held.by = now, held.by or by
    held.save()
    _tell(held, "return_given", now=now)
    return True


@transaction.atomic
def confirm_return(row: Return, *, has_it: bool, by: Member | None = None, now: datetime) -> bool:
    """
    Keep what the person says. "I haven't got it" opens it again, also when a yes was a mistake: whoever gives it hears
    that, and has three days more.

    :param by: who writes it down; None when they say it themselves. Whoever signs in then hears that it was.
    :returns: whether it was kept: not before they agreed to it, and not when it is withdrawn or not wanted.
    """
    held = _held(row)
    if held is None or held.state not in ("agreed", "given", *(() if has_it else ("had",))):
        return False
    held.got = Return.Got.YES if has_it else Return.Got.NOT_YET
    held.got_at, held.noted_by = now, by
    if has_it:
        held.given_at = held.given_at or now
    elif held.given_at:
        held.given_at = None
        held.due_on = timezone.localdate(now) + ANOTHER
    held.save()
    if not has_it and held.by not in (None, by):
        _tell(held, "return_not_there", to=held.by, now=now)
    _tell_that_it_was_noted(held, by=by, now=now)
    return True


@transaction.atomic
def withdraw_return(row: Return, *, why: str, by: Member, now: datetime) -> bool:
    """
    Say that it is not to be given after all, and why; the person hears it. False when it is over, or gone.

    :raises CannotLock: when the reason cannot be locked now; nothing is saved.
    """
    held = _held(row, by=by)
    if held is None or held.is_over:
        return False
    key = OwnKey(held.member, PURPOSE)
    held.why_locked, held.withdrawn_at = key.lock(held, "why_locked", why, now=now), now
    held.save()
    _tell(held, "return_withdrawn", who=by, now=now)
    return True


def hand_back_returns(leaves: Member, *, now: datetime) -> None:
    """
    Leave to be given by somebody else what a member offered or promised who goes, or runs the project no more; to whom
    it is promised hears it. What they gave stays theirs.
    """
    theirs = Return.objects.filter(by=leaves)
    promised = Member.objects.filter(returns__in=theirs.to_give()).distinct()
    to_tell = list(promised.order_by("pk"))
    if to_tell:
        tell_members(
            event=f"returns_handed_back:{leaves.pk}:{now.isoformat()}",
            project=leaves.project,
            kind="returns_handed_back",
            data={"by": leaves.known_as},
            recipients=to_tell,
            asks=True,
            now=now,
        )
    theirs.to_give().update(by=None)
    theirs.unanswered().update(by=None)


def forget_returns(member: Member, *, by: Member | None = None, now: datetime) -> None:
    """
    Delete what a member would like in return, and what they were promised and given; let nobody read it.

    :param by: who writes down that they take it back; they hear it then, where something was open.
    """
    if by not in (None, member) and any(not row.is_over for row in member.returns.all()):
        tell_members(
            event=f"returns_taken_back:{member.pk}:{now.isoformat()}",
            project=member.project,
            kind="returns_taken_back",
            data={"by": by.known_as},
            recipients=[member],
            asks=True,
            now=now,
        )
    _tell_who_gives(member.returns.select_related("by", "project", "member"), now=now)
    member.returns.all().delete()
    Wish.objects.filter(member=member).delete()
    forget_private(member, PURPOSE)


def _tell_who_gives(returns: Iterable[Return], *, now: datetime) -> None:
    """Tell whoever was to give these, which are about to go."""
    for row in returns:
        if row.by is not None and not row.is_over:
            _tell(row, "return_gone", to=row.by, now=now)


def _tell(
    row: Return, kind: str, *, to: Member | None = None, who: Member | None = None, now: datetime
) -> None:
    """
    Tell the person, or somebody who gives it, by their channel how far it is; neither what it is nor how much.

    :param who: who did it, where that is somebody else than who gives it.
    """
    by = who or row.by
    tell_members(
        event=f"{kind}:{row.pk}:{now.isoformat()}",
        project=row.project,
        kind=kind,
        data={
            "return": row.pk,
            "by": by.known_as if by else "",
            "name": row.member.known_as,
            "due_on": row.due_on.isoformat(),
            "stand": row.stand,
        },
        recipients=[to or row.member],
        asks=True,
        now=now,
    )
