"""What is typed to say something without a name, and to come back to it."""

from typing import Any

from django import forms
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from questions.models.contributions import MOST_SAID
from questions.three_words import draw_words, sign_words, unsign_words

NAMED, UNNAMED = "named", "unnamed"
_CHOICES = (
    (NAMED, _("With my name.")),
    (
        UNNAMED,
        _(
            "Without my name. Nobody can look up who said it, the people who run the project included. It appears"
            " tomorrow, mixed with what others say this way today. You get three words. With them you come back and"
            " read the answer."
        ),
    ),
)


class MayBeUnnamed:
    """
    Mixin for a form that says something: asks whether it is said with or without a name; with, unless they choose.

    Puts nothing into the cleaned data: ask ``is_unnamed``, and ``three_words`` for those drawn with the form.
    """

    fields: dict[str, forms.Field]
    is_unnamed = False
    three_words = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"] = forms.ChoiceField(
            label=_("With or without your name?"),
            help_text=_(
                "Without a name, it is kept nowhere until you send it: if you are signed out before, it is gone. How"
                " you write can still give you away, and so can a day on which few people were here."
            ),
            choices=_CHOICES,
            initial=NAMED,
            error_messages={"invalid_choice": _("Choose with or without your name.")},
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["three_words"] = forms.CharField(
            required=False,
            widget=forms.HiddenInput,
            initial=lambda: sign_words(draw_words()),
        )

    def clean(self) -> dict[str, Any]:
        form: Any = self
        said: dict[str, Any] = super().clean() or form.cleaned_data  # type: ignore[misc]
        self.is_unnamed = said.pop("shown", NAMED) == UNNAMED
        self.three_words = unsign_words(said.pop("three_words", "")) or ""
        if self.is_unnamed and (said.get("said_by") or said.get("for_whom")):
            words = _("Leave out who told it, or say it with a name.")
            form.add_error("shown", words)
        return said


def is_said_unnamed(request: HttpRequest) -> bool:
    """Whether what was sent is to be said without a name; yes when it cannot be read."""
    try:
        return request.POST.get("shown") == UNNAMED
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return True


class NoteForm(PlainForm):
    """Words to, or from, whoever said something without a name."""

    words = forms.CharField(
        label=_("What do you want to add?"),
        help_text=_("Facilitators read it from tomorrow on, here. It is sealed until then."),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something first.")},
    )


class WriteBackForm(PlainForm):
    words = forms.CharField(
        label=_("What do you want to write to them?"),
        help_text=_(
            "Only they read it, when they come back with their three words, and the facilitators of this project. Do"
            " not ask who they are."
        ),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first.")},
    )
