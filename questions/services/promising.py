"""Who answers what somebody said, and by which day; and the clock of a project."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.once import lock_row
from core.standing import require_same_standing
from outbox.services import tell_members
from projects.models import Member, Project
from questions.models import AnswerTime, Contribution
from questions.services.answering import AnsweredBefore
from questions.services.responders import tell_responder


@transaction.atomic
def read_contribution(contribution: Contribution, *, by: Member, now: datetime) -> bool:
    """Keep that somebody has read it and answers it; return whether that is so: who said so first stays."""
    return _take_on(contribution, by=by, instead_of=None, now=now)


@transaction.atomic
def hand_over_contribution(
    contribution: Contribution, *, to: Member, by: Member, now: datetime
) -> None:
    """
    Let another facilitator answer it, and tell them; who takes it themselves is told nothing.

    :raises AnsweredBefore: when it was answered, or somebody else takes care of it by now.
    """
    taken = _take_on(contribution, by=to, instead_of=contribution.read_by_id, now=now)
    if not taken:
        raise AnsweredBefore
    if to == by:
        return
    tell_members(
        event=f"contribution:{contribution.pk}:for:{to.pk}:{now.isoformat()}",
        project=contribution.project,
        kind="contribution_handed_over",
        data={"contribution": contribution.pk, "by": by.known_as},
        recipients=[to],
        asks=True,
        now=now,
    )


def _take_on(
    contribution: Contribution, *, by: Member, instead_of: int | None, now: datetime
) -> bool:
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    wants_answer = held.answer_id is None and not held.is_taken_back
    if wants_answer and held.read_by_id in (None, instead_of, by.pk):
        held.read_at, held.read_by = held.read_at or now, by
        held.save(update_fields=["read_at", "read_by"])
    contribution.refresh_from_db(fields=["read_at", "read_by", "answer", "taken_back_at"])
    return wants_answer and held.read_by_id == by.pk


@transaction.atomic
def promise_later(
    contribution: Contribution,
    *,
    answer_by: date,
    later_why: str,
    by: Member,
    now: datetime,
    stood: str | None = None,
) -> None:
    """
    Promise the answer for another day, with the reason, and tell whoever waits; the first day stays in view.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises AnsweredBefore: when it was answered or taken back meanwhile.
    :raises EditConflict: when another day was promised meanwhile.
    """
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if held.answer_id is not None or held.is_taken_back:
        raise AnsweredBefore
    said = {"answer_by": answer_by, "later_why": later_why}
    require_same_standing(held, said, stood=stood)
    if (held.answer_by, held.later_why) != (answer_by, later_why):
        _move_promise(held, until=answer_by, why=later_why, by=by, now=now)
    contribution.refresh_from_db()


def _move_promise(held: Contribution, *, until: date, why: str, by: Member, now: datetime) -> None:
    held.first_answer_by = held.first_answer_by or held.answer_by
    held.answer_by, held.later_why = until, why
    held.save(update_fields=["first_answer_by", "answer_by", "later_why"])
    about = {"by": by.known_as, "until": until.isoformat()}
    tell_responder(held, "later", event=f"later:{until}:{now.isoformat()}", now=now, **about)
    waits = held.member or (held.entered_by if held.for_whom else None)
    if waits is None or waits == by:
        return
    tell_members(
        event=f"contribution:{held.pk}:later:{until}",
        project=held.project,
        kind="contribution_later",
        data={"contribution": held.pk, "by": by.known_as, "for_whom": held.for_whom},
        recipients=[waits],
        asks=True,
        now=now,
    )


@transaction.atomic
def set_answer_time(
    project: Project,
    *,
    days: int,
    paused_until: date | None,
    pause_why: str,
    by: Member,
    now: datetime,
    stood: str | None = None,
) -> AnswerTime:
    """
    Keep how many days an answer takes in a project, and until when its clock is paused.

    A pause moves the day of what is open and not late by as many days as it lasts, or lasts longer than before, and
    tells whoever waits. A day that was promised is never moved back: not when a pause ends early, nor by fewer days.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else changed it meanwhile.
    """
    lock_row(project)
    today = timezone.localdate(now)
    clock = AnswerTime.objects.filter(project=project).first() or AnswerTime(project=project)
    said = {"days": days, "paused_until": paused_until, "pause_why": pause_why}
    require_same_standing(clock, said, stood=stood)
    paused = max(clock.paused_until or today, today)
    lasts = (paused_until or today) - paused
    if clock.paused_until != paused_until:
        clock.paused_by = by if paused_until else None
    for name, value in said.items():
        setattr(clock, name, value)
    clock.save()
    if lasts > timedelta():
        rows = project.contributions.open().filter(answer_by__gte=today).select_for_update()
        for row in rows.order_by("pk"):
            _move_promise(row, until=row.answer_by + lasts, why=pause_why, by=by, now=now)
    return clock
