"""What somebody types who is named as a maker, and was none."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm


class ObjectionForm(PlainForm):
    not_so = forms.CharField(
        label=_("What was not so?"),
        help_text=_("Everybody who can read the decision reads it, with your name."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words what was not so.")},
    )
