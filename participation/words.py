"""What somebody sees of private words: of those they wrote, and of those that were written to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404

from core.locked_words import WordsAreLocked
from core.numbers import read_number
from participation.models import OF_WORDS, PrivateWord, WordReading
from participation.services import OwnKey, WordRead, read_word
from participation.word_links import is_still_named
from projects.models import Member, Project

#: So many are shown; the older ones come up when these are taken back.
MOST = 50


@dataclass(frozen=True)
class MyWord:
    """A private word for whoever wrote it: what is in it, who reads it, and who opened it."""

    read: WordRead
    reader: str
    readings: Sequence[WordReading]

    @property
    def word(self) -> PrivateWord:
        return self.read.word


def list_mine(member: Member) -> dict[str, Any]:
    """Return what a member wrote, the newest first; ``is_locked``: whether the words cannot be opened now."""
    readings = WordReading.objects.select_related("by").order_by("pk")
    rows = member.private_words.select_related("reader")
    # First those of which there is something to read, or to choose.
    is_new = Exists(member.private_words.with_news().filter(pk=OuterRef("pk")))
    rows = rows.annotate(is_new=is_new).order_by("-is_new", "-pk")
    words = list(rows.prefetch_related(Prefetch("readings", readings))[:MOST])
    for word in words:
        word.member, word.project = member, member.project
    try:
        found, is_locked = _opened(member, words), False
    except WordsAreLocked:
        found, is_locked = [WordRead(word) for word in words], True
    mine = [MyWord(one, name_of_reader(one.word), list(one.word.readings.all())) for one in found]
    return {"mine": mine, "is_locked": is_locked}


def _opened(member: Member, words: Iterable[PrivateWord]) -> list[WordRead]:
    key = OwnKey(member, OF_WORDS)
    return [read_word(word, key) for word in words]


def name_of_reader(word: PrivateWord) -> str:
    """Return the name of whoever it was written to; empty where it is not known any more."""
    if word.reader:
        return word.reader.known_as
    return word.project.safety_name if is_still_named(word) else ""


def list_for(me: Member) -> list[PrivateWord]:
    """Return what was written to a facilitator alone, what has no answer first, then the newest."""
    rows = PrivateWord.objects.open_to(me.user_id).filter(reader=me).select_related("member")
    unanswered = rows.unanswered().order_by("pk")[:MOST]
    others = rows.exclude(pk__in=rows.unanswered().values("pk")).order_by("-pk")[:MOST]
    return [*unanswered, *others]


def get_mine_or_404(member: Member, typed: str) -> PrivateWord:
    """
    Return a private word that a member wrote.

    :raises Http404: when there is none; also when somebody else wrote it.
    """
    rows = member.private_words.select_related("reader")
    word: PrivateWord | None = rows.filter(pk=read_number(typed) or 0).first()
    if word is None:
        raise Http404
    word.member, word.project = member, member.project
    return word


def find_for(project: Project, me: Member, pk: int) -> PrivateWord | None:
    """Return what was written to a facilitator; None also when it was written to somebody else, as nobody learns it."""
    rows = PrivateWord.objects.open_to(me.user_id).filter(project=project, reader=me)
    word = rows.select_related("member", "reader").filter(pk=read_number(pk) or 0).first()
    if word:
        word.project = word.member.project = project
    return word
