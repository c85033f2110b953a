"""Finds who coordinates an organisation, who is invited to, and what an invitation's link is about."""

from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from outbox.models import Delivery
from projects.models import Coordinator, CoordinatorInvitation, Organisation

#: So many fit on the page. An organisation has a handful.
MOST = 100
#: What an invitation's link is about, for whoever opens it.
OPEN, SIGN_IN, HERE, DECLINED = "open", "sign-in", "here", "declined"
TAKEN_BACK, EXPIRED, OVER, UNKNOWN = "taken-back", "expired", "over", "unknown"
#: With these, the page is about something that still is.
ANSWERABLE = {OPEN, SIGN_IN, HERE, DECLINED}


def here(organisation: Organisation) -> list[Coordinator]:
    """Return who coordinates, who came first on top."""
    return list(organisation.coordinators.select_related("user").order_by("pk")[:MOST])


def is_last(coordinator: Coordinator) -> bool:
    """Whether nobody else coordinates who can sign in."""
    others = Coordinator.objects.filter(
        organisation=coordinator.organisation_id, user__is_active=True
    )
    return not others.exclude(pk=coordinator.pk).exists()


def invited(organisation: Organisation, *, now: datetime) -> list[CoordinatorInvitation]:
    """Return who is invited and has not answered, with ``is_expired`` and ``is_lost``: the email could not leave."""
    rows = _with_lost(organisation.coordinator_invitations.open()).select_related("by", "user")
    found = list(rows.order_by("pk")[:MOST])
    for row in found:
        row.is_expired = row.expires_at <= now  # type: ignore[attr-defined]
    return found


def _with_lost(rows: QuerySet[CoordinatorInvitation]) -> QuerySet[CoordinatorInvitation]:
    event = Concat(
        Value("coordinator-invitation:"), Cast(OuterRef("pk"), CharField()), Value(":sent")
    )
    given_up = Delivery.objects.filter(
        message__event=event, gave_up_at__isnull=False, done_at__isnull=True
    )
    return rows.annotate(is_lost=Exists(given_up))


def state_of(invitation: CoordinatorInvitation | None, user: Any, *, now: datetime) -> str:
    """Say what an invitation's link is about for whoever opens it."""
    if invitation is None or not invitation.user.is_active:
        return UNKNOWN
    if invitation.end == CoordinatorInvitation.End.ACCEPTED:
        rows = Coordinator.objects.filter(
            organisation=invitation.organisation, user=invitation.user
        )
        return HERE if rows.exists() else OVER
    if invitation.end == CoordinatorInvitation.End.TAKEN_BACK:
        return TAKEN_BACK
    if invitation.end:
        return DECLINED
    if invitation.expires_at <= now:
        return EXPIRED
    return OPEN if user == invitation.user else SIGN_IN
