"""Forms of which there is one of what they edit: they carry how it stood on the page, for :mod:`core.standing`."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.revisions import Clash
from core.standing import how_it_stands, plain

_INCOMPLETE = _("This page is incomplete. Load it again.")


class EditsStanding:
    """
    Mixin for a form that edits one such thing, or several: carries how they stood, and starts again after a conflict.

    Where there are several, each has a key; what somebody leaves as it stood on their page is not saved again.
    """

    fields: dict[str, forms.Field]
    data: Any
    cleaned_data: dict[str, Any]
    add_prefix: Any
    get_initial_for_field: Any
    #: What differs from how somebody else left it meanwhile; see :func:`core.revisions.save_edit`.
    conflict: list[Clash] | None = None

    def carry(self, row: Any, *names: str, key: str = "", **fields: str) -> None:
        """
        Carry how these values of a row stand now; to be called when the form has its fields.

        :param fields: the name of a value, and that of its field where the form calls it otherwise.
        """
        carried = {**dict(zip(names, names, strict=True)), **fields}
        self._carried: dict[str, dict[str, str]] = {**getattr(self, "_carried", {}), key: carried}
        self._hashes = {**getattr(self, "_hashes", {}), key: how_it_stands(row, carried)}
        self.fields["stood"] = forms.CharField(
            widget=forms.HiddenInput,
            max_length=100 * len(self._hashes),
            initial=_join(self._hashes),
            error_messages=dict.fromkeys(("required", "max_length"), _INCOMPLETE),
        )

    @property
    def stood(self) -> dict[str, str]:
        """How each of several stood on the page that was sent, by key; what was not on it is left out."""
        return _split(self.cleaned_data["stood"])

    def is_as_on_page(self, *, key: str = "") -> bool:
        """Whether it stands as it did on the page that was sent, as far as that can be told before it is saved."""
        stood = _split(self.cleaned_data.get("stood", ""))
        return stood.get(key) == self._hashes[key]

    def is_untouched(self, key: str) -> bool:
        """Whether one of several was left as it stood on the page that was sent, or was not on it."""
        stood = self.stood.get(key)
        return stood is None or stood == self._hash_typed(key)

    def start_from(self, theirs: Any) -> list[Clash]:
        """Keep what was typed, let the next save be over the rows as they stand now, and return what differs."""
        rows = theirs if isinstance(theirs, Mapping) else {"": theirs}
        self.data = self.data.copy()
        for key in self._carried.keys() - rows.keys():
            if self.is_untouched(key):
                self._take_theirs(key)
        now = {key: how_it_stands(row, self._carried[key]) for key, row in rows.items()}
        self.data[self.add_prefix("stood")] = _join({**self._hashes, **now})
        return [clash for key, row in rows.items() for clash in self._clashes(key, row)]

    def label_of(self, key: str, field: forms.Field) -> str:
        """Name a field to whoever compares two texts of it."""
        return str(field.label)

    def _hash_typed(self, key: str) -> str:
        carried = self._carried[key]
        typed = {name: self.cleaned_data.get(field) for name, field in carried.items()}
        return how_it_stands(SimpleNamespace(**typed), carried)

    def _take_theirs(self, key: str) -> None:
        """Show one of several, which was left as it stood, as it stands now."""
        for name in self._carried[key].values():
            if name in self.fields:
                value: Any = self.get_initial_for_field(self.fields[name], name)
                many = value if isinstance(value, list) else ["" if value is None else value]
                self.data.setlist(self.add_prefix(name), [str(one) for one in many])

    def _clashes(self, key: str, theirs: Any) -> list[Clash]:
        found = []
        for name, field_name in self._carried[key].items():
            if field_name in self.cleaned_data:
                field, said = self.fields[field_name], self.cleaned_data[field_name]
                left, right = (_in_words(field, value) for value in (getattr(theirs, name), said))
                if left != right:
                    found.append(Clash(self.label_of(key, field), left, right))
        return found


def _join(hashes: Mapping[str, str]) -> str:
    return " ".join(f"{key}~{one}" if key else one for key, one in hashes.items())


def _split(stood: str) -> dict[str, str]:
    found = (token.rpartition("~") for token in stood.split())
    return {key: one for key, _mark, one in found}


def _in_words(field: Any, value: Any) -> str:
    """Return a value as whoever fills in the field reads it."""
    if isinstance(value, list):
        return ", ".join(_in_words(field, one) for one in value)
    if isinstance(value, bool) and not getattr(field, "choices", None):
        return str(_("Yes") if value else _("No"))
    coerce = getattr(field, "coerce", str)
    choices = [(key, str(text)) for key, text in getattr(field, "choices", ())]
    words = {plain(coerce(key)): text for key, text in choices}
    return (words | {plain(key): text for key, text in choices}).get(
        plain(value), "" if value is None else str(value)
    )
