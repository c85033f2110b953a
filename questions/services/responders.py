"""Tells whoever responded from outside what becomes of it, at the address that they confirmed."""

from datetime import datetime
from typing import Any

from outbox.services import tell_address
from questions.models import Contribution, Response


def tell_responder(
    said: Contribution, what: str, *, event: str, now: datetime, **data: Any
) -> None:
    """
    Tell whoever responded what was done with it; nobody, where it is no response, or the address is gone.

    :param what: one of :data:`questions.response_emails.SAYS`.
    :param event: names what happened; the same is told once.
    """
    row = Response.objects.filter(contribution=said).first() if said.is_from_community else None
    if row is not None and row.address:
        tell_response(row, what, event=event, now=now, **data)


def tell_response(row: Response, what: str, *, event: str, now: datetime, **data: Any) -> None:
    """Do the same for a response, also one that is not shown."""
    tell_address(
        event=f"{events_of(row)}{event}",
        project=row.project,
        kind="response_told",
        data={"response": row.pk, "what": what, **data},
        addresses=[row.address],
        now=now,
    )


def events_of(row: Response) -> str:
    """Return how the names of all events of a response begin."""
    return f"response:{row.pk}:"
