"""Takes a name out of the words that a project keeps, at the places that somebody has chosen."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.folding import FoldedField, fold
from core.revisions import Revised
from projects.models import Member
from projects.name_hits import NameHit, texts_in


def take_out(hits: Iterable[NameHit], *, by: Member, now: datetime) -> int:
    """
    Put "[name taken out]" in the place of the name at each place; return at how many.

    A text that was changed since it was found is left as it is: it is another place.
    """
    texts: dict[tuple[int, str, str], list[NameHit]] = defaultdict(list)
    for hit in hits:
        texts[id(hit.kept), hit.field, hit.text].append(hit)
    return sum(_take_out_of(some, by=by, now=now) for some in texts.values())


def _take_out_of(hits: list[NameHit], *, by: Member, now: datetime) -> int:
    """Take a name out of one text, in all rows that have it."""
    first = hits[0]
    kept, name = first.kept, first.field
    done = 0
    for pk in sorted(first.pks):
        row = kept.model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            continue
        if kept.let_go:
            # What goes as a whole cannot be changed meanwhile: it is only ever added.
            if any(texts_in(getattr(row, name))):
                kept.let_go(row, name, by, now)
                done += 1
        elif first.text in texts_in(getattr(row, name)):
            done += len(hits) * _write(row, hits, by=by, now=now)
    return done


def _without(text: str, hits: list[NameHit]) -> str:
    """Return a text without the names, when it is the one in which they were found."""
    if text != hits[0].text:
        return text
    for hit in sorted(hits, key=lambda hit: -hit.start):
        text = f"{text[: hit.start]}\0{text[hit.end :]}"
    return text


def _write(row: models.Model, hits: list[NameHit], *, by: Member, now: datetime) -> bool:
    """Write a field anew, without the names; return whether that could be."""
    kept, name = hits[0].kept, hits[0].field
    most = getattr(row._meta.get_field(name), "max_length", None)
    values = {name: _changed(getattr(row, name), lambda text: _without(text, hits), most)}
    for folded in row._meta.concrete_fields:
        if isinstance(folded, FoldedField) and folded.source == name:
            values[folded.name] = fold(values[name])
    if isinstance(row, Revised):
        values["revision"] = row.revision + 1
    try:
        with transaction.atomic():
            if kept.note:
                kept.note(row, name, values[name], by, now)
            type(row)._default_manager.filter(pk=row.pk).update(**values)
    except IntegrityError:  # another row has these words, and no two may
        return False
    return True


def _changed(value: Any, change: Callable[[str], str], most: int | None) -> Any:
    if isinstance(value, str):
        return _marked(change(value), most)
    if isinstance(value, dict):
        return {key: _changed(one, change, None) for key, one in value.items()}
    if isinstance(value, list):
        return [_changed(one, change, None) for one in value]
    return value


def _marked(text: str, most: int | None) -> str:
    """Put the words in the place of what was taken out; shorter ones, where a field has no room for them."""
    with translation.override(settings.LANGUAGE_CODE):
        marks = (_("[name taken out]"), "[…]", "…")
    made = [text.replace("\0", mark) for mark in marks]
    return next((one for one in made if most is None or len(one) <= most), made[-1])
