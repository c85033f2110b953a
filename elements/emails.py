"""Builds the emails of reviews."""

from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives

from elements.models import Review
from outbox.emails import letter
from outbox.models import Delivery, Message

Build = Callable[[Delivery], EmailMultiAlternatives]


def review_opened(message: Message) -> Build:
    """Ask a member to rate the project. ``payload``: ``review``."""
    return letter("elements/review_opened", message, {"review": _review(message)})


def review_reminder(message: Message) -> Build:
    """Remind a member who has not answered. ``payload``: ``review``."""
    return letter("elements/review_reminder", message, {"review": _review(message)})


def review_closed(message: Message) -> Build:
    """Tell a member that the answers can be read. ``payload``: ``review``."""
    return letter("elements/review_closed", message, {"review": _review(message)})


def _review(message: Message) -> Review:
    return Review.objects.get(pk=message.payload["review"])
