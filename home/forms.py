"""What the first coordinator types to begin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.names import AddressField, NameField


class BeginForm(PlainForm):
    organisation = NameField(
        label=_("The name of your organisation"),
        help_text=_("It hosts the projects. For example a hospital, a council or a charity."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of your organisation.")},
    )
    name = NameField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = AddressField(
        label=_("Your email address"),
        help_text=_("You sign in with it from now on. Check each letter."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
