"""Sends the emails of signing in, and forgets what is old."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from celery import shared_task
from django.contrib.sessions.models import Session
from django.core.mail import get_connection
from django.utils import timezone

from accounts import emails
from accounts.models import AttemptTally, SignInCode, WaitingWords
from accounts.waiting_words import KEPT_FOR

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=1)
KEPT = timedelta(days=1)


@shared_task
def send_code(*, code_id: int) -> None:
    """Send the email of one request to sign in."""
    now = timezone.now()
    rows = SignInCode.objects.live(now=now).filter(pk=code_id)
    _send(rows.claim(now=now, lease=LEASE))


@shared_task
def send_due() -> None:
    """Send the emails that wait, whatever became of their messages in the broker."""
    now = timezone.now()
    _send(SignInCode.objects.live(now=now).claim(now=now, lease=LEASE))


@shared_task
def forget_old() -> None:
    """Delete requests to sign in and counts after a day, words kept for an hour, and sessions that have ended."""
    now = timezone.now()
    SignInCode.objects.filter(created_at__lt=now - KEPT).delete()
    AttemptTally.objects.filter(created_at__lt=now - KEPT).delete()
    WaitingWords.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    Session.objects.filter(expire_date__lt=now).delete()


def _send(codes: Iterable[SignInCode]) -> None:
    """Send one email for each, all over one connection; a failure waits for its next try."""
    connection = None
    for code in codes:
        connection = connection or get_connection()
        try:
            message = emails.for_code(code)
            message.connection = connection
            connection.open()
            message.send()
        except Exception as error:
            # Only the kind of error: its words can hold the address.
            logger.warning("The email of %s did not leave: %s", code, type(error).__name__)
            code.mark_failed(now=timezone.now(), error=type(error).__name__)
        else:
            code.mark_done(now=timezone.now())
    if connection:
        connection.close()
