"""The forms in which somebody says how and how often they want to hear."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.names import AddressField, PhoneField
from core.standing_forms import EditsStanding
from outbox.models import Channel, Follower, Preference, Rhythm

#: So many addresses of people who may want to follow are typed at once.
MOST_INVITED = 200
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
        fields = ["channel", "rhythm", "phone", "postal_address", "is_large_print"]
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
            "is_large_print": _(
                "Tick it once: from then on, each letter to you is in large print."
            ),
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
        self.carry(self.instance, *HEARING, "is_large_print")

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


class ChooseRhythmForm(PlainForm):
    """How often somebody who follows a project hears from it; and in which language, where there are several."""

    rhythm = forms.ChoiceField(
        label=_("How often do you want to hear?"),
        choices=[
            (Follower.Rhythm.EACH, _("Each time there is news")),
            (Follower.Rhythm.MONTHLY, _("Once a month, all in one")),
            (Follower.Rhythm.RESULTS, _("Only when something is settled or decided")),
        ],
        initial=Follower.Rhythm.EACH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often you want to hear.")},
    )
    language = forms.ChoiceField(
        label=_("In which language?"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]


class FollowForm(ChooseRhythmForm):
    """An address that may want to follow a project."""

    address = AddressField(
        label=_("Your email address"),
        help_text=_("We send you an email with a link. You follow once you say yes there."),
        error_messages={"required": _("Write your email address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("address",)


class InviteFollowersForm(PlainForm):
    """Addresses that somebody wrote down, of people who may want to follow."""

    addresses = forms.CharField(
        label=_("Their email addresses"),
        help_text=_("One on each line, at most 200. Only people who said that we may ask them."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write at least one email address.")},
    )

    def clean_addresses(self) -> list[str]:
        typed = re.split(r"[\s,;]+", self.cleaned_data["addresses"].strip())
        if len(typed) > MOST_INVITED:
            raise forms.ValidationError(
                _("These are more than 200. Ask some today, and the others another day.")
            )
        read, wrong = [], []
        for one in typed:
            try:
                read.append(AddressField().clean(one))
            except forms.ValidationError:
                wrong.append(one[:80])
        if wrong:
            raise forms.ValidationError(
                _("We can’t read this as an email address: %(wrong)s. Nobody was asked yet.")
                % {"wrong": ", ".join(wrong[:3])}
            )
        return read


class ReplySheetForm(PlainForm):
    """The number of a sheet that came back: it says whose it is, and nothing else."""

    number = forms.CharField(
        label=_("The number at its top"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
