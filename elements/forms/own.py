"""What coordinators type about indicators of their own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from elements.models import Element


class OwnIndicatorForm(SendsOnce, PlainForm):
    """An indicator to add under an element."""

    element = forms.ModelChoiceField(
        label=_("Which element does it belong to?"),
        queryset=Element.objects.none(),
        empty_label=_("Choose an element"),
        error_messages={"required": _("Choose an element.")},
    )
    wording = forms.CharField(
        label=_("What do people rate?"),
        help_text=_(
            "One short sentence in the “we” of the group, like “We meet where people feel at home.” "
            "You cannot change it later."
        ),
        max_length=200,
        error_messages={"required": _("Write what people are to rate.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        element: Any = self.fields["element"]
        element.queryset = Element.objects.in_use()
