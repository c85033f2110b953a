"""What members need: said by them, and promised by somebody."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.days import refuse_past
from core.forms import PlainForm
from participation import services
from participation.forms.private import PrivateForm
from participation.forms.shared import day, lines
from participation.models import Consent, Need
from projects.models import Member

#: What each kind is called on the form, and what it may be.
KINDS: dict[Need.Kind, tuple[Any, Any]] = {
    Need.Kind.ACCESS: (
        _("Getting in and around"),
        _("No steps, a seat near the door, somewhere to park, a lift from home."),
    ),
    Need.Kind.COMMUNICATION: (
        _("Understanding and being understood"),
        _("An interpreter, more time, somebody to read things out with you."),
    ),
    Need.Kind.TIMING: (
        _("Days and times"),
        _("Not before noon, short meetings, breaks, around your shifts."),
    ),
    Need.Kind.COSTS: (
        _("Costs"),
        _("Fares, childcare, phone credit; paid before, not after."),
    ),
    Need.Kind.COMFORT: (
        _("Feeling at ease"),
        _("Somebody you know beside you, a quiet room, certain foods, no photos."),
    ),
    Need.Kind.CARING: (
        _("Caring for somebody"),
        _("You bring somebody along, or somebody looks after them meanwhile."),
    ),
    Need.Kind.ELSE: (_("Anything else"), ""),
}
ANSWERS = {
    Consent.Answer.YES: _("I write it here"),
    Consent.Answer.TELL: _("I’d rather tell somebody"),
    Consent.Answer.NOTHING: _("I need nothing for now"),
}


class NeedsForm(PrivateForm):
    """What somebody needs, in their own words, one text for each kind; or that they need nothing, or would tell it."""

    purpose = Consent.Purpose.NEEDS
    answers = ANSWERS

    def read(self) -> dict[str, Any]:
        return services.needs_said(self.member)

    def prepare(self) -> None:
        super().prepare()
        for kind, (label, hint) in KINDS.items():
            self.fields[kind.value] = forms.CharField(
                label=label, help_text=hint, max_length=500, required=False, widget=lines(2)
            )
        said = {kind: self.initial.get(kind, "") for kind in Need.Kind.values}
        self.carry(SimpleNamespace(**said), *Need.Kind.values, key="needs")
        self.fieldsets = [
            ("", "", ("answer_given",)),
            (
                _("What do you need?"),
                _("A few words are enough. Leave empty what you don’t need."),
                tuple(Need.Kind.values),
            ),
        ]

    @property
    def words(self) -> dict[str, str]:
        """Their words, by the kind; empty ones are left out."""
        data = self.cleaned_data
        return {kind: words for kind in Need.Kind.values if (words := data.get(kind))}

    @property
    def has_words(self) -> bool:
        return bool(self.words)

    @property
    def said(self) -> dict[str, Any]:
        return {"needs": self.words, **self.answered}


class NeedPromiseForm(PlainForm):
    """Who arranges a need by when."""

    by = forms.ModelChoiceField(label=_("Who arranges it?"), queryset=Member.objects.none())
    due_on = forms.DateField(label=_("By when?"), widget=day(), validators=[refuse_past])
    how = forms.CharField(
        label=_("How?"),
        help_text=_("They can read this. Leave it empty if you don’t know yet."),
        max_length=500,
        required=False,
        widget=lines(3),
    )
    lasts = forms.ChoiceField(
        label=_("For how long?"),
        choices=[("good", _("For good")), ("once", _("For one time"))],
        widget=forms.RadioSelect,
        initial="good",
    )

    stood = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, readers: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["by"]
        field.queryset, field.empty_label = readers, None

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "by": data["by"],
            "due_on": data["due_on"],
            "how": data["how"],
            "is_once": data["lasts"] == "once",
            "stood": data["stood"],
        }

    def start_again(self, need: Need) -> None:
        """Keep what was typed, and let it be sent again over the need as it stands now."""
        need.refresh_from_db()
        data: Any = self.data
        self.data = data = data.copy()
        data["stood"] = need.stand
        words = _(
            "Something changed meanwhile: look above at what they need and who arranges it. Then send it again."
        )
        self.add_error(None, words)


#: A promise is offered for so many days from now.
USUAL = timedelta(days=7)
