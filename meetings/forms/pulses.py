"""What is typed after a meeting: how it was, for oneself or from a sheet; and what others read of unnamed words."""

from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from ballots.answers import CHOICES
from core.forms import PlainForm
from core.once import SendsOnce
from core.revisions import Clash
from core.standing_forms import EditsStanding
from meetings.models import Feeling, Unasked
from meetings.models.pulses import MOST_LETTERS, MOST_UNASKED
from meetings.services import PulseSaid
from meetings.services.unasked import shown_of

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

    def renew_key(self) -> None:
        """Let it be another answer when it is sent again, because it is shown again and says so."""
        self.data = {**dict(self.data.items()), self.add_prefix("sent_key"): str(uuid4())}


class UnaskedForm(EditsStanding, PlainForm):
    """What others read of what somebody says we should be asking."""

    outcome = forms.ChoiceField(
        label=_("What do others read?"),
        choices=[
            (Unasked.Outcome.WHOLE, _("All of it: nobody can be told from it")),
            (Unasked.Outcome.IN_PART, _("All but the parts I name below")),
            (Unasked.Outcome.LEFT_OUT, _("Nothing of it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what others read.")},
    )
    parts = forms.CharField(
        label=_("Parts to take out"),
        help_text=_("One on each line, written as in the text: a name, a ward, a date."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, unasked: Unasked, **kwargs: Any) -> None:
        is_new = unasked.outcome == Unasked.Outcome.WAITING
        first = {} if is_new else {"outcome": unasked.outcome}
        super().__init__(*args, initial=first, **kwargs)
        self.carry(unasked, "outcome", "shown_text")

    def start_from(self, theirs: Unasked) -> list[Clash]:
        mine = shown_of(theirs, self.cleaned_data["outcome"], self.taken_out)
        label, nothing = _("What others read"), _("Nothing of it")
        shown = Clash(str(label), theirs.shown_text or str(nothing), mine or str(nothing))
        return [*super().start_from(theirs), shown]

    def clean(self) -> None:
        super().clean()
        in_part = self.cleaned_data.get("outcome") == Unasked.Outcome.IN_PART
        if in_part and not self.cleaned_data.get("parts", "").strip():
            self.add_error("parts", _("Write which parts to take out, one on each line."))

    @property
    def said(self) -> dict[str, Any]:
        """What :func:`meetings.services.settle_unasked` takes."""
        said = {name: self.cleaned_data[name] for name in ("outcome", "stood")}
        return {**said, "taken_out": self.taken_out}

    @property
    def taken_out(self) -> list[str]:
        if self.cleaned_data["outcome"] != Unasked.Outcome.IN_PART:
            return []
        return [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]
