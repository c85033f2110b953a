"""What somebody writes to one person alone, to whom, and what that person says to it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from participation.forms.shared import lines
from participation.models import WordReading
from participation.word_links import WordTo


def _choices(readers: Sequence[WordTo]) -> list[tuple[str, Any]]:
    found = []
    for one in readers:
        label = _("%(name)s, who runs this project")
        if one.is_outside:
            label = _("%(name)s, who is not part of this project")
        elif not one.hears:
            label = _(
                "%(name)s, who runs this project; gets no email, and sees it after signing in"
            )
        found.append((one.key, label % {"name": one.name}))
    return found


class WordToForm(PlainForm):
    """To whom somebody writes alone, or sends on what they wrote."""

    to = forms.ChoiceField(
        label=_("Who should read it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one person.")},
    )

    def __init__(self, *args: Any, readers: Sequence[WordTo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {one.key: one for one in readers}
        to: Any = self.fields["to"]
        to.choices = _choices(readers)

    @property
    def chosen(self) -> WordTo:
        return self.readers[self.cleaned_data["to"]]


class PrivateWordForm(SendsOnce, PlainForm):
    """What somebody writes to one person; whether it names a barrier, and whether that may be counted."""

    words = forms.CharField(
        label=_("What would you like to say?"),
        max_length=5000,
        widget=lines(8),
        error_messages={"required": _("Write something first.")},
    )
    is_barrier = forms.BooleanField(
        label=_("This is about something that keeps me or others from taking part"),
        help_text=_("Only you say when what keeps people out is gone."),
        required=False,
    )
    may_count = forms.BooleanField(
        label=_("You may count it"),
        help_text=_(
            "Then the project’s record counts it, once five people have said yes to that. It never says who, or what."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("may_count") and not data.get("is_barrier"):
            self.add_error(
                "may_count",
                _(
                    "We only count what keeps people from taking part. Tick that as well, or untick this."
                ),
            )
        return data


class WordWhyForm(PlainForm):
    """Why somebody opens a private word."""

    why = forms.ChoiceField(
        label=_("Why do you open it?"),
        help_text=_("They see your reason."),
        choices=WordReading.WhyOpen.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why you open it. They will see it.")},
    )


class WordAnswerForm(PlainForm):
    """The answer to a private word."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Only they can read it. You can answer once, so say how you can be reached."),
        max_length=5000,
        widget=lines(6),
        error_messages={"required": _("Write your answer first.")},
    )


class WordAskForm(PlainForm):
    """Why a private word should go to somebody else."""

    ask = forms.CharField(
        label=_("Who could help better, and why?"),
        help_text=_("They read this, and choose. You can’t send it on yourself."),
        max_length=1000,
        widget=lines(3),
        error_messages={"required": _("Say who could help better, and why.")},
    )
