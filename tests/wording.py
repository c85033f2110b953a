"""Members who write to one person alone, and those who read it."""

from typing import Any

from django.utils import timezone

from participation import services
from participation.models import PrivateWord
from participation.word_links import OUTSIDE, WordTo
from projects.models import Member

WORDS = "Somebody at the desk laughs at me"


def to_whom(member: Member, reader: Member | None) -> WordTo:
    """Return a facilitator, or the person outside, as somebody to write to."""
    if reader is None:
        return WordTo(OUTSIDE, type(member.project).objects.get(pk=member.project_id).safety_name)
    return WordTo(str(reader.pk), reader.known_as, reader)


def write(
    member: Member,
    reader: Member | None = None,
    words: str = WORDS,
    *,
    now: Any = None,
    **more: Any,
) -> PrivateWord:
    """Let a member write to a facilitator, or else to the person outside."""
    to = to_whom(member, reader)
    return services.write_private_word(
        member, to=to, words=words, now=now or timezone.now(), **more
    )


def opened(word: PrivateWord, *, now: Any = None) -> PrivateWord:
    """Let whoever it was written to open it."""
    services.open_word(word, by=word.reader, why="answer", now=now or timezone.now())
    word.refresh_from_db()
    return word


def answered(word: PrivateWord, answer: str = "Let us talk.", *, now: Any = None) -> PrivateWord:
    """Let whoever it was written to open and answer it."""
    now = now or timezone.now()
    opened(word, now=now)
    return services.answer_word(word, words=answer, by=word.reader, now=now)
