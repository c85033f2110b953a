"""Tells somebody what they are asked to do."""

from datetime import datetime

from actions.models import Action
from outbox.services import tell_members


def ask_owner_of_action(action: Action, *, now: datetime, **comes_from: int) -> None:
    """
    Tell the member who is to do it, once, however often it is called.

    :param comes_from: the number of what it comes from, which says why: ``review`` or ``group``.
    """
    tell_members(
        event=f"action:{action.pk}:asked",
        project=action.project,
        kind="action_asked",
        data={"action": action.pk, "what": action.what, **comes_from},
        recipients=[action.owner],
        asks=True,
        now=now,
    )
