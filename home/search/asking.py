"""Asks the search index: which texts of a project somebody meant, the likeliest first."""

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import pairwise
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Length

from core.alike import PART, likeness, slips_allowed, words_of
from core.prepared import Prepared, number, text
from home.models import START, SearchPosting, SearchStale, SearchText, SearchWord
from projects.finding import SeenBy, seen_by
from projects.models import Project

#: So many letters of what was typed are looked for, so many words, and so many texts are found at most.
LONGEST, MOST_WORDS, MOST_FOUND = 200, 6, 200
#: So many words of a project are taken for one that was typed, the likeliest.
_MOST_MEANT = 200
#: Of a word that stands in more texts, so many are looked at: those that were taken in last (docs/adr/0157).
MOST_LOOKED_AT = 1000
#: English words that say little; they count only where nothing else was typed.
_SMALL_WORDS = """
a an and are as at be by can do for from has have how i in is it of on or our so that the their there they this
to was we were what when where which who why will with you your
"""
_SMALL = frozenset(_SMALL_WORDS.split())

#: A word of a project, by its key, and how sure it is that it was meant.
Meant = dict[int, int]


@dataclass(frozen=True)
class FoundText:
    """The key of a text, for a list in pages."""

    pk: int


@dataclass(frozen=True)
class SearchResult:
    """
    The texts that were found by their keys, the likeliest first, and the words in them that were meant.

    ``is_part``: no text that was looked at has all that was typed, so that these have only some of it;
    ``is_of_newest``: an older one, that was not looked at, may have all of it. ``is_more``: there are more.
    """

    rows: list[FoundText]
    words: frozenset[str] = frozenset()
    is_part: bool = False
    is_of_newest: bool = False
    is_more: bool = False


def typed_words(typed: str) -> list[str]:
    """Return the words to look for, each once: the first six that say something."""
    words = list(dict.fromkeys(word for word, _start, _end in words_of(typed[:LONGEST])))
    telling = [word for word in words if word not in _SMALL]
    return (telling or words)[:MOST_WORDS]


def found_rows(project: Project, typed: str, *, kind: str) -> list[int]:
    """Return the keys of rows of one kind that the viewer may read and may have meant, the likeliest first."""
    found = [text.pk for text in search(project, typed, kind=kind).rows]
    rows = dict(SearchText.objects.filter(pk__in=found).values_list("pk", "row"))
    return list(dict.fromkeys(rows[pk] for pk in found if pk in rows))


def search(project: Project, typed: str, *, kind: str = "") -> SearchResult:
    """Return what of a project its viewer may read and may have meant; of all kinds, or of one."""
    words = typed_words(typed)
    if not words:
        return SearchResult([])
    known = _meant(project, words)
    meant = [{pk: sure for pk, (_word, sure) in some.items()} for some in known if some]
    said = frozenset(word for some in known for word, _sure in some.values())
    if not meant:
        return SearchResult([])
    readable = _postings(project.pk, seen_by(project.viewer))
    rows, is_cut = _looked_at(readable.filter(text__kind=kind) if kind else readable, meant)
    marked = _with_marks(rows, meant).order_by("-count", "-mark", "-on", "-text")
    found = list(marked.values_list("text", "count")[: MOST_FOUND + 1])
    most = found[0][1] if found else 0
    texts = [FoundText(text) for text, count in found[:MOST_FOUND] if count == most]
    is_more = len(found) > MOST_FOUND and found[-1][1] == most
    is_part = most < len(words)
    # A word that stands nowhere makes it sure that no text has all of them, however old.
    is_of_newest = is_part and is_cut and len(meant) == len(words)
    return SearchResult(texts, said, is_part, is_of_newest, is_more)


def _meant(project: Project, typed: list[str]) -> list[dict[int, tuple[str, int]]]:
    """
    Return for each word that was typed the words of the project that it may be, with how sure that is.

    Words that stand only where the viewer may not read are none: else what is found beside them would betray them.
    """
    seen = tuple(seen_by(project.viewer))
    starts = sorted({word[:START] for word in typed})
    near = _near_words(seen, len(starts))
    beside = near.all(project=project.pk, **{f"start{at}": one for at, one in enumerate(starts)})
    found = {word: _likely(word, beside, least=PART + 1) for word in typed}
    if lacking := [word for word in typed if not found[word]]:
        others = list(further_words(project, lacking))
        likely = {word: _likely(word, others, least=1) for word in lacking}
        wanted = {pk for some in likely.values() for pk in some}
        heard = _heard(project.pk, seen).filter(pk__in=wanted)
        known = set(heard.values_list("pk", flat=True))
        for word, some in likely.items():
            found[word] = {pk: one for pk, one in some.items() if pk in known}
    return list(found.values())


def _heard(project: Any, seen: Sequence[SeenBy]) -> QuerySet[SearchWord]:
    """Return the words of a project, a number or a hole for one, that stand where somebody may read them."""
    stands = _postings(project, seen).filter(word=OuterRef("pk"))
    return SearchWord.objects.filter(Exists(stands), project=project)


