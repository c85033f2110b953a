"""Builds emails from their three templates; one that many people get is rendered once."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import escape

from core.offers import offered
from core.templatetags.own_words import apart_in_plain_text, apart_in_text, unlinked

__all__ = [
    *("Letter", "build_message", "each_apart", "one_line", "prepare", "sender", "site_name"),
    "unlinked",
]


@dataclass(frozen=True)
class Letter:
    """An email rendered once for everybody, with marks where each person's own words go."""

    subject: str
    text: str
    html: str
    marks: Mapping[str, str]
    headers: Mapping[str, str]

    def to(
        self,
        address: str,
        *,
        message_id: str = "",
        headers: Mapping[str, str] | None = None,
        **own: str,
    ) -> EmailMultiAlternatives:
        """
        Return the email of one person, not yet sent.

        ``own`` fills each mark; it is escaped where it stands in HTML. ``message_id`` is the fixed
        Message-ID of the row it is sent for, so that a second try is the same email.
        """
        subject, text, html = self.subject, self.text, self.html
        for name, mark in self.marks.items():
            value = own[name]
            subject = subject.replace(mark, apart_in_plain_text(one_line(value)))
            text = text.replace(mark, apart_in_plain_text(value))
            # A mark may stand in an attribute, where no element can; and an address stays as it is.
            html = html.replace(mark, escape(value if "://" in value else apart_in_text(value)))
        email = EmailMultiAlternatives(
            subject=subject,
            body=text,
            from_email=sender(),
            to=[address],
            headers={**self.headers, **(headers or {})},
        )
        if message_id:
            email.extra_headers["Message-ID"] = message_id
        email.attach_alternative(html, "text/html")
        return email


def prepare(
    template: str,
    context: Mapping[str, Any],
    *,
    own: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """
    Render ``templates/emails/<template>.{subject.txt,txt,html}`` once, for any number of people.

    ``own`` names the variables that differ from person to person; a template may print them and do nothing else
    with them. The marks that stand for them cannot be guessed, so nobody's words can be taken for one.
    """
    marks = {name: f"own{secrets.token_hex(12)}" for name in own}
    whole = {"site_url": settings.SITE_URL, **context, **marks}
    return Letter(
        subject=one_line(render_to_string(f"emails/{template}.subject.txt", whole)),
        text=render_to_string(f"emails/{template}.txt", whole).strip() + "\n",
        html=render_to_string(f"emails/{template}.html", whole),
        marks=marks,
        headers=dict(headers or {}),
    )


def build_message(
    template: str,
    *,
    to: str,
    context: Mapping[str, Any],
    message_id: str = "",
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Return one email to one person, not yet sent, from ``templates/emails/<template>.{subject.txt,txt,html}``."""
    return prepare(template, context, headers=headers).to(to, message_id=message_id)


def site_name() -> str:
    """Return what people know this site as, as an app offers it."""
    return next((str(offer()) for offer in offered("site_name")), "Coproduce")


def sender() -> str:
    """Return who emails come from: the address of the settings, under the name given there, or that of this site."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    # A name that looks like an address would be taken for the sender.
    return formataddr((name or one_line(site_name().replace("@", " ")), address))


def one_line(text: str) -> str:
    """Return the text without line breaks: in a subject, a line break would begin a header of its own."""
    return " ".join(text.split())


def each_apart(**words: object) -> dict[str, str]:
    """Return words of people to put into a sentence of ours, so that an Arabic name does not turn it round."""
    return {
        name: apart_in_plain_text(text) if "\n" in (text := str(word)) else apart_in_text(text)
        for name, word in words.items()
    }
