"""Keeps the search index: takes in anew what was written, a project at a time (docs/adr/0128)."""

import logging
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef

from core.alike import words_of
from core.code import code_hash
from core.paths import path_to
from core.prepared import Prepared, number, text
from home.models import START, SearchIndex, SearchPosting, SearchStale, SearchText, SearchWord
from home.search.kinds import kinds
from projects.finding import Findable, Finding
from projects.models import Project
from projects.models.project import ProjectQuerySet

logger = logging.getLogger(__name__)
#: So many rows are taken in at a time.
MOST = 200
_TITLE, _TEXT = 1000, 400
_AT_A_TIME = 5000

Rows = dict[str, list[int]]


def keep_up(project: int) -> bool:
    """
    Take in what was written, before somebody searches; say whether all of it is in the index.

    A database that takes no writes just now keeps the index as it is: what was written since is not found.
    """
    if not _BEHIND.all(project=project, code=code_hash()):
        return True
    try:
        return take_in(project)
    except DatabaseError as error:
        logger.warning("The search index is not kept up (%s).", type(error).__name__)
        return False


def behind() -> ProjectQuerySet:
    """Return the projects of which something is to be taken in."""
    return _behind(code_hash())


def _behind(code: Any) -> ProjectQuerySet:
    stale = SearchStale.objects.filter(project=OuterRef("pk"))
    made = SearchIndex.objects.filter(project=OuterRef("pk"), made_by=code)
    return Project.objects.filter(Exists(stale) | ~Exists(made))


_BEHIND = Prepared(lambda: _behind(text("code")).filter(pk=number("project")).values_list("pk"))


@transaction.atomic
def take_in(project: int) -> bool:
    """
    Take in what was written of a project and is not in the index, 200 rows at most.

    What was deleted, taken out or hidden goes from the index, with each word that stands nowhere else.

    :returns: whether nothing is left to take in.
    """
    # Whoever comes second waits, and then finds less to do.
    SearchIndex.objects.get_or_create(project_id=project)
    index = SearchIndex.objects.select_for_update().get(project=project)
    if index.made_by != code_hash():
        _note_all(project)
        index.made_by = code_hash()
        index.save()
    rows, is_all = _take_notes(project)
    words = _let_go(project, rows)
    found = [
        (kind, finding)
        for kind, pks in rows.items()
        if kind in kinds()
        for finding in kinds()[kind].read(pks)
    ]
    # The newest last: of very many texts, a search looks at those that were taken in last (docs/adr/0157).
    found.sort(key=lambda one: (one[1].on, one[1].row))
    _add(project, found)
    _forget(words)
    return is_all


def forget_gone() -> None:
    """Let go of what was noted of projects that are gone."""
    there = Project.objects.filter(pk=OuterRef("project_id"))
    SearchStale.objects.filter(~Exists(there)).delete()


def _take_notes(project: int) -> tuple[Rows, bool]:
    """
    Take away notes of what was written, and return the rows; also whether no note is left.

    First the notes go, then the rows are read: what is written in between leaves a note that stays.
    """
    stale = SearchStale.objects.filter(project=project).order_by("pk")
    notes = list(stale.values_list("pk", "kind", "row")[: MOST * 20])
    wanted = set(list(dict.fromkeys((kind, row) for _pk, kind, row in notes))[:MOST])
    taken = [pk for pk, kind, row in notes if (kind, row) in wanted]
    SearchStale.objects.filter(pk__in=taken).delete()
    rows: Rows = defaultdict(list)
    for kind, row in sorted(wanted):
        rows[kind].append(row)
    return rows, len(taken) == len(notes) < MOST * 20


