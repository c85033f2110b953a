"""The answers of a sheet of paper, as a facilitator types them in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elements.forms.rating import RatingForm
from elements.models import Indicator

NUMBER = "number"


class SheetForm(RatingForm):
    """All that a review asks on one page, with the number of the sheet."""

    def __init__(self, data: Any = None, *, asked: Iterable[Indicator]) -> None:
        super().__init__(data, asked=asked)
        number = forms.CharField(
            label=_("Number of the sheet"),
            help_text=_("It is at the top of each page, for example KR4M-9TXW."),
            max_length=40,
            error_messages={"required": _("Write the number from the sheet.")},
            widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        )
        self.fields = {NUMBER: number, **self.fields}
        self.use_plain_words()

    def everything(self) -> list[tuple[str, str]]:
        """Return name and value of all that was typed, for hidden fields."""
        return [
            (name, str(value))
            for name in self.fields
            if (value := self[name].value()) not in (None, "")
        ]
