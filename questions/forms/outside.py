"""Asks what of somebody's words may be read outside the project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from questions.models import Contribution

_OUTSIDE = Contribution.Outside


def outside_field() -> forms.ChoiceField:
    """Return the field that asks; nothing chosen is a no."""
    return forms.ChoiceField(
        label=_("May it be shown outside the project?"),
        help_text=_(
            "On the public page and in reports. In a report, the name comes with the kinds of experience and the groups"
            " that somebody told us of. Are you writing it down for somebody? Ask them first."
        ),
        choices=_OUTSIDE.choices,
        initial=_OUTSIDE.NOTHING,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers.")},
    )


class OutsideForm(PlainForm):
    """Change the answer to that."""

    outside = outside_field()

    def clean_outside(self) -> str:
        return str(self.cleaned_data["outside"] or _OUTSIDE.NOTHING)
