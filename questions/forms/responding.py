"""The forms with which the community is asked, with which it responds, and with which that is looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.names import AddressField, NameField
from questions.forms.outside import OutsideForm
from questions.models import Contribution
from questions.models.contributions import MOST_SAID
from questions.models.questions import MOST_ASKED


class CommunityForm(PlainForm):
    """What everybody is asked."""

    words = forms.CharField(
        label=_("What do you ask them?"),
        max_length=MOST_ASKED,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Everybody can read this. Write it for people who know nothing of the project."
        ),
        error_messages={"required": _("Write what you ask everybody.")},
    )


class ResponseForm(PlainForm):
    """What somebody from the community says, and where the answer goes."""

    words = forms.CharField(
        label=_("What do you want to say?"),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you want to say.")},
    )
    known_as = NameField(
        label=_("What may we call you?"),
        required=False,
        max_length=80,
        help_text=_("Everybody in the project reads the name. “A neighbour” is fine."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = AddressField(
        label=_("Your email address, for the answer"),
        help_text=_("Nobody in the project sees it."),
        error_messages={"required": _("Write your email address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    outside = forms.ChoiceField(
        label=_("May it be on this page, too?"),
        help_text=_("And in reports about the project. You can change this later, by the link."),
        choices=Contribution.Outside.choices,
        initial=Contribution.Outside.NOTHING,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers.")},
    )

    def clean(self) -> dict[str, str]:
        said: dict[str, str] = super().clean() or self.cleaned_data
        # Without a name there is none to be shown.
        if said.get("outside") == Contribution.Outside.WITH_NAME and not said.get("known_as"):
            self.add_error("known_as", _("Write the name that may be on the page."))
        return said


class ResponderOutsideForm(OutsideForm):
    """Change what whoever responded said to that; they have told us of no group and no experience."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outside"].label = _("May it be on the public page, too?")
        self.fields["outside"].help_text = _(
            "And in reports about the project. You can change this at any time."
        )


class ResponseNoForm(PlainForm):
    """Why a response is not shown."""

    reason = forms.CharField(
        label=_("Why not?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("We send it to them, with your name."),
        error_messages={"required": _("Say why not. They get it in an email.")},
    )
