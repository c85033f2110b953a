"""Tells members what happened to what they said about the plan."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from outbox.services import tell
from plan.models import Concern
from projects.models import Member


def tell_answer(concern: Concern, *, by: Member, now: datetime) -> None:
    """
    Tell whoever raised a concern what the answer is, once, by their channel.

    They are asked again whether they agree, unless the statement itself was taken back.
    """
    statement = concern.statement
    asks = statement.retired_at is None
    words = _("You said: “%(concern)s” %(by)s answers: %(outcome)s")
    if asks:
        words = _(
            "You said: “%(concern)s” %(by)s answers: %(outcome)s Do you agree now, or not yet?"
        )
    detail = reverse("plan:statement_detail", args=[statement.project.slug, statement.pk])
    tell(
        event=f"concern:{concern.pk}:answered",
        project=statement.project,
        builder="outbox.emails.standard",
        payload={"concern": concern.pk},
        subject=_("%(by)s has answered your concern") % {"by": by.known_as},
        summary=words % {"concern": concern.words, "by": by.known_as, "outcome": concern.outcome},
        path=f"{detail}#c{concern.pk}",
        recipients=[concern.member],
        asks=asks,
        now=now,
    )