def _note_all(project: int) -> None:
    """
    Note each row that can be found, and each that the index holds, once.

    In the order of their days in the index, so that the newest is taken in last, as it was; what is not in it yet is
    noted after that.
    """
    SearchStale.objects.filter(project=project).delete()
    texts = SearchText.objects.filter(project=project).values_list("kind", "row", "on")
    days = {(kind, row): on for kind, row, on in texts}
    noted = set(days)
    for kind in kinds().values():
        noted |= {(kind.key, row) for row in _keys(kind, project)}
    in_order = sorted(noted, key=lambda one: (days.get(one, date.max), one[1], one[0]))
    SearchStale.objects.bulk_create(
        (SearchStale(project_id=project, kind=kind, row=row) for kind, row in in_order),
        batch_size=MOST,
    )


def _keys(kind: Findable, project: int) -> Iterable[int]:
    path = path_to(kind.model, Project) or ()
    to_project = "__".join(key.name for key in path) or "pk"
    rows = kind.model._default_manager.filter(**{to_project: project})
    keys: Iterable[int] = rows.order_by("pk").values_list("pk", flat=True)
    return keys


def _let_go(project: int, rows: Rows) -> set[int]:
    """Take the texts of rows out of the index; return the words that stood in them."""
    gone: list[int] = []
    for kind, pks in rows.items():
        texts = SearchText.objects.filter(project=project, kind=kind, row__in=pks)
        gone += texts.values_list("pk", flat=True)
    postings = SearchPosting.objects.filter(text__in=gone)
    words = set(postings.values_list("word", flat=True))
    postings.delete()
    SearchText.objects.filter(pk__in=gone).delete()
    return words


def _add(project: int, found: list[tuple[str, Finding]]) -> None:
    texts = SearchText.objects.bulk_create(
        [
            SearchText(
                project_id=project,
                kind=kind,
                row=finding.row,
                seen_by=finding.seen_by.value,
                on=finding.on,
                page=finding.page,
                at=list(finding.at),
                more=finding.more,
                title=finding.title,
                text=finding.text,
            )
            for kind, finding in found
        ]
    )
    weights = [weigh(finding) for _kind, finding in found]
    known = _words(project, {word for some in weights for word in some})
    SearchPosting.objects.bulk_create(
        (
            SearchPosting(
                word_id=known[word], text=text, weight=weight, seen_by=text.seen_by, on=text.on
            )
            for text, some in zip(texts, weights, strict=True)
            for word, weight in some.items()
        ),
        batch_size=_AT_A_TIME,
    )


def weigh(finding: Finding) -> dict[str, int]:
    """Return the words of a finding with their weights: more in a title, and more in a few words than in many."""
    found: dict[str, int] = {}
    for part, weight in ((finding.text, _TEXT), (finding.title, _TITLE)):
        if weight == _TITLE and not finding.is_title_found:
            continue
        words = [word for word, _start, _end in words_of(part)]
        for word in words:
            found[word] = max(found.get(word, 0), round(weight / (1 + 0.2 * math.log2(len(words)))))
    return found


def _words(project: int, wanted: set[str]) -> dict[str, int]:
    """Return the keys of words of a project; those that it does not know yet are added."""
    found: dict[str, int] = {}
    rows = SearchWord.objects.filter(project=project)
    for some in _in_parts(sorted(wanted)):
        found |= dict(rows.filter(word__in=some).values_list("word", "pk"))
    new = SearchWord.objects.bulk_create(
        (
            SearchWord(project_id=project, word=word, start=word[:START])
            for word in sorted(wanted - found.keys())
        ),
        batch_size=_AT_A_TIME,
    )
    return found | {row.word: row.pk for row in new}


def _forget(words: set[int]) -> None:
    """Let go of those that stand nowhere any more: a word that was taken out is not kept here either."""
    used = SearchPosting.objects.filter(word=OuterRef("pk"))
    for some in _in_parts(sorted(words)):
        SearchWord.objects.filter(~Exists(used), pk__in=some).delete()


def _in_parts(every: list[Any]) -> Iterator[list[Any]]:
    return (every[start : start + _AT_A_TIME] for start in range(0, len(every), _AT_A_TIME))
