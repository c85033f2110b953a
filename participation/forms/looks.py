"""Checks which two days of the people map are compared: those of looks at who is missing, and today."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import long_date
from core.forms import PlainForm
from participation.models import ParticipationReview

ON, AND, TODAY = "on", "and", "today"


class LooksForm(PlainForm):
    """Two of the days on which the map was kept; which of them comes first does not matter."""

    def __init__(self, *args: Any, looks: Sequence[ParticipationReview], **kwargs: Any) -> None:
        self.looks = looks
        super().__init__(*args, **kwargs)

    def use_plain_words(self) -> None:
        # "and" can be no name in a class.
        days = [
            (TODAY, gettext_lazy("Today")),
            *((str(look.pk), long_date(timezone.localdate(look.opened_at))) for look in self.looks),
        ]
        labels = {ON: gettext_lazy("One day"), AND: gettext_lazy("The other day")}
        for name, label in labels.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=days,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), gettext_lazy("Choose one of these days.")
                ),
            )
        super().use_plain_words()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if ON in data and data[ON] == data.get(AND):
            self.add_error(AND, _("Choose two different days."))
        return data

    @property
    def days(self) -> list[ParticipationReview | None]:
        """The looks that were chosen, the earlier first; None, the last, is today."""
        chosen = {self.cleaned_data[name] for name in (ON, AND)}
        # The newest comes first in the choices.
        found: list[ParticipationReview | None] = [
            look for look in reversed(self.looks) if str(look.pk) in chosen
        ]
        return [*found, None] if TODAY in chosen else found
