"""Two people edit one thing: the second sees both texts, and nothing typed is lost."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class EditConflict(Exception):  # noqa: N818 - it is what happened, not a fault
    """
    Somebody saved the same row meanwhile.

    :param theirs: the row as it stands now; where a form edits several, those in conflict, each by its key.
    """

    def __init__(self, theirs: Any) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.theirs = theirs


def save_edit(form: Any, save: Callable[[], Any]) -> bool:
    """
    Save what a form says if it is valid; return whether it is saved.

    When somebody else changed it meanwhile, nothing is: ``form.conflict`` then has what they wrote, and the form what
    was typed, which is saved over theirs when it is sent again.
    """
    if not form.is_valid():
        return False
    try:
        save()
    except EditConflict as conflict:
        form.conflict = form.start_from(conflict.theirs)
        return False
    return True


def status_of(form: Any) -> int:
    """Return the HTTP status of the page that shows a form again: 409 after a conflict."""
    return 200 if getattr(form, "conflict", None) is None else 409


@dataclass(frozen=True)
class Clash:
    """A field of which the two editors wrote something different, with both texts."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """Two edits brought together: fields that both changed, and those that only the other did."""

    clashing: list[str]
    taken: list[str]


def merge_edits(
    base: Mapping[str, Any], *, theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> Merged:
    """Compare what two people made of the values that both started from; the order is that of ``base``."""
    news = [name for name in base if theirs[name] not in (base[name], mine[name])]
    return Merged(
        clashing=[name for name in news if mine[name] != base[name]],
        taken=[name for name in news if mine[name] == base[name]],
    )


class Revised(models.Model):
    """A row that counts its revisions; the form carries the one it started from."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_over(self, revision: int, fields: Iterable[str]) -> None:
        """
        Save the named fields if the row still stands at the revision that the form started from.

        :raises EditConflict: when it does not; nothing is saved.
        """
        values = {name: getattr(self, name) for name in fields}
        manager = type(self)._default_manager
        if not manager.filter(pk=self.pk, revision=revision).update(
            revision=revision + 1, **values
        ):
            theirs = manager.get(pk=self.pk)
            if any(getattr(theirs, name) != value for name, value in values.items()):
                raise EditConflict(theirs)
            # The same words were sent twice: they are saved.
            self.revision = theirs.revision
            return
        self.revision = revision + 1


class EditsRevised:
    """Mixin for a model form that edits such a row: carries ``revision``, and starts again after a conflict."""

    fields: dict[str, forms.Field]
    instance: Any
    data: Any
    #: The row as somebody else left it meanwhile; see :func:`save_edit`.
    conflict: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"] = forms.IntegerField(
            widget=forms.HiddenInput,
            min_value=1,
            initial=self.instance.revision,
            error_messages={
                code: _("This page is incomplete. Load it again.")
                for code in ("required", "invalid", "min_value")
            },
        )

    def start_from(self, theirs: models.Model) -> models.Model:
        """Keep what was typed, and let the next save be over the row as it stands now, which is returned."""
        self.data = self.data.copy()
        self.data["revision"] = str(theirs.revision)  # type: ignore[attr-defined]
        return theirs

    def clashes_with(self, theirs: models.Model) -> list[Clash]:
        """Return the fields in which what was typed differs from the row as it stands now, as a person reads them."""
        clashes = []
        for name in self._meta.fields:  # type: ignore[attr-defined]
            texts = (getattr(theirs, name), self.cleaned_data[name])  # type: ignore[attr-defined]
            if texts[0] != texts[1]:
                field = self.fields[name]
                words = dict(getattr(field, "choices", ()))
                theirs_text, mine = (_in_words(text, words) for text in texts)
                clashes.append(Clash(str(field.label), theirs_text, mine))
        return clashes


def _in_words(value: Any, words: Mapping[Any, Any]) -> str:
    """Return what a field says as a person reads it: its choice, yes or no for a tick, nothing for nothing."""
    if isinstance(value, bool) and value not in words:
        return str(_("Yes")) if value else str(_("No"))
    return "" if value is None else str(words.get(value, value))
