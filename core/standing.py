"""Two people edit something of which there is one, and perhaps no row yet: the second sees both texts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from core.revisions import Clash, EditConflict

_INCOMPLETE = _("This page is incomplete. Load it again.")


def how_it_stands(row: Model, names: Iterable[str]) -> str:
    """Return a seal over these values of a row, from which none of them can be read."""
    values = [(name, str(getattr(row, name))) for name in sorted(names)]
    return salted_hmac("core.standing", repr(values)).hexdigest()[:32]


def require_same_standing(row: Model, values: Mapping[str, Any], *, stood: str | None) -> None:
    """
    Go on only when a row still stands as it did on the page, or stands already as it is to be saved.

    :param row: as it stands now, read after its parent was locked; one that is not saved yet holds the defaults.
    :param stood: what the form carried; None when nobody looked at a page.
    :raises EditConflict: when somebody else changed it meanwhile.
    """
    is_same = all(str(getattr(row, name)) == str(value) for name, value in values.items())
    if stood is None or is_same:
        return
    if not constant_time_compare(stood, how_it_stands(row, values)):
        raise EditConflict(row)


class EditsStanding:
    """Mixin for a form that edits such a thing: carries how it stood, and starts again after a conflict."""

    fields: dict[str, forms.Field]
    data: Any
    cleaned_data: dict[str, Any]

    def carry(self, row: Model, *names: str) -> None:
        """Carry how these values of a row stand now; to be called when the form has its fields."""
        self._carried = names
        self.fields["stood"] = forms.CharField(
            widget=forms.HiddenInput,
            max_length=64,
            initial=how_it_stands(row, names),
            error_messages=dict.fromkeys(("required", "max_length"), _INCOMPLETE),
        )

    def start_from(self, theirs: Model) -> list[Clash]:
        """Keep what was typed, let the next save be over the row as it stands now, and return what differs."""
        self.data = self.data.copy()
        self.data["stood"] = how_it_stands(theirs, self._carried)
        clashes = []
        for name in self._carried:
            if name not in self.cleaned_data:
                continue
            field, said = self.fields[name], (getattr(theirs, name), self.cleaned_data[name])
            words = {str(value): str(text) for value, text in getattr(field, "choices", ())}
            left, right = (words.get(str(value), _in_words(value)) for value in said)
            if left != right:
                clashes.append(Clash(str(field.label), left, right))
        return clashes


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return str(value)
