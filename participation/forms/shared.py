"""Widgets and questions that several forms of participation share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outbox.models import Channel


class AddsMore:
    """
    Keeps a form short: the first questions are in view, those of ``more_fieldsets`` behind "Add more".

    ``more_fieldsets`` are (legend, hint, names) each, as ``fieldsets`` of a whole form are.
    """

    more_fieldsets: tuple[tuple[Any, Any, tuple[str, ...]], ...] = ()

    @property
    def first_fields(self) -> list[forms.BoundField]:
        more = {name for _legend, _hint, names in self.more_fieldsets for name in names}
        return [field for field in self if field.name not in more]  # type: ignore[attr-defined]

    @property
    def more_sections(self) -> list[tuple[Any, Any, list[forms.BoundField]]]:
        return [
            (legend, hint, [self[name] for name in names])  # type: ignore[index]
            for legend, hint, names in self.more_fieldsets
            if names
        ]

    @property
    def is_more_open(self) -> bool:
        """Whether something is written there already, or wrong."""
        fields = [field for _legend, _hint, fields in self.more_sections for field in fields]
        return any(field.errors or field.value() for field in fields)


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def need_contact(form: forms.Form, data: dict[str, Any]) -> None:
    """Ask for the number or the address without which the chosen channel leads nowhere."""
    if data.get("channel") == Channel.PHONE and not data.get("phone"):
        form.add_error("phone", _("Write the phone number to ring."))
    if data.get("channel") == Channel.POST and not data.get("postal_address"):
        form.add_error("postal_address", _("Write the address to send letters to."))
