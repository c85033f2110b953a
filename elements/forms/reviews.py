"""What facilitators type to run a review."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.numbers import KeysField
from core.once import SendsOnce
from core.standing_forms import EditsStanding
from elements.models import Element, ElementReviewRhythm, Review
from projects.forms import RhythmForm

#: A review that is open for longer is a different project by the time it closes.
MOST_DAYS = 60
MOST_DAYS_AHEAD = 366


class OpenReviewForm(SendsOnce, PlainForm):
    """A review to be opened now."""

    title = forms.CharField(
        label=_("What is this review called?"),
        help_text=_("People see it in the email. For example “Review of November 2026”."),
        max_length=120,
        error_messages={"required": _("Give the review a name.")},
    )
    for_whom = forms.ChoiceField(
        label=_("Who is asked?"),
        choices=Review.ForWhom.choices,
        widget=forms.RadioSelect,
        initial=Review.ForWhom.EVERYBODY,
    )
    elements = KeysField(
        label=_("Which elements?"),
        help_text=_("All ten take about four minutes. Fewer are fine too."),
        queryset=Element.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one element.")},
    )
    opens_on = forms.DateField(
        label=_("When does it open?"),
        help_text=_("Leave it empty to open it now. On a later day it opens by itself."),
        required=False,
    )
    closes_on = forms.DateField(
        label=_("What is the last day to answer?"),
        help_text=_("Two weeks give most people time. It closes by itself."),
        error_messages={"required": _("Give the last day to answer.")},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        elements: Any = self.fields["elements"]
        elements.queryset = Element.objects.in_use()
        elements.initial = list(elements.queryset)

    def clean_opens_on(self) -> date | None:
        """Return the day on which it opens by itself; None for now."""
        day: date | None = self.cleaned_data["opens_on"]
        if day is None or day == self.on:
            return None
        if day < self.on:
            raise forms.ValidationError(_("Choose today or a later day."))
        if day > self.on + timedelta(days=MOST_DAYS_AHEAD):
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return day

    def clean_closes_on(self) -> date:
        first = self.cleaned_data.get("opens_on") or self.on
        return _within(self.cleaned_data["closes_on"], after=first, on=first)


class ExtendReviewForm(EditsStanding, PlainForm):
    """A later last day, with its reason."""

    closes_on = forms.DateField(
        label=_("What is the new last day to answer?"),
        error_messages={"required": _("Give the new last day to answer.")},
    )
    why = forms.CharField(
        label=_("Why is it open for longer?"),
        help_text=_("Everybody who is asked can read this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why. People were told another day.")},
    )

    def __init__(self, *args: Any, review: Review, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.on = review, on
        self.carry(review, closes_on="closes_on", extended_why="why")

    def clean(self) -> None:
        super().clean()
        day = self.cleaned_data.get("closes_on")
        # Whoever was overtaken by another day is shown that one, not told that theirs is too early.
        was = self.review.closes_on if self.is_as_on_page() else self.on
        try:
            _within(day, after=was, on=self.on) if day else None
        except forms.ValidationError as error:
            self.add_error("closes_on", error)


class CloseReviewForm(PlainForm):
    """
    Why a review closes before its day, or without its answers.

    :param is_early: whether somebody could still answer; only then, or without answers, is there anything to ask.
    :param is_lost: whether the answers cannot be read.
    """

    why = forms.CharField(
        label=_("Why does it close now?"),
        help_text=_(
            "Everybody in the project can read this, and it is in the email that tells them."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why. People were told that they could still answer.")},
    )

    def __init__(self, *args: Any, is_early: bool, is_lost: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_lost:
            self.fields["why"].label = _("What happened?")
            self.fields["why"].error_messages["required"] = _(
                "Say what happened. People took the time to answer."
            )
            # Whoever read that the answers are lost sends this along.
            self.fields["without_answers"] = forms.BooleanField(
                widget=forms.HiddenInput, initial=True
            )
        elif not is_early:
            del self.fields["why"]


class ElementRhythmForm(RhythmForm):
    """How often a review opens by itself."""

    class Meta(RhythmForm.Meta):
        model = ElementReviewRhythm
        fields = ["every_weeks", "next_on", "days_open", "is_paused"]
        labels = {
            **RhythmForm.Meta.labels,
            "days_open": _("How many days is it open?"),
        }
        help_texts = {
            "every_weeks": _("Every 12 weeks suits many groups."),
            "days_open": _("Two weeks give most people time to answer."),
        }


def _within(day: date, *, after: date, on: date) -> date:
    if day <= after:
        raise forms.ValidationError(_("Choose a later day."))
    if day > on + timedelta(days=MOST_DAYS):
        raise forms.ValidationError(
            _("Choose a day within %(days)s days from its first.") % {"days": MOST_DAYS}
        )
    return day
