"""The form in which a member says how and how often they want to hear."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm
from core.names import PhoneField
from core.standing_forms import EditsStanding
from outbox.models import Channel, Preference, Rhythm

#: How somebody can hear, and how often, in words that they choose from.
CHANNELS = [
    (Channel.EMAIL, _("By email")),
    (Channel.POST, _("By post")),
    (Channel.PHONE, _("By phone")),
]
RHYTHMS = [
    (Rhythm.AT_ONCE, _("As things happen")),
    (Rhythm.WEEKLY, _("Once a week, all in one")),
    (Rhythm.MONTHLY, _("Once a month, all in one")),
    (Rhythm.RESULTS, _("Only results: what was settled, and what a review found")),
    (Rhythm.ASKED_ONLY, _("Only when I’m asked to do something")),
]
#: What is chosen of how somebody hears.
HEARING = ("channel", "rhythm", "phone", "postal_address")


class PreferenceForm(EditsStanding, ConstraintModelForm):
    """Channel, rhythm, and what the channel needs. For a member without email, email is no choice."""

    private_fields = ("phone", "postal_address")

    class Meta:
        model = Preference
        fields = ["channel", "rhythm", "phone", "postal_address"]
        field_classes = {"phone": PhoneField}
        widgets = {
            "channel": forms.RadioSelect,
            "rhythm": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "postal_address": forms.Textarea(attrs={"autocomplete": "street-address", "rows": 4}),
        }
        help_texts = {
            "phone": _("We only need it if you want us to ring you."),
            "postal_address": _("We only need it if you want letters."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_email = self.instance.member.user_id is not None
        self.fields["channel"] = forms.ChoiceField(
            label=_("How should we reach you?"),
            choices=[
                (value, words) for value, words in CHANNELS if has_email or value != Channel.EMAIL
            ],
            widget=forms.RadioSelect,
        )
        self.fields["rhythm"] = forms.ChoiceField(
            label=_("How often do you want news?"),
            help_text=_(
                "When we ask you to do something, you hear straight away, whatever you choose."
            ),
            choices=RHYTHMS,
            widget=forms.RadioSelect,
        )
        self.use_plain_words()
        self.carry(self.instance, *HEARING)

    def clean(self) -> dict[str, Any]:
        """Ask for what the channel needs."""
        cleaned = super().clean() or {}
        channel = cleaned.get("channel")
        if self.instance.shares_with:
            # News comes there; the rest is told to them once somebody knows how.
            return cleaned
        if channel == Channel.POST and not cleaned.get("postal_address", "").strip():
            self.add_error("postal_address", _("Write the address for letters."))
        if channel == Channel.PHONE and not cleaned.get("phone", "").strip():
            self.add_error("phone", _("Write the phone number."))
        return cleaned
