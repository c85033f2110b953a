"""Writes the emails that a worker sends, each in its reader's language."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from outbox import emails
from outbox.kinds import CannotTell, Told, put_into_words
from outbox.models import Delivery, Digest, Message
from outbox.switched_off import let_go_unless_told
from projects.models import Member

Made = TypeVar("Made")
#: What was made, or what went wrong in making it, by what it is of.
Kept = dict[Hashable, Made | Exception]
#: Of each kind: what is sent one after the other is often the same, and thousands that are not would fill the memory.
MOST_KEPT = 200


def language_of(member: Member | None) -> str:
    """Return the language in which somebody reads; without a sign-in, the one of the installation."""
    return member.user.language if member and member.user else settings.LANGUAGE_CODE


def _language_of(row: Delivery | Digest) -> str:
    return row.follower.language if row.follower else language_of(row.member)


class Writer:
    """
    Writes emails, each in its reader's language.

    A message is put into words once a language, however many deliveries it has, and what gathers the same for many is
    too; one that cannot be holds up no other.
    """

    def __init__(self) -> None:
        self._told: Kept[Told] = {}
        self._letters: Kept[Callable[[Delivery], EmailMultiAlternatives]] = {}
        self._digests: Kept[Callable[[Digest], EmailMultiAlternatives]] = {}

    def write(self, row: Delivery | Digest, *, now: datetime) -> EmailMultiAlternatives | None:
        """
        Return the email of a row; None for a digest with nothing left in it.

        Raises whatever went wrong in writing the message, for each of its deliveries.
        """
        with translation.override(language := _language_of(row)):
            if isinstance(row, Delivery):
                return self._letter(row.message, language)(row)
            told, lost = self._gathered(row, language)
            email = self._digest(row, told, language)(row) if told else None
        for delivery, reason in lost:
            if row.is_to_follower:
                let_go_unless_told(delivery, why=str(reason.reason), now=now)
            else:
                delivery.give_up(now=now, error=str(reason.reason))
        return email

    def _letter(
        self, message: Message, language: str
    ) -> Callable[[Delivery], EmailMultiAlternatives]:
        def write() -> Callable[[Delivery], EmailMultiAlternatives]:
            return emails.letter(self._words(message, language))

        return _once(self._letters, (message.pk, language), write)

    def _digest(
        self, row: Digest, told: list[Told], language: str
    ) -> Callable[[Digest], EmailMultiAlternatives]:
        key = (
            (row.project.pk, row.is_to_follower),
            row.period_start,
            language,
            *(one.kind.message.pk for one in told),
        )
        return _once(self._digests, key, lambda: emails.digest(row, told))

    def _words(self, message: Message, language: str) -> Told:
        return _once(self._told, (message.pk, language), lambda: put_into_words(message))

    def _gathered(
        self, row: Digest, language: str
    ) -> tuple[list[Told], list[tuple[Delivery, CannotTell]]]:
        """Return what a digest tells, and what it was to tell and cannot any more."""
        told: list[Told] = []
        lost: list[tuple[Delivery, CannotTell]] = []
        for delivery in row.gathered:
            try:
                told.append(self._words(delivery.message, language))
            except CannotTell as reason:
                lost.append((delivery, reason))
        return told, lost


def _once(kept: Kept[Made], key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what was made under a key, or raise what was raised in making it; make it the first time."""
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        try:
            kept[key] = make()
        except Exception as error:
            kept[key] = error
            raise
    made = kept[key]
    if isinstance(made, Exception):
        # Without its past: one object that is raised for each of a thousand deliveries would carry all of them along.
        raise made.with_traceback(None)
    return made
