"""Tells at once that somebody is worried about somebody's safety, and keeps what was done."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from core.locked_words import CannotLock
from core.once import find_sent
from outbox.services import tell_address, tell_members
from projects.models import Member, Project
from questions.models import Contribution, Reply, SafetyWorry
from questions.models.safety import look_by

#: So many things a participant sets aside in a day at most; what worries them beyond that is told all the same.
MOST_SET_ASIDE = 3
_DAY = timedelta(days=1)


class LookedAtBefore(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody else wrote down what was done meanwhile; that stays."""


@dataclass(frozen=True)
class OpenedWorry:
    """What is private in a worry, opened for one reading."""

    words: str
    done: str


@transaction.atomic
def mark_worry(
    project: Project,
    *,
    by: Member,
    about: Contribution | Reply | None = None,
    words: str = "",
    now: datetime,
    sent_key: UUID | None = None,
) -> SafetyWorry:
    """
    Keep that a member is worried about somebody's safety, and tell the facilitators and the named person at once.

    What it is about is set aside, unless it was put back before, or the member has set aside a lot today. Where the
    words cannot be locked, the worry is told without them: ``words_locked`` stays empty.
    """
    if sent := find_sent(project.safety_worries.all(), sent_key, lock=project):
        return sent
    key = "reply" if isinstance(about, Reply) else "contribution"
    worry = SafetyWorry(
        project=project, marked_by=by, marked_at=now, look_by=look_by(now), sent_key=sent_key
    )
    with suppress(CannotLock):
        worry.lock(words=words)
    if about is not None:
        setattr(worry, key, about)
        worry.has_set_aside = _set_aside(about, by=by, now=now)
    worry.save()
    _tell_at_once(worry, now=now)
    return worry


def _set_aside(about: Contribution | Reply, *, by: Member, now: datetime) -> bool:
    """Set it aside if this may; return whether this did it."""
    held = type(about)._default_manager.select_for_update().get(pk=about.pk)
    if held.is_set_aside or held.is_taken_back:
        return False
    if not by.is_facilitator:
        today = SafetyWorry.objects.filter(
            marked_by=by, has_set_aside=True, marked_at__gt=now - _DAY
        )
        was_put_back = SafetyWorry.objects.about(held).filter(outcome=SafetyWorry.Outcome.BACK)
        if today.count() >= MOST_SET_ASIDE or was_put_back.exists():
            return False
    held.set_aside(now=now)
    about.refresh_from_db()
    return True


def _tell_at_once(worry: SafetyWorry, *, now: datetime) -> None:
    project, event = worry.project, f"safety-worry:{worry.pk}"
    about: dict[str, Any] = {"data": {"worry": worry.pk}, "now": now}
    tell_members(
        event=f"{event}:facilitators",
        project=project,
        kind="safety_worry",
        recipients=project.members.taking_part().facilitators(),
        asks=True,
        **about,
    )
    if project.safety_email:
        addresses = [project.safety_email]
        tell_address(
            event=f"{event}:outside",
            project=project,
            kind="safety_needs_you",
            addresses=addresses,
            **about,
        )


@transaction.atomic
def look_at_worry(
    worry: SafetyWorry,
    *,
    by: Member,
    done: str,
    outcome: str = SafetyWorry.Outcome.LOOKED_AT,
    aside_why: str = "",
    tells_author: bool = False,
    now: datetime,
) -> None:
    """
    Write down what was done, once, and put back what was set aside, or leave it so with a reason.

    :param tells_author: whether its author hears, by their channel, that it is back or stays aside.
    :raises LookedAtBefore: when somebody else did so meanwhile, or with other words.
    :raises core.locked_words.CannotLock: when it cannot be locked now; nothing is saved.
    """
    held = SafetyWorry.objects.select_for_update().get(pk=worry.pk)
    if not held.is_open:
        if held.done_by_id != by.pk or held.unlock("done") != done:
            raise LookedAtBefore
        return
    held.lock(done=done)
    held.outcome, held.done_at, held.done_by = outcome, now, by
    held.save(update_fields=["done_locked", "outcome", "done_at", "done_by"])
    _settle(held, aside_why=aside_why, tells_author=tells_author, now=now)


@transaction.atomic
def put_back_worried(worry: SafetyWorry, *, tells_author: bool, now: datetime) -> bool:
    """Put back what was left aside after somebody looked; return whether it was aside."""
    held = SafetyWorry.objects.select_for_update().get(pk=worry.pk)
    if held.outcome != SafetyWorry.Outcome.ASIDE:
        return False
    held.outcome = SafetyWorry.Outcome.BACK
    held.save(update_fields=["outcome"])
    return _settle(held, aside_why="", tells_author=tells_author, now=now)


def _settle(held: SafetyWorry, *, aside_why: str, tells_author: bool, now: datetime) -> bool:
    """Bring what it is about to where the outcome says; return whether anything was put back."""
    about, outcomes = held.about, SafetyWorry.Outcome
    if about is None:
        return False
    row = type(about)._default_manager.select_for_update().get(pk=about.pk)
    if row.is_taken_back:
        if not SafetyWorry.objects.about(row).open().exists():
            row.forget()
        return False
    if held.outcome == outcomes.LOOKED_AT:
        return False
    if held.outcome == outcomes.ASIDE:
        row.set_aside(now=now, why=aside_why)
        if tells_author:
            _tell_author(row, "safety_left_aside", event=f"safety-worry:{held.pk}:aside", now=now)
        return False
    # Somebody else is worried about it too, and nobody has looked at that yet; or it was left aside for that.
    others = SafetyWorry.objects.about(row).exclude(pk=held.pk)
    if (others.open() | others.filter(outcome=outcomes.ASIDE)).exists() or not row.put_back():
        return False
    if tells_author:
        _tell_author(row, "safety_back", event=f"safety-worry:{held.pk}:back", now=now)
    return True


def _tell_author(row: Contribution | Reply, kind: str, *, event: str, now: datetime) -> None:
    if row.member is None:
        return
    contribution = row.contribution if isinstance(row, Reply) else row
    tell_members(
        event=event,
        project=contribution.project,
        kind=kind,
        data={"contribution": contribution.pk},
        recipients=[row.member],
        asks=True,
        now=now,
    )


@transaction.atomic
def open_worry(worry: SafetyWorry, *, by: Member, now: datetime) -> OpenedWorry:
    """
    Open what is private in a worry for one reading, and keep who read it and when.

    :raises core.locked_words.WordsAreLocked: when the key is away; then no reading is kept.
    """
    opened = OpenedWorry(words=worry.unlock("words"), done=worry.unlock("done"))
    worry.readings.create(member=by, at=now)
    return opened


@transaction.atomic
def tell_coordinators(worry: SafetyWorry, *, now: datetime) -> None:
    """
    Tell the coordinators, once, that nobody has written down what was done; without any, the person outside again.

    They read neither the worry nor what it is about. While there is nobody to tell, it stays to be told.
    """
    held = SafetyWorry.objects.select_for_update().get(pk=worry.pk)
    if not held.is_open or held.coordinators_told_at is not None:
        return
    project = held.project
    coordinators = project.organisation.coordinators.order_by("pk")
    addresses = list(coordinators.values_list("user__email", flat=True))
    addresses = addresses or list(filter(None, [project.safety_email]))
    if not addresses:
        return
    tell_address(
        event=f"safety-worry:{held.pk}:late",
        project=project,
        kind="safety_late",
        data={"worry": held.pk},
        addresses=addresses,
        now=now,
    )
    held.coordinators_told_at = now
    held.save(update_fields=["coordinators_told_at"])
