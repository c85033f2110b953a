"""Whoever signs in with a code that we emailed reads the mailbox: emails go there again."""

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.utils import timezone

from accounts.models import User
from outbox import services
from outbox.models import RefusedAddress

logger = logging.getLogger(__name__)


def watch() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="outbox.signing_in")


def _signed_in(*, user: User, **_named: Any) -> None:
    """Use an address again when a code was read there since; a link on paper says nothing of the mailbox."""
    refused = RefusedAddress.objects.filter(address=user).first()
    if refused is None:
        return
    codes = user.sign_in_codes.filter(email=user.email, created_at__gt=refused.since, tries__gt=0)
    if not codes.filter(used_at__isnull=False).exists():
        return
    try:
        services.use_address_again(user, now=timezone.now())
    except Exception:
        # Whoever comes in must not be kept out by letters that wait.
        logger.exception("The address of user %s could not be used again.", user.pk)
