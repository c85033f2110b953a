"""What an UPDATE may change in an append-only table after all, as the condition that its trigger asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class MayChange(Protocol):
    """Says which updates of a row, from OLD to NEW, the trigger of a table lets through."""

    def condition(self, vendor: str, columns: Iterable[str]) -> str:
        """Return the condition in SQL; ``columns`` are all columns of the table."""


@dataclass(frozen=True)
class Columns:
    """These columns may change, and no other; ``only``: a condition in SQL, on OLD and NEW, under which they may."""

    names: tuple[str, ...]
    only: str = "TRUE"

    def condition(self, vendor: str, columns: Iterable[str]) -> str:
        return f"{_all_same(vendor, set(columns) - set(self.names))} AND ({self.only})"


@dataclass(frozen=True)
class TextsTakenOut:
    """
    A text may be emptied, and its salt taken out of ``salts``, when a row of ``notes`` names the ``field``.

    :param notes_of: which rows of ``notes`` are about the row OLD.
    :param along: columns that are made anew from the texts, and change only where a note is ``near``.
    """

    texts: tuple[str, ...]
    notes: str
    notes_of: str
    along: tuple[str, ...] = ()
    near: str = ""

    def condition(self, vendor: str, columns: Iterable[str]) -> str:
        rest = set(columns) - {*self.texts, *self.along, "salts"}
        conditions = [
            self._note(self.near or self.notes_of),
            _all_same(vendor, rest),
            f"{self._other_salts(vendor, 'NEW')} = {self._other_salts(vendor, 'OLD')}",
            *(self._stays_or_goes(vendor, text) for text in self.texts),
        ]
        return " AND ".join(conditions)

    def _stays_or_goes(self, vendor: str, text: str) -> str:
        new, old = _salt(vendor, "NEW", text), _salt(vendor, "OLD", text)
        stays = f"NEW.{text} = OLD.{text} AND {_same(vendor, new, old)}"
        note = self._note(f"{self.notes_of} AND field = '{text}'")
        return f"({stays} OR NEW.{text} = '' AND {new} IS NULL AND {note})"

    def _note(self, which: str) -> str:
        return f"EXISTS (SELECT 1 FROM {self.notes} WHERE {which})"  # noqa: S608 - no input

    def _other_salts(self, vendor: str, row: str) -> str:
        if vendor == "postgresql":
            return f"{row}.salts - ARRAY[{_listed(self.texts)}]"
        return f"json_remove({row}.salts, {_listed(f'$.{text}' for text in self.texts)})"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _all_same(vendor: str, columns: Iterable[str]) -> str:
    return " AND ".join(_same(vendor, f"NEW.{name}", f"OLD.{name}") for name in sorted(columns))


def _same(vendor: str, one: str, other: str) -> str:
    """Return the condition that two values are alike, two NULLs too."""
    return f"{one} {'IS NOT DISTINCT FROM' if vendor == 'postgresql' else 'IS'} {other}"


def _salt(vendor: str, row: str, text: str) -> str:
    if vendor == "postgresql":
        return f"({row}.salts ->> '{text}')"
    return f"json_extract({row}.salts, '$.{text}')"
