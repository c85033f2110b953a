"""What is typed to ask a question, to ask it another way, to answer that, and to end a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from questions.models import Question, Wording
from questions.models.questions import MOST_ASKED
from questions.services import how_question_stands

_OUTCOME = Wording.Outcome


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AskForm(SendsOnce, PlainForm):
    words = forms.CharField(
        label=_("What should we find out together?"),
        help_text=_(
            "One question, as you would ask it out loud. Everybody in the project can read it."
        ),
        max_length=MOST_ASKED,
        widget=_lines(3),
        error_messages={"required": _("Write your question.")},
    )


class WordingForm(SendsOnce, PlainForm):
    words = forms.CharField(
        label=_("How would you ask it?"),
        help_text=_("Everybody in the project can read it."),
        max_length=MOST_ASKED,
        widget=_lines(3),
        error_messages={"required": _("Write how you would ask it.")},
    )
    why = forms.CharField(
        label=_("Why would you ask it that way?"),
        max_length=2000,
        required=False,
        widget=_lines(3),
    )


class WordingAnswerForm(PlainForm):
    """Take another way to ask a question, or say why not; it carries how the question stood on the page."""

    outcome = forms.ChoiceField(
        label=_("Do we ask it this way from now on?"),
        choices=[
            (_OUTCOME.TAKEN.value, _("Yes. This becomes our question")),
            (_OUTCOME.DECLINED.value, _("No. The question stays as it is")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether we ask it this way.")},
    )
    words = forms.CharField(
        label=_("What do we say to it?"),
        help_text=_(
            "If it’s a no, say why. A yes can go without. Everybody in the project can read it."
        ),
        max_length=2000,
        required=False,
        widget=_lines(4),
    )
    stood = forms.CharField(
        widget=forms.HiddenInput,
        max_length=100,
        error_messages={"required": _("This page is incomplete. Load it again.")},
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["stood"] = how_question_stands(question)

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        is_no = said.get("outcome") == _OUTCOME.DECLINED
        if is_no and not said.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say why not. Whoever asked it this way is told."))

    def look_again(self, question: Question) -> None:
        """Keep what was typed, and let the next answer be to the question as it stands now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("stood")] = how_question_stands(question)
        self.data = data


class QuestionEndForm(PlainForm):
    end = forms.ChoiceField(
        label=_("What happened with it?"),
        choices=[
            (Question.End.SETTLED.value, _("It is settled")),
            (Question.End.PUT_DOWN.value, _("We put it down for now")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is settled or put down.")},
    )
    why = forms.CharField(
        label=_("How was it settled, or why do you put it down?"),
        help_text=_(
            "If you decided something, name the decision here, and record it under Decisions with the reasons."
        ),
        max_length=2000,
        widget=_lines(4),
        error_messages={"required": _("Say how it was settled, or why you put it down.")},
    )
