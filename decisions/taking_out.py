"""Takes words out of the log: text and salt go, the hash stays, and a signed note says so."""

from datetime import datetime
from typing import Any

from django.db import transaction

from decisions import chain, words
from decisions.models import DecisionMaker, DecisionVersion, WordsTakenOut
from decisions.services import clean_text, hold_log
from projects.models import Member


@transaction.atomic
def take_out_words(
    row: DecisionVersion | DecisionMaker, field: str, *, by: Member, why: str, now: datetime
) -> WordsTakenOut:
    """
    Take the words of one field out of a version, or of one of its makers, and return the note that says so.

    A version repeats what it does not change: whoever takes words out does so in each version that has them. Done
    a second time, it returns the note of the first.

    :raises ValueError: when the field had no words, or ``by`` is a member of another project.
    """
    if field not in row.TEXTS:
        raise TypeError(f"{field} is no text of {row!r}.")
    project = _version_of(row).decision.project
    if by.project_id != project.pk:
        raise ValueError("Whoever takes words out is a member of the same project.")
    hold_log(project)
    row = type(row)._default_manager.get(pk=row.pk)
    version = _version_of(row)
    maker = row if isinstance(row, DecisionMaker) else None
    if field in words.taken_out_of(row):
        return WordsTakenOut.objects.get(version=version, maker=maker, field=field)
    if not getattr(row, field):
        raise ValueError("There are no words to take out.")
    note = WordsTakenOut(
        version=version, maker=maker, field=field, by=by, why=clean_text(why), taken_out_at=now
    )
    words.sign(note, row.text_hashes[field])
    # The note first: the trigger lets go only of words that a note names.
    note.save(force_insert=True)
    _empty(row, field)
    return note


def _empty(row: DecisionVersion | DecisionMaker, field: str) -> None:
    setattr(row, field, "")
    salts = {name: salt for name, salt in row.salts.items() if name != field}
    changed: dict[str, Any] = {field: "", "salts": salts, "lacks_words": True}
    type(row)._default_manager.filter(pk=row.pk).update(**changed)
    version = _version_of(row)
    found = chain.read_off(version, list(version.makers.all()))["search_text"]
    DecisionVersion.objects.filter(pk=version.pk).update(search_text=found)


def _version_of(row: DecisionVersion | DecisionMaker) -> DecisionVersion:
    return row if isinstance(row, DecisionVersion) else row.version
