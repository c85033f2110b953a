"""Keeps whether somebody took part in planning a step."""

from datetime import datetime

from django.db import transaction

from core.once import lock_row
from core.standing import require_same_standing
from plan.models import PlannedTogether, Step
from projects.models import Member


@transaction.atomic
def answer_planning(
    step: Step,
    *,
    member: Member,
    was_there: bool,
    by: Member,
    now: datetime,
    stood: str | None = None,
) -> PlannedTogether:
    """
    Keep whether a member took part in planning a step; the same said again changes nothing.

    :param by: the facilitator who writes it down for them, or they.
    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody wrote down the opposite meanwhile.
    """
    lock_row(step)
    known = PlannedTogether.objects.filter(step=step, member=member).first()
    row = known or PlannedTogether(step=step, member=member)
    require_same_standing(row, {"was_there": was_there}, stood=stood)
    entered_by = None if by.pk == member.pk else by
    if known and known.was_there == was_there and (entered_by or known.entered_by_id is None):
        return known
    row.was_there, row.said_at, row.entered_by = was_there, now, entered_by
    row.was_participant = not member.is_facilitator
    row.save()
    return row
