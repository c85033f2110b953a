"""What is typed by somebody who is worried about somebody's safety, and by whoever looks at it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from questions.models import SafetyWorry

_OUTCOMES = SafetyWorry.Outcome


class SafetyWorryForm(SendsOnce, PlainForm):
    """Words can be left out where something is marked that was said."""

    words = forms.CharField(
        label=_("What are you worried about?"),
        help_text=_("A few words are enough. Only the people who run the project can read them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write in a few words what you are worried about.")},
    )

    def __init__(self, *args: Any, needs_words: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = needs_words


class TellsAuthorForm(PlainForm):
    """Whether the author hears of it, by their channel."""

    tells_author = forms.TypedChoiceField(
        label=_("Is it safe to tell them?"),
        help_text=_(
            "Somebody else may read their emails and letters. What we send says nothing about safety."
        ),
        choices=[("yes", _("Yes, tell them now")), ("no", _("No, I will find another way"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is safe to tell them.")},
    )


class LookedAtForm(TellsAuthorForm):
    """What was done, and what becomes of what was set aside."""

    done = forms.CharField(
        label=_("What did you do?"),
        help_text=_("Whom you talked to, what you agreed, and who looks again, when."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write down what was done.")},
    )
    outcome = forms.ChoiceField(
        label=_("What becomes of the words that are set aside?"),
        choices=[(one.value, one.label) for one in (_OUTCOMES.BACK, _OUTCOMES.ASIDE)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the words that are set aside.")},
    )
    aside_why = forms.CharField(
        label=_("If you leave it set aside: why?"),
        help_text=_("Everybody in the project can read this. Do not say whom it is about."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("done", "outcome", "aside_why", "tells_author")

    def __init__(self, *args: Any, is_aside: bool, has_author: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_aside:
            del self.fields["outcome"], self.fields["aside_why"]
        if not (is_aside and has_author):
            del self.fields["tells_author"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("outcome") == _OUTCOMES.ASIDE and not said.get("aside_why"):
            self.add_error("aside_why", _("Say why. Everybody in the project can read it."))
        return said
