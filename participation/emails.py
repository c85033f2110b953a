"""Builds the emails of participation: invitations, participation reviews, and actions asked of somebody."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from actions.models import Action
from core.mail import prepare
from outbox.emails import address_of, letter, unlinked
from outbox.models import Delivery, Message
from participation.models import Gap, Invitation, ParticipationReview
from projects.models import Project

Build = Callable[[Delivery], EmailMultiAlternatives]


def invitation(message: Message) -> Build:
    """
    Invite a person, who is no member yet: who asks, to what, and a link of their own.

    ``payload`` holds ``by`` and ``words``. The link is made when the email is built, so that it is kept nowhere.
    """
    project = _project(message)
    prepared = prepare(
        "participation/invitation",
        {
            "project": project,
            "project_name": unlinked(project.name),
            "organisation": project.organisation,
            "by": unlinked(message.payload["by"]),
            "words": message.payload["words"],
            "asks": True,
        },
        own=("known_as", "link"),
        headers={"Auto-Submitted": "auto-generated"},
    )

    def build(delivery: Delivery) -> EmailMultiAlternatives:
        newest = Invitation.objects.filter(member=delivery.member).latest("pk")
        path = reverse("participation:invitation", args=[newest.token])
        return prepared.to(
            address_of(delivery),
            message_id=delivery.mail_id,
            known_as=unlinked(delivery.member.known_as) if delivery.member else "",
            link=f"{settings.SITE_URL}{path}",
        )

    return build


def review_opened(message: Message) -> Build:
    """Tell a facilitator that a participation review is open, and what it found. ``payload``: ``review``."""
    return letter("participation/review_opened", message, _review(message))


def review_overdue(message: Message) -> Build:
    """Remind a facilitator of a participation review that waits to be finished. ``payload``: ``review``."""
    return letter("participation/review_overdue", message, _review(message))


def action_asked(message: Message) -> Build:
    """Tell a member what they are asked to do, by when, and why. ``payload``: ``action``."""
    action = Action.objects.select_related("gap", "imbalance__group").get(
        pk=message.payload["action"]
    )
    return letter("participation/action_asked", message, {"action": action})


def _review(message: Message) -> dict[str, Any]:
    review = ParticipationReview.objects.get(pk=message.payload["review"])
    gaps = review.gaps.filter(outcome=Gap.Outcome.OPEN)
    return {
        "review": review,
        "gaps": gaps[:20],
        "gap_count": gaps.count(),
        "members": review.snapshot.get("members", {}),
    }


def _project(message: Message) -> Project:
    return Project.objects.select_related("organisation").get(messages=message)
