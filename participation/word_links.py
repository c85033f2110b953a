"""
To whom a private word can be written, and the signed link of the person outside the project (docs/adr/0170).

The link is good for one private word and one person: it ends when the project names somebody else, when it is six weeks
old, and when the word is taken back or sent on. It is kept nowhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.signing import BadSignature, Signer

from accounts.models import AttemptTally
from core.numbers import read_number
from outbox.models import REACH, Channel, Preference
from participation.models import PrivateWord
from projects.models import Member, Project

OUTSIDE = "outside"
#: Wrong links from one connection, and from all, in so long; and how often one private word is opened by its link.
WRONG_A_CONNECTION, WRONG_IN_ALL, OPENED_AN_HOUR = 30, 2000, 20
PERIOD, _HOUR = timedelta(minutes=15), timedelta(hours=1)


@dataclass(frozen=True)
class WordTo:
    """
    Somebody to whom a private word can be written. ``key``: what a form calls them.

    ``hears``: whether an email reaches them; else they see it when they sign in.
    """

    key: str
    name: str
    member: Member | None = None
    hears: bool = True

    @property
    def is_outside(self) -> bool:
        return self.member is None


def find_readers(project: Project, *, but: Member) -> list[WordTo]:
    """Return the facilitators to whom somebody can write alone, by name, and then the person outside."""
    rows = project.members.taking_part().facilitators().exclude(pk=but.pk)
    rows = rows.select_related("preference", *REACH).order_by("known_as", "pk")
    found = [
        WordTo(str(one.pk), one.known_as, one, Preference.of(one).reach == Channel.EMAIL)
        for one in rows
    ]
    outside = find_outside(project)
    return [*found, outside] if outside else found


def find_outside(project: Project) -> WordTo | None:
    """Return the person whom a project names outside it today; None without one to whom we can write."""
    if not (project.safety_name and project.safety_email):
        return None
    return WordTo(OUTSIDE, project.safety_name)


def hash_outside(project: Project) -> str:
    """Return by what a private word knows to whom outside it was written; empty when nobody is named."""
    if find_outside(project) is None:
        return ""
    who = f"{project.safety_name}\n{project.safety_email.lower()}"
    return sha256(who.encode()).hexdigest()


def is_addressed_to(word: PrivateWord, to: WordTo) -> bool:
    """Whether a private word was written to this reader."""
    return word.is_outside if to.member is None else word.reader_id == to.member.pk


def is_still_named(word: PrivateWord) -> bool:
    """Whether the project still names the person outside to whom it was written."""
    return word.is_outside and word.outside_hash == hash_outside(word.project)


def _signer() -> Signer:
    # Part of the address: its parts must stay apart in one piece of a path.
    return Signer(salt="participation.word", sep="~")


def make_token(word: PrivateWord) -> str:
    """Return the secret part of the link; the name of the row goes into it, so that no other row ever has the same."""
    signed = _signer().sign(f"{word.place.hex}.{word.pk}")
    return signed.partition(".")[2]


def find_word(token: str, *, connection: str, now: datetime) -> PrivateWord | None:
    """
    Return what a link opens; None when it was not made here, is over, or too many wrong ones came.

    Of whoever wrote it and left, nothing is there any more.
    """
    limits: list[dict[str, Any]] = [
        {"what": "private words from one", "who": connection, "at_most": WRONG_A_CONNECTION},
        {"what": "private words", "who": "all", "at_most": WRONG_IN_ALL},
    ]
    if any(AttemptTally.objects.is_full(**one, within=PERIOD, now=now) for one in limits):
        return None
    if word := _find(token, now=now):
        return word
    for one in limits:
        AttemptTally.objects.add(**one, within=PERIOD, now=now)
    return None


def _find(token: str, *, now: datetime) -> PrivateWord | None:
    pk, _sep, signature = token.partition("~")
    rows = PrivateWord.objects.select_related("member", "project")
    word = rows.filter(pk=read_number(pk) or 0).exclude(outside_hash="").first()
    if word is None:
        return None
    try:
        _signer().unsign(f"{word.place.hex}.{word.pk}~{signature}")
    except BadSignature:
        return None
    is_over = word.lost_at or word.sent_on_at or word.link_until <= now or word.member.left_at
    return word if not is_over and is_still_named(word) else None


def count_opening(word: PrivateWord, *, now: datetime) -> bool:
    """Count that it is opened by its link; return whether it is not too often."""
    return AttemptTally.objects.add(
        what="private word", who=word.place.hex, at_most=OPENED_AN_HOUR, within=_HOUR, now=now
    )
