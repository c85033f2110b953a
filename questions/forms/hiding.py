"""What is typed by whoever hides what somebody said, and by its author."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.standing_forms import EditsStanding
from questions.models import Contribution, Reply


class HideForm(PlainForm):
    """Why something is hidden: without a reason nothing is."""

    words = forms.CharField(
        label=_("Why do you hide it?"),
        help_text=_(
            "Everybody in the project can read the reason, with your name. Don’t repeat what was said. For example: it"
            " names somebody who did not agree to that."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why you hide it. Everybody can read the reason.")},
    )


class HiddenAnswerForm(EditsStanding, PlainForm):
    """What somebody says to their words being hidden; there may be several such forms on a page."""

    words = forms.CharField(
        label=_("What do you say to that?"),
        help_text=_("The people who run the project read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you say to it.")},
    )

    def __init__(self, *args: Any, row: Contribution | Reply, **kwargs: Any) -> None:
        name = "r" if isinstance(row, Reply) else "c"
        initial = {"words": row.hidden_answer}
        super().__init__(*args, prefix=f"{name}{row.pk}", initial=initial, **kwargs)
        self.carry(row, hidden_answer="words")
