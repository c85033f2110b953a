"""Sends one email by the settings of now, and says in words what became of it, and what to do about it."""

import base64
import smtplib
import socket
import ssl
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from core.context import FILES
from core.mail import one_line
from core.refusals import Refusal, meaning_of

SMTP = "django.core.mail.backends.smtp.EmailBackend"
#: So long one step may take, in seconds: whoever typed the command is waiting.
PATIENCE = 20
SUBJECT = "A test from Coproduce"
TEXT = """This is a test. Somebody who looks after Coproduce at {site} wanted to know whether its emails arrive.
They do. There is nothing to answer.
"""
LOOK_IN_SPAM = (
    "Look for it in a few minutes, also among spam. If it is there, set up SPF and DKIM for the address in"
    " DEFAULT_FROM_EMAIL: whoever runs your mail server knows how."
)


@dataclass(frozen=True)
class Tried:
    """What became of a test email: whether it is on its way, and words. They never hold a password."""

    is_on_its_way: bool
    words: str


def send_test_email(address: str) -> Tried:
    """Send one email to an address, and return what became of it; nothing is raised for what a mail server says."""
    kind = settings.EMAIL_BACKEND
    message = EmailMessage(SUBJECT, TEXT.format(site=settings.SITE_URL), to=[address])
    message.connection = get_connection(timeout=PATIENCE) if kind == SMTP else get_connection()
    try:
        message.send()
    except Exception as error:
        return Tried(False, _without_password(_trouble(error, address)))
    if settings.DEMO:
        return Tried(
            False, "This is a demo: the email is shown on its page of emails, and not sent."
        )
    if kind == FILES:
        return Tried(
            False,
            f"The email was kept as a file in {settings.EMAIL_FILE_PATH}, and not sent."
            " To send emails, set EMAIL_URL.",
        )
    if kind != SMTP:
        return Tried(True, f"The email was handed to {kind}.")
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return Tried(True, f"The mail server {where} accepted the email to {address}. {LOOK_IN_SPAM}")


def _trouble(error: Exception, address: str) -> str:
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    if isinstance(error, smtplib.SMTPException):
        return _said(error, where, address)
    if isinstance(error, socket.gaierror):
        return f"There is no server called {settings.EMAIL_HOST}. Look at its name in EMAIL_URL."
    if isinstance(error, ssl.SSLError):
        return (
            f"No safe connection to {where} ({getattr(error, 'reason', None) or 'TLS failed'}). Port 465 needs"
            " smtp+ssl://, port 587 needs smtp+tls:// in EMAIL_URL. If that is right, the server's certificate is not."
        )
    if isinstance(error, ConnectionRefusedError):
        return f"Nothing answers at {where}. Look at the name and the port in EMAIL_URL."
    if isinstance(error, TimeoutError):
        return (
            f"{where} did not answer in {PATIENCE} seconds. Often a firewall is in between: many hosts block port 25,"
            " and let 587 and 465 through."
        )
    if isinstance(error, UnicodeError):
        return (
            "This address cannot be written in an email, or the one in DEFAULT_FROM_EMAIL cannot."
        )
    if isinstance(error, OSError):
        return f"{where} cannot be reached ({type(error).__name__}: {error.strerror or 'no more is known'})."
    return f"The email could not be made ({type(error).__name__}). Look at DEFAULT_FROM_EMAIL."


def _said(error: smtplib.SMTPException, where: str, address: str) -> str:
    """Say what the server answered, and what that means."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        meaning = meaning_of(code, _text(words), is_of_address=True)
        about = {
            Refusal.OF_ADDRESS: f"There is no such address as {address}, it says.",
            Refusal.FOR_NOW: "Another time it may take the email: wait some minutes, and try again. If it says"
            " something of blocking or relaying, ask whoever runs it.",
            Refusal.OF_EMAIL: "It takes no emails from us for this address. Ask whoever runs it.",
        }[meaning]
        return f"{where} refused the address. It said: {code} {_text(words)}\n{about}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return (
            f"{where} hung up. Is it a mail server, and is this the right port? Look at EMAIL_URL."
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return (
            f"{where} does not offer what EMAIL_URL asks for (TLS, or a name and password). Port 587 needs"
            " smtp+tls://, port 465 smtp+ssl://."
        )
    if isinstance(error, smtplib.SMTPResponseException):
        answer = f"It said: {error.smtp_code} {_text(error.smtp_error)}"
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return f"{where} does not take the name and password in EMAIL_URL. {answer}"
        if isinstance(error, smtplib.SMTPSenderRefused):
            return f"{where} sends nothing from {settings.DEFAULT_FROM_EMAIL}. {answer}\nLook at DEFAULT_FROM_EMAIL."
        return f"{where} did not take the email. {answer}"
    return f"{where} did not take the email ({type(error).__name__})."


def _text(words: bytes | str) -> str:
    return one_line(words.decode(errors="replace") if isinstance(words, bytes) else words)


def _without_password(words: str) -> str:
    """Return the words without the password, also as a server may repeat it."""
    if password := settings.EMAIL_HOST_PASSWORD:
        user = settings.EMAIL_HOST_USER
        for sent in (password, f"\0{user}\0{password}"):
            words = words.replace(base64.b64encode(sent.encode()).decode(), "...")
        words = words.replace(password, "...")
    return words
