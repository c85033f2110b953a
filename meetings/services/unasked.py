"""Settles what others read of what somebody says we should be asking: all, without some parts, or nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ballots.redaction import shown_of
from core.standing import require_same_standing
from meetings.models import Unasked
from questions.services import add_reviewed_words, change_reviewed_words


@transaction.atomic
def settle_unasked(
    unasked: Unasked,
    outcome: str,
    *,
    taken_out: Iterable[str] = (),
    stood: str | None = None,
    now: datetime,
) -> None:
    """
    Say what others read of some words: the whole, the whole without the named parts, or nothing.

    What is shown is among what people say, where it is answered. What was overlooked can be put right: settling it
    again starts from what was written.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else settled it otherwise meanwhile.
    :raises CannotTakeOut: as :func:`ballots.redaction.shown_of`.
    """
    said = {"outcome": outcome, "shown_text": shown_of(unasked.text, outcome, taken_out)}
    rows = Unasked.objects.select_related("pulse__project", "contribution")
    held = rows.select_for_update(of=("self",)).filter(pk=unasked.pk).first()
    if held is None:
        return
    require_same_standing(held, said, stood=stood)
    Unasked.objects.filter(pk=held.pk).update(**said)
    project, shown = held.pulse.project, said["shown_text"]
    if held.contribution is not None:
        was_out = held.outcome == Unasked.Outcome.LEFT_OUT
        change_reviewed_words(held.contribution, words=shown, were_left_out=was_out, now=now)
    elif shown and not project.has_ended:
        made = add_reviewed_words(project, words=shown, now=now)
        Unasked.objects.filter(pk=held.pk).update(contribution=made)
