"""Chooses decisions for the public page, one by one, and takes them off it."""

from datetime import datetime

from core.prepared import Prepared, number
from decisions.models import Decision, DecisionVersion, PublicDecision
from projects.models import Member


def publish_decision(
    decision: Decision, version: DecisionVersion, *, by: Member, now: datetime
) -> None:
    """Let a decision be on the public page in the words of this version; it shows as long as they are its newest."""
    PublicDecision.objects.update_or_create(
        decision=decision, defaults={"version": version, "by": by, "at": now}
    )


def unpublish_decision(decision: Decision) -> None:
    """Take a decision off the public page."""
    PublicDecision.objects.filter(decision=decision).delete()


def is_public(decision: Decision) -> bool:
    """Whether the newest words of a decision are chosen for the public page."""
    return bool(_PUBLIC.all(decision=decision.pk))


_PUBLIC = Prepared(
    lambda: Decision.objects.public().filter(pk=number("decision")).values_list("pk")
)
