"""The forms of people from outside who want to take part, and of those who answer them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.names import AddressField, NameField
from participation.forms.shared import lines


class JoinForm(PlainForm):
    """Who asks to take part, and what brings them."""

    known_as = NameField(
        label=_("What may we call you?"),
        max_length=80,
        error_messages={"required": _("Write a name. It need not be your whole name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = AddressField(
        label=_("Your email address, for the answer"),
        error_messages={"required": _("Write your email address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    words = forms.CharField(
        label=_("What brings you here?"),
        required=False,
        max_length=1000,
        widget=lines(3),
        help_text=_(
            "Only those who run the project read this. Please write nothing about your health."
        ),
    )


class JoinYesForm(PlainForm):
    """A few words that go with the invitation."""

    words = forms.CharField(
        label=_("A few words of your own"),
        required=False,
        max_length=1000,
        widget=lines(2),
        help_text=_("We put them in the email, under your name."),
    )


class JoinNoForm(PlainForm):
    """Why somebody cannot take part."""

    reason = forms.CharField(
        label=_("Why not?"),
        max_length=1000,
        widget=lines(3),
        help_text=_(
            "We send it to them, with your name. Is there another way to take part, or another time?"
        ),
        error_messages={"required": _("Say why not. They get it in an email.")},
    )
