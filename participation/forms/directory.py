"""What a member shares in the directory: how to reach them, what for, and until when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.days import refuse_past
from core.names import AddressField, PhoneField
from participation import services
from participation.forms.coming_in import QuestionForm
from participation.forms.shared import day, lines
from participation.models import MOST_YEARS, DirectoryEntry, years_later

#: For how long it can be shared; "project" counts from its end, "day" is any other.
HALF_YEAR, YEAR, PROJECT, ANOTHER = "half", "year", "project", "day"
HOW_LONG = [
    (HALF_YEAR, _("Six months")),
    (YEAR, _("A year")),
    (PROJECT, _("A year after the project has ended (three years from now at most)")),
    (ANOTHER, _("Until another day")),
]
WHAT_FOR = {
    DirectoryEntry.For.TOUCH: _("Keeping in touch"),
    DirectoryEntry.For.MEET: _("Meeting up"),
    DirectoryEntry.For.WORK: _("Working on something together"),
}
#: One of them is enough.
WAYS = ("email", "phone", "postal_address", "words")


def half_a_year_later(day_: date) -> date:
    return day_ + timedelta(days=182)


class DirectoryForm(QuestionForm):
    """One entry: nothing in it is filled in from elsewhere; only what was typed here before is there again."""

    email = AddressField(
        label=_("An email address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Fill in what you want to share. One of these four is enough."),
    )
    phone = PhoneField(
        label=_("A phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    postal_address = forms.CharField(
        label=_("A postal address"), max_length=500, required=False, widget=lines(3)
    )
    words = forms.CharField(
        label=_("Or another way, in your words"),
        help_text=_("For example: “I’m at the café on Mill Lane most Fridays.”"),
        max_length=500,
        required=False,
        widget=lines(2),
    )
    what_for = forms.ChoiceField(
        label=_("What may people use it for?"),
        choices=list(WHAT_FOR.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    for_words = forms.CharField(
        label=_("Or in your words"),
        help_text=_("You can also say what not, or when: “Not before noon.”"),
        max_length=200,
        required=False,
    )
    how_long = forms.ChoiceField(
        label=_("For how long?"),
        help_text=_("Then it is deleted. Two weeks before, we ask you whether to keep it."),
        choices=HOW_LONG,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for how long you share it.")},
    )
    until = forms.DateField(
        label=_("If another day: which?"),
        help_text=_("Three years from now at most. From that day on, nobody sees it any more."),
        required=False,
        widget=day(),
    )

    def first_values(self) -> dict[str, Any]:
        """Nothing is filled in beforehand but what they share today."""
        found = DirectoryEntry.objects.filter(member=self.member)
        self.entry = found.first() or DirectoryEntry(member=self.member)
        if self.entry.pk is None or self.entry.until <= timezone.localdate():
            return {}
        said = {name: getattr(self.entry, name) for name in services.ENTRY_FIELDS}
        how_long = PROJECT if self.entry.ends_with_project else ANOTHER
        return {**said, "how_long": how_long, "until": self.entry.until}

    def prepare(self) -> None:
        how_long: Any = self.fields["how_long"]
        if self.member.project.has_ended:
            how_long.choices = [one for one in HOW_LONG if one[0] != PROJECT]
        self.carry(self.entry, *services.ENTRY_FIELDS, "until", key="directory")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not any(data.get(name) or name in self.errors for name in WAYS):
            self.add_error("email", _("Write at least one way to reach you."))
        if not data.get("what_for") and not data.get("for_words"):
            self.add_error("what_for", _("Choose what people may use it for, or say it below."))
        if "until" not in self.errors:
            self._set_until(data)
        return data

    def _set_until(self, data: dict[str, Any]) -> None:
        """Say on which day it is deleted, whichever way that was chosen."""
        today = timezone.localdate()
        most, chosen = years_later(today, MOST_YEARS), data.get("how_long")
        if chosen == ANOTHER:
            self._check_day(data.get("until"), today=today, most=most)
            return
        was_so = self.entry.pk and self.entry.ends_with_project and self.entry.until > today
        ends: dict[Any, date] = {
            HALF_YEAR: half_a_year_later(today),
            YEAR: years_later(today, 1),
            PROJECT: self.entry.until if was_so else most,
        }
        if chosen in ends:
            data["until"] = ends[chosen]

    def _check_day(self, until: date | None, *, today: date, most: date) -> None:
        if until is None:
            self.add_error("until", _("Give the day."))
            return
        try:
            refuse_past(until)
        except forms.ValidationError as error:
            self.add_error("until", error)
            return
        if until == today:
            self.add_error("until", _("This day is today. Choose a later one."))
        elif until > most:
            self.add_error("until", _("Choose a day in the next three years."))

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "shared": {name: data[name] for name in services.ENTRY_FIELDS},
            "until": data["until"],
            "ends_with_project": data["how_long"] == PROJECT,
            "stood": self.stood,
        }
