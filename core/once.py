"""A form that is sent twice has one effect: the page carries a key, and the row that it makes keeps it."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=models.Model)


class SentOnce(models.Model):
    """
    A row that keeps the key of the form it came from; empty for a row that no form made.

    The model itself says within what the key counts: a unique constraint over ``sent_key`` and its parent.
    """

    sent_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class SentKeyField(forms.UUIDField):
    """A hidden field with a key of its own for each page; a key that makes no sense counts as none."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "initial": uuid4, **kwargs})

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            return None


class SentOtherwise(Exception):  # noqa: N818 - it is what happened, not a fault
    """The same form brought something else before, which stays as it was; the message says so in words for the page."""

    def __init__(self, words: str = "") -> None:
        super().__init__(
            words
            or _(
                "This page was sent before, and what was on it then is kept. Is this something else, or for somebody"
                " else? Then send it once more, and it is kept, too."
            )
        )


class SendsOnce:
    """Mixin for a form that makes a row: adds ``sent_key`` to its fields and its cleaned data."""

    fields: dict[str, forms.Field]
    data: Any
    add_prefix: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_key"] = SentKeyField()

    def renew_key(self) -> None:
        """Let it be something else when it is sent again: after :class:`SentOtherwise`, which the page says."""
        self.data = {**dict(self.data.items()), self.add_prefix("sent_key"): str(uuid4())}


def lock_row(row: models.Model) -> None:
    """Let what is added to a row (a project) be added one after the other; SQLite does so by itself."""
    row._meta.model._base_manager.select_for_update().values_list("pk", flat=True).get(pk=row.pk)


def lock_rows(model: type[models.Model], numbers: Iterable[int]) -> None:
    """Lock these rows as :func:`lock_row` does one; always in the same order, so that no two callers wait in a ring."""
    rows = model._base_manager.filter(pk__in=set(numbers)).select_for_update().order_by("pk")
    list(rows.values_list("pk", flat=True))


def find_sent(
    rows: models.QuerySet[Row], sent_key: UUID | None, *, lock: models.Model | None
) -> Row | None:
    """
    Return the row that the same form made before; None when the form is new, or has no key.

    ``lock`` is what such rows belong to: it is locked until the transaction ends, so that the second press of a
    button waits for the first, and finds what it made. None when something else locks it, or nothing is made.
    """
    if lock is not None:
        lock_row(lock)
    return rows.filter(sent_key=sent_key).first() if sent_key else None
