"""The form in which a member says how and how often they want to hear."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm
from outbox.models import Channel, Preference, Rhythm


class PreferenceForm(ConstraintModelForm):
    """Channel, rhythm, and what the channel needs. For a member without email, email is no choice."""

    private_fields = ("phone", "postal_address")

    class Meta:
        model = Preference
        fields = ["channel", "rhythm", "phone", "postal_address"]
        widgets = {
            "channel": forms.RadioSelect,
            "rhythm": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "postal_address": forms.Textarea(attrs={"autocomplete": "street-address", "rows": 4}),
        }
        help_texts = {
            "phone": _("Needed if we ring you."),
            "postal_address": _("Needed if we write letters to you."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_email = self.instance.member.user_id is not None
        self.fields["channel"] = forms.ChoiceField(
            label=_("How do you want to hear?"),
            choices=[
                (value, words)
                for value, words in (
                    (Channel.EMAIL, _("By email")),
                    (Channel.POST, _("By post")),
                    (Channel.PHONE, _("By phone")),
                )
                if has_email or value != Channel.EMAIL
            ],
            widget=forms.RadioSelect,
        )
        self.fields["rhythm"] = forms.ChoiceField(
            label=_("How often do you want news?"),
            help_text=_("What is asked of you always comes at once."),
            choices=[
                (Rhythm.AT_ONCE, _("At once, when there is something new")),
                (Rhythm.WEEKLY, _("Once a week, gathered into one email")),
                (Rhythm.MONTHLY, _("Once a month, gathered into one email")),
                (Rhythm.ASKED_ONLY, _("Nothing but what is asked of me")),
            ],
            widget=forms.RadioSelect,
        )
        self.use_plain_words()

    def clean(self) -> dict[str, Any]:
        """Ask for what the channel needs."""
        cleaned = super().clean() or {}
        channel = cleaned.get("channel")
        if channel == Channel.POST and not cleaned.get("postal_address", "").strip():
            self.add_error("postal_address", _("Write the address for letters."))
        if channel == Channel.PHONE and not cleaned.get("phone", "").strip():
            self.add_error("phone", _("Write the phone number."))
        return cleaned
