"""Checks for which days a report is asked."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm

DAY = {"type": "date"}


class ReportForm(PlainForm):
    """The period of a report, and how large its letters are."""

    starts_on = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Until"),
        help_text=_("Both days are part of the report"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    is_large_print = forms.BooleanField(label=_("Large print"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day > self.today:
            raise forms.ValidationError(
                _("Choose today or a day before. The rest has not happened yet.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The period ends on or after the day it starts."))
        return data
