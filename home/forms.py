"""What is typed to begin, to invite another coordinator, and to find something."""

from typing import Any

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


class CoordinatorForm(PlainForm):
    """Somebody who is invited to coordinate, and whether the one who invites stays."""

    email = AddressField(
        label=_("Their email address"),
        help_text=_("They sign in with it. Check each letter."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    name = NameField(
        label=_("Their name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name.")},
    )
    then = forms.ChoiceField(
        label=_("And you, once they have said yes?"),
        choices=[
            ("stay", _("I stay a coordinator as well")),
            ("leave", _("They take over from me: I am no longer a coordinator")),
        ],
        widget=forms.RadioSelect,
        initial="stay",
    )

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        words = {name: self.cleaned_data[name] for name in ("email", "name")}
        return {**words, "takes_over": self.cleaned_data["then"] == "leave"}


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
