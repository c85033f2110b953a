"""What is typed to sign in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import ConstraintModelForm, PlainForm
from core.names import AddressField, NameField


class SignInForm(PlainForm):
    email = AddressField(
        label=_("Your email address"),
        help_text=_("The one to which we write to you."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)


class CodeForm(PlainForm):
    code = forms.CharField(
        label=_("The six numbers in the email"),
        help_text=_("For example 123 456. A space between them does not matter."),
        max_length=40,
        error_messages={
            "required": _("Write the six numbers from the email."),
            "max_length": _("The code has six numbers. Write all six."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}
        ),
    )

    def clean_code(self) -> str:
        """Leave spaces and dashes out; a number in another script is a number too."""
        typed = re.sub(r"[\s\-–.]", "", self.cleaned_data["code"])
        if not (typed.isdecimal() and len(typed) == 6):
            raise ValidationError(_("The code has six numbers. Write all six."))
        return f"{int(typed):06}"


class YouForm(ConstraintModelForm):
    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Your name")}
        help_texts = {
            "name": _("We greet you with it. In each project you choose the name you are known by.")
        }
        field_classes = {"name": NameField}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class AddressForm(PlainForm):
    email = AddressField(
        label=_("Your new email address"),
        help_text=_("We write to it first, to see that it reaches you."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email == self._user.email:
            raise ValidationError(_("You sign in with this address already."))
        return email
