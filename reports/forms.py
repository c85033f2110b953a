"""Checks for which days a report is asked, and which sheets are to be printed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import PlainForm
from core.once import SendsOnce
from projects.models import Role
from reports.models import Envelope
from reports.packs import most_sheets

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


class LetterPackForm(PlainForm):
    """For which envelope letters are laid out, and whether all of them are in large print."""

    envelope = forms.ChoiceField(
        label=_("Which envelopes with a window do you have?"),
        choices=Envelope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the envelope.")},
    )
    send_back = forms.CharField(
        label=_("Where should people send their answers?"),
        help_text=_("We print it on each sheet: a person, a box in the waiting room, an address."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_large_print = forms.BooleanField(
        label=_("All in large print"),
        help_text=_("Whoever asked for large print gets it in any case."),
        required=False,
    )


class PackForm(SendsOnce, PlainForm):
    """Which sheets are printed: some to hand out, or one with a letter for each who gets post."""

    HAND, POST = "hand", "post"

    kind = forms.ChoiceField(
        label=_("What are the sheets for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the sheets are for.")},
    )
    count = forms.IntegerField(
        label=_("How many sheets to hand out?"),
        help_text=_("Only if you hand them out. It helps to have a few spare ones."),
        required=False,
        min_value=1,
    )
    role = forms.ChoiceField(
        label=_("Who fills them in?"),
        choices=[(Role.PARTICIPANT, _("participants")), (Role.FACILITATOR, _("facilitators"))],
        initial=Role.PARTICIPANT,
        widget=forms.RadioSelect,
    )
    is_large_print = forms.BooleanField(label=_("Large print"), required=False)
    send_back = forms.CharField(
        label=_("Where should people send the sheets back?"),
        help_text=_("We print it on each sheet: a person, a box in the waiting room, an address."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say where the sheets come back to.")},
    )

    def __init__(
        self, *args: Any, by_post: int, asks_participants_only: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [(self.HAND, _("To hand out, in a room or at a door"))]
        if by_post:
            words = ngettext(
                "To post: a letter and a sheet for the %(n)s person who gets post",
                "To post: a letter and a sheet for each of the %(n)s people who get post",
                by_post,
            )
            choices.append((self.POST, words % {"n": by_post}))
        else:
            self.initial.setdefault("kind", self.HAND)
        kind: Any = self.fields["kind"]
        kind.choices = choices
        if asks_participants_only:
            del self.fields["role"]

    @property
    def is_for_post(self) -> bool:
        return bool(self.cleaned_data["kind"] == self.POST)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") != self.HAND or "count" in self.errors:
            return data
        most = most_sheets(is_large_print=bool(data.get("is_large_print")))
        if not data.get("count"):
            self.add_error("count", _("Say how many sheets you want."))
        elif data["count"] > most:
            self.add_error(
                "count", _("Choose %(most)s at most. Ask for more afterwards.") % {"most": most}
            )
        return data
