"""Sends the emails of signing in and of changes of address, and forgets what is old."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from celery import shared_task
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone

from accounts import emails
from accounts.models import (
    CONFIRM_LIFE,
    UNDO_LIFE,
    AddressChange,
    AttemptTally,
    SignInCode,
    WaitingWords,
    WrongCodes,
)
from accounts.waiting_words import KEPT_FOR
from core.refusals import Refusal, meaning_of

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=1)
KEPT = timedelta(days=1)
Mail = SignInCode | AddressChange | WrongCodes


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
    _send(AddressChange.objects.claim(now=now, lease=LEASE))
    _send(WrongCodes.objects.claim(now=now, lease=LEASE))


@shared_task
def send_wrong_codes(*, wrong_codes_id: int) -> None:
    """Send the email that tells somebody of wrong codes for their address."""
    _send(WrongCodes.objects.filter(pk=wrong_codes_id).claim(now=timezone.now(), lease=LEASE))


@shared_task
def send_address_mail(*, change_id: int) -> None:
    """Send the email that is due for one change of address."""
    _send(AddressChange.objects.filter(pk=change_id).claim(now=timezone.now(), lease=LEASE))


@shared_task
def forget_old() -> None:
    """
    Delete requests to sign in and counts after a day, words kept for an hour, sessions that have ended, and changes of
    address that can be neither confirmed nor undone.
    """
    now = timezone.now()
    SignInCode.objects.filter(created_at__lt=now - KEPT).delete()
    WrongCodes.objects.filter(created_at__lt=now - KEPT).delete()
    over = AddressChange.objects.filter(created_at__lt=now - CONFIRM_LIFE)
    over.filter(Q(confirmed_at=None) | Q(confirmed_at__lt=now - UNDO_LIFE)).delete()
    AttemptTally.objects.filter(created_at__lt=now - KEPT).delete()
    WaitingWords.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    Session.objects.filter(expire_date__lt=now).delete()


def _send(rows: Iterable[Mail]) -> None:
    """
    Send one email for each, all over one connection; a failure waits for its next try.

    What cannot be sent to one address stands in nobody else's way: after it, the connection is a new one.
    """
    connection = get_connection()
    for row in rows:
        try:
            message = _message(row)
            message.connection = connection
            connection.open()
            message.send()
        except Exception as error:
            # Only the kind of error: its words can hold the address.
            logger.warning("The email of %s did not leave: %s", row, type(error).__name__)
            end = row.give_up if _is_of_address(error) else row.mark_failed
            end(now=timezone.now(), error=type(error).__name__)
            _close(connection)
        else:
            row.mark_done(now=timezone.now())
    _close(connection)


def _is_of_address(error: Exception) -> bool:
    """Whether no email will ever reach the address: there is none such, or it cannot be written in an email."""
    if not isinstance(error, SMTPRecipientsRefused):
        return isinstance(error, UnicodeError)
    code, words = next(iter(error.recipients.values()))
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return meaning_of(code, text, is_of_address=True) is Refusal.OF_ADDRESS


def _close(connection: BaseEmailBackend) -> None:
    """Let the connection go, whatever state it is in."""
    with suppress(OSError):  # SMTPException is one
        connection.close()


def _message(row: Mail) -> EmailMultiAlternatives:
    if isinstance(row, SignInCode):
        return emails.for_code(row)
    return emails.for_change(row) if isinstance(row, AddressChange) else emails.for_wrong_codes(row)
