"""Tells members what happened to what they said about the plan."""

from datetime import datetime

from outbox.services import tell_members
from plan.models import Concern
from projects.models import Member


def tell_answer(concern: Concern, *, by: Member, now: datetime) -> None:
    """
    Tell whoever raised a concern what the answer is, once, by their channel, whatever else they want to hear.

    They are asked again whether they agree, unless the statement itself was taken back.
    """
    tell_members(
        event=f"concern:{concern.pk}:answered",
        project=concern.statement.project,
        kind="concern_answered",
        data={"concern": concern.pk, "statement": concern.statement_id, "by": by.known_as},
        recipients=[concern.member],
        asks=True,
        now=now,
    )
