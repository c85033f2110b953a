"""What is typed to say something, and to answer it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from questions.forms.unnamed import MayBeUnnamed


class ContributionForm(MayBeUnnamed, SendsOnce, PlainForm):
    words = forms.CharField(
        label=_("What should we ask, or what do you want to say?"),
        help_text=_("In your own words, as long or as short as you like."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what we should ask, or what you want to say.")},
    )
