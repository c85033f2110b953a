"""Tells somebody what they are asked to do."""

from datetime import datetime

from django.utils.translation import gettext as _

from actions.models import Action
from outbox.services import tell


def ask_owner(action: Action, *, path: str, now: datetime) -> None:
    """Tell the member who is to do it, once, however often it is called; ``path``: the page that says why."""
    tell(
        event=f"action:{action.pk}:asked",
        project=action.project,
        builder="participation.emails.action_asked",
        payload={"action": action.pk},
        subject=_("You are asked to do something: %(what)s") % {"what": action.what[:120]},
        summary=action.what,
        path=path,
        recipients=[action.owner],
        asks=True,
        now=now,
    )
