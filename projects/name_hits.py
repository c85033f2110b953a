"""Finds a name in all words that a project keeps: as whole words, whatever its case and marks, and with "’s"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made_with
from itertools import pairwise
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.html import strip_tags

from core.alike import words_of
from core.folding import fold
from core.offers import offered
from core.paths import path_to
from projects.models import Project
from projects.peoples_words import PeoplesWords

#: So many places are shown, and taken out, at a time.
MOST_HITS = 200
#: So many letters around a name are shown.
AROUND = 60
_OF_SOMEBODY = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s.\-‐‑]*$")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")

Name = tuple[str, ...]


def read_names(typed: str) -> list[Name]:
    """Return names that are typed with commas between them, each as its words are compared; the longest first."""
    names = {tuple(word for word, _start, _end in words_of(one)) for one in typed.split(",")}
    return sorted((name for name in names if name), key=lambda name: (-len(name), name))


def spans_of(text: str, names: list[Name]) -> list[tuple[int, int]]:
    """Return where names begin and end in a text, none over another; the "’s" of a name stays."""
    if not any(_may_hold(text, name) for name in names):
        return []
    words = list(words_of(text))
    found, free = [], 0
    for at in range(len(words)):
        if words[at][1] < free:
            continue
        ends = (_end_of(text, words[at : at + len(name)], name) for name in names)
        if end := next(filter(None, ends), 0):
            found.append((words[at][1], end))
            free = end
    return found


def _may_hold(text: str, name: Name) -> bool:
    """Say quickly that a text cannot have a name; letters that are typed for each other are looked at in any case."""
    first = name[0]
    return not first.isascii() or first in fold(text).translate(_APOSTROPHES)


def _end_of(text: str, words: list[tuple[str, int, int]], name: Name) -> int:
    """Return where a name ends that these words are; 0 when they are not."""
    if len(words) < len(name) or any(
        word[0] != part for word, part in zip(words, name[:-1], strict=False)
    ):
        return 0
    if not all(_BETWEEN.match(text[one[2] : other[1]]) for one, other in pairwise(words)):
        return 0
    last, start, end = words[-1]
    if last == name[-1]:
        return end
    base = _OF_SOMEBODY.sub("", text[start:end])
    is_of = len(base) < end - start and [word for word, _s, _e in words_of(base)] == [name[-1]]
    return start + len(base) if is_of else 0


@dataclass
class NameHit:
    """
    A place where a name is, or several: rows of one kind that have the same text, word for word.

    ``key`` says which, and of which text; ``around``: what is before and after the name.
    """

    kept: PeoplesWords
    field: str
    text: str
    start: int
    end: int
    pks: list[Any] = made_with(default_factory=list)

    @property
    def key(self) -> str:
        where = f"{self.kept.model._meta.label}.{self.field}:{self.start}:{self.text}"
        return salted_hmac("projects.name-hits", where).hexdigest()[:24]

    @property
    def is_whole(self) -> bool:
        """Whether all words of the text go, as one cannot be changed."""
        return self.kept.let_go is not None

    @property
    def name(self) -> str:
        return self.text[self.start : self.end]

    @property
    def around(self) -> tuple[str, str]:
        if self.field in self.kept.covered:
            return "", ""
        before, after = self.text[: self.start], self.text[self.end :]
        cut = " …" if len(after) > AROUND else ""
        return ("… " if len(before) > AROUND else "") + before[-AROUND:], after[:AROUND] + cut

    @property
    def count(self) -> int:
        return len(self.pks)


def find_hits(project: Project, names: list[Name]) -> list[NameHit]:
    """Return all places of a project in which one of the names is, kind by kind."""
    kinds = [kept for offer in offered("PEOPLES_WORDS") for kept in offer]
    return [hit for kept in kinds for hit in _hits_of(project, kept, names)]


def _hits_of(project: Project, kept: PeoplesWords, names: list[Name]) -> Iterator[NameHit]:
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for pk, *values in rows_of(project, kept).values_list("pk", *kept.fields).iterator():
        for name, value in zip(kept.fields, values, strict=True):
            for text in dict.fromkeys(texts_in(value)):
                found[name, text].append(pk)
    for (name, text), pks in found.items():
        read = strip_tags(text) if kept.let_go and "<" in text else text
        spans = spans_of(read, names)
        # A text that goes as a whole is one place, however often the name is in it.
        for start, end in spans[:1] if kept.let_go else spans:
            yield NameHit(kept, name, read, start, end, pks)


def rows_of(project: Project, kept: PeoplesWords) -> Any:
    """Return the rows of a kind that a facilitator of the project may read."""
    path = path_to(kept.model, project.__class__) or ()
    to_project = "__".join(key.name for key in path) or "pk"
    rows = kept.model._default_manager.filter(**{to_project: project.pk})
    return kept.rows(rows).order_by("pk")


def texts_in(value: Any) -> Iterator[str]:
    """Give each text in a value, however deep in lists and tables it is."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)
