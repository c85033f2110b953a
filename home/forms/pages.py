"""What the first coordinator types to begin, and what somebody types to find something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.names import AddressField, NameField
from home.search.asking import LONGEST


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
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class FindForm(PlainForm):
    """What somebody looks for, by GET. Nothing in it is wrong: what is too long is cut."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_("A name, a few words, or a part of a word. Spelling and accents don’t matter."),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": LONGEST, "autocomplete": "off", "dir": "auto"}
        ),
    )

    @property
    def typed(self) -> str:
        """What was typed, as far as it is looked for."""
        typed = self.data.get("q", "")
        return " ".join(typed.replace("\x00", " ").split())[:LONGEST]
