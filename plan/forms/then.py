"""Checks for which day the plan is asked, and with which other day it is compared."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import long_date
from core.forms import PlainForm
from projects.models import Project

ON, AND = "on", "and"


class ThenForm(PlainForm):
    """A day of a project that has passed, and perhaps another one; which of them comes first does not matter."""

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        self.first, self.today = timezone.localdate(project.created_at), timezone.localdate()
        super().__init__(*args, **kwargs)

    def use_plain_words(self) -> None:
        # "and" can be no name in a class.
        days = {"min": self.first.isoformat(), "max": self.today.isoformat()}
        self.fields[ON] = forms.DateField(
            label=gettext_lazy("On which day?"),
            help_text=gettext_lazy("We show the plan as it was at the end of that day."),
            error_messages={"required": gettext_lazy("Choose a day.")},
        )
        self.fields[AND] = forms.DateField(
            label=gettext_lazy("And another day to compare, if you like"), required=False
        )
        super().use_plain_words()
        for field in self.fields.values():
            field.widget.attrs.update(days)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in (ON, AND):
            if (day := data.get(name)) and (words := self._why_not(day)):
                self.add_error(name, words)
        return data

    def _why_not(self, day: date) -> str:
        """Say why a day cannot be shown; nothing for one that can."""
        if day > self.today:
            return _("This day has not come yet. Choose today or a day before.")
        if day < self.first:
            words = _("The project was not here yet. It began on %(day)s.")
            return words % {"day": long_date(self.first)}
        return ""

    @property
    def days(self) -> list[date]:
        """The days that were chosen, the earlier one first; a day that was chosen twice is there once."""
        return sorted({day for name in (ON, AND) if (day := self.cleaned_data.get(name))})
