"""What is typed to answer what somebody said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from questions.models import ContributionAnswer

_OUTCOME = ContributionAnswer.Outcome
#: What needs no more than a reason.
_PLAIN = (_OUTCOME.TAKEN_ON, _OUTCOME.PARTLY, _OUTCOME.NO, _OUTCOME.ALREADY)


class AnswerForm(PlainForm):
    outcome = forms.ChoiceField(
        label=_("What do we do with it?"),
        choices=[(one.value, one.label) for one in _PLAIN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what we do with it.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("As you would say it face to face. Everybody in the project can read it."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why.")},
    )