@cache
def _near_words(seen: tuple[SeenBy, ...], starts: int) -> Prepared:
    """Return the query for the words that begin in one of so many ways."""
    holes = [text(f"start{at}") for at in range(starts)]
    return Prepared(
        lambda: _heard(number("project"), seen).filter(start__in=holes).values_list("pk", "word")
    )


def _postings(project: Any, seen: Sequence[SeenBy]) -> QuerySet[SearchPosting]:
    """Keep what may be read, and what was not written since."""
    stale = SearchStale.objects.filter(project=project, kind=OuterRef("kind"), row=OuterRef("row"))
    behind = SearchText.objects.filter(Exists(stale), project=project)
    return SearchPosting.objects.filter(~Q(text__in=behind.values("pk")), seen_by__in=seen)


def _likely(typed: str, words: Iterable[tuple[int, str]], *, least: int) -> dict[int, Any]:
    marks = ((pk, (word, likeness(typed, word))) for pk, word in words)
    found = [(pk, one) for pk, one in marks if one[1] >= least]
    return dict(sorted(found, key=lambda one: (-one[1][1], one[1][0]))[:_MOST_MEANT])


def further_words(project: Project, typed: Iterable[str]) -> QuerySet[SearchWord, Any]:
    """Return words that have one of these in them, or differ by as many slips as it may have, and some more."""
    wanted = Q(pk=None)
    for word in typed:
        if len(word) > START:
            wanted |= Q(word__contains=word)
        if slips := slips_allowed(word):
            size = Q(size__range=(len(word) - slips, len(word) + slips))
            wanted |= size & _near(word, slips)
    rows = SearchWord.objects.filter(project=project).annotate(size=Length("word"))
    return rows.filter(wanted).values_list("pk", "word")


def _near(word: str, slips: int) -> Q:
    """
    Keep words that differ by so many slips, and some more.

    One slip leaves one of two parts of a word as it was, two leave one of three; but for two letters that were swapped
    where parts meet: that is a slip less in the word with the two swapped back.
    """
    if not slips:
        return Q(word=word)
    ends = [round(place * len(word) / (slips + 1)) for place in range(slips + 2)]
    first, *between, last = [word[start:end] for start, end in pairwise(ends)]
    found = Q(word__startswith=first) | Q(word__endswith=last)
    for part in between:
        found |= Q(word__contains=part)
    for end in ends[1:-1]:
        found |= _near(word[: end - 1] + word[end] + word[end - 1] + word[end + 1 :], slips - 1)
    return found


def _with_marks(rows: Any, meant: list[Meant]) -> Any:
    """Add to each text with one of the words how many of those that were typed it has, and how well they fit."""
    marks = {f"mark_{place}": _mark(some) for place, some in enumerate(meant)}
    has = [Case(When(**{f"{name}__gt": 0}, then=1), default=0) for name in marks]
    return (
        rows.values("text", "on")
        .annotate(**marks)
        .annotate(
            count=reduce(operator.add, has, Value(0)),
            mark=reduce(operator.add, (F(name) for name in marks)),
        )
    )


def _looked_at(rows: Any, meant: list[Meant]) -> tuple[Any, bool]:
    """
    Keep the texts with one of the words; of a word that stands in very many, those that were taken in last.

    All words are looked for in each text that is taken for one of them. Say also whether a text that has all of them
    may be missing, for it is older.
    """
    words = {pk for some in meant for pk in some}
    last = rows.filter(word=OuterRef("pk")).order_by("-text").values("text")
    ends = SearchWord.objects.filter(pk__in=words).annotate(
        end=Subquery(last[MOST_LOOKED_AT : MOST_LOOKED_AT + 1])
    )
    many = {pk: end for pk, end in ends.values_list("pk", "end") if end is not None}
    found = Q(word__in=words - many.keys())
    for word, end in many.items():
        found |= Q(word=word, text__gt=end)
    if not many or len(meant) == 1:
        return rows.filter(found), bool(many)
    texts, has_all_few = _candidates(rows.filter(found), words - many.keys())
    found |= Q(word__in=list(many), text__in=texts)
    # What has all of them has each: where one stands in few, all texts that have it were taken.
    return rows.filter(found), not has_all_few or all(some.keys() & many.keys() for some in meant)


def _candidates(rows: Any, few: set[int]) -> tuple[list[int], bool]:
    """Return 6,000 texts at most, those with one of few words first, and whether all that have one are among them."""
    most = MOST_LOOKED_AT * MOST_WORDS
    has_few = Max(Case(When(word__in=few, then=1), default=0))
    texts = rows.values("text").annotate(has_few=has_few).order_by("-has_few", "-text")
    found = list(texts.values_list("text", "has_few")[: most + 1])
    return [text for text, _has_few in found[:most]], not any(has for _text, has in found[most:])


def _mark(meant: Meant) -> Coalesce:
    """Take the best of the words that a text has for one that was typed."""
    by_sure: dict[int, list[int]] = {}
    for pk, sure in meant.items():
        by_sure.setdefault(sure, []).append(pk)
    whens = [When(word__in=pks, then=F("weight") * sure) for sure, pks in by_sure.items()]
    return Coalesce(Max(Case(*whens, default=0, output_field=IntegerField())), 0)
