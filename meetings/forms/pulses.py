"""What is typed after a meeting: how it was, for oneself or from a sheet."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from ballots.answers import CHOICES
from core.forms import PlainForm
from core.once import SendsOnce
from meetings.models import Feeling
from meetings.models.pulses import MOST_LETTERS, MOST_UNASKED
from meetings.services import PulseSaid

_NO_NAMES = _(
    "A word or two. If five or more people give one, everybody in the project can read them: mixed up, and without"
    " names."
)


class PulseForm(PlainForm):
    """How it was, all on one page. Every field may be left empty, but not all of them."""

    arrive = forms.CharField(
        label=_("How did you arrive?"),
        help_text=_NO_NAMES,
        max_length=MOST_LETTERS,
        required=False,
    )
    leave = forms.CharField(
        label=_("How do you leave?"), help_text=_NO_NAMES, max_length=MOST_LETTERS, required=False
    )
    unasked = forms.CharField(
        label=_("What should we be asking you that we are not?"),
        help_text=_(
            "A facilitator first takes out names. Then everybody in the project can read it with our answer, and"
            " without a name."
        ),
        max_length=MOST_UNASKED,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feelings: dict[str, forms.Field] = {
            feeling: forms.TypedChoiceField(
                label=label,
                choices=CHOICES,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            for feeling, label in Feeling.choices
        }
        self.fields = {**feelings, **self.fields}
        self.use_plain_words()

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        if self.said.is_empty:
            raise forms.ValidationError(
                _("Nothing is filled in yet. Answer at least one question, whichever you like.")
            )
        if not self.said.fits:
            self.add_error("unasked", _("This is too long. Please make it shorter."))

    @property
    def sentences(self) -> list[BoundField]:
        return [self[feeling] for feeling in Feeling.values]

    @property
    def words(self) -> list[BoundField]:
        return [self[name] for name in ("arrive", "leave", "unasked")]

    @property
    def said(self) -> PulseSaid:
        """What was answered."""
        said = self.cleaned_data
        answers = {one: said[one] for one in Feeling.values if said.get(one) is not None}
        return PulseSaid(answers, *(said[name] for name in ("arrive", "leave", "unasked")))


class UnsignedPulseForm(SendsOnce, PulseForm):
    """How it was, on a phone in the room or from a sheet, without a person: sent twice, it is one answer."""
