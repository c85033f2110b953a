"""What is asked in confidence: the answer that fits, the facilitators who are named, and why somebody looks."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from participation import services
from participation.forms.coming_in import QuestionForm
from participation.models import WHYS, Consent


class PrivateForm(QuestionForm):
    """
    A question in confidence: somebody writes the answer, would rather tell it, or says that there is nothing.

    The page names the facilitators who may read it; later ones are not named by it.
    """

    purpose: ClassVar[str]
    #: What each answer is called here, in the order of the form.
    answers: ClassVar[Mapping[Consent.Answer, Any]]

    answer_given = forms.ChoiceField(
        label=_("What fits you?"),
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "If you’d rather tell somebody, one of the people named above talks with you, the way you like to hear."
        ),
    )
    #: Whom the page named, by their numbers.
    named_stood = forms.CharField(widget=forms.HiddenInput, required=False)

    def first_values(self) -> dict[str, Any]:
        """Return what they said before; what it may raise, the service that reads it says."""
        said = Consent.objects.filter(member=self.member, purpose=self.purpose).first()
        names = services.name_facilitators(self.member.project, but=self.member)
        self.names = list(names)
        return {
            **self.read(),
            "answer_given": said.answer if said and said.answer in self.answers else "",
            "named_stood": " ".join(str(one.pk) for one in self.names),
        }

    def read(self) -> dict[str, Any]:
        """Return what they said before, by the field."""
        raise NotImplementedError

    def prepare(self) -> None:
        given: Any = self.fields["answer_given"]
        given.choices = list(self.answers.items())
        if not self.names:
            given.choices = [one for one in given.choices if one[0] != Consent.Answer.TELL]
            given.help_text = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        answer, has_words = data.get("answer_given"), self.has_words
        if answer == Consent.Answer.NOTHING and has_words:
            self.add_error(
                "answer_given",
                _("You wrote something below. Choose “I write it here”, or empty it."),
            )
        if answer == Consent.Answer.YES and not has_words:
            self.add_error(
                "answer_given",
                _("Write below what it is. Or choose one of the others here."),
            )
        if not answer and not has_words and self.initial["answer_given"]:
            self.add_error("answer_given", _("Choose what fits you now."))
        return data

    @property
    def has_words(self) -> bool:
        """Whether they wrote or ticked anything."""
        raise NotImplementedError

    @property
    def answered(self) -> dict[str, Any]:
        """What the service takes beside the words: the answer, who may read it, and how it stood."""
        answer = self.cleaned_data["answer_given"] or Consent.Answer.YES
        if not self.has_words and not self.cleaned_data["answer_given"]:
            answer = Consent.Answer.LATER
        named = {token for token in self.cleaned_data["named_stood"].split() if token.isdecimal()}
        readers = [one.pk for one in self.names if str(one.pk) in named]
        return {"answer": answer, "readers": readers, "stood": self.stood}


class WhyForm(PlainForm):
    """Why a facilitator looks at what a member said in confidence."""

    why = forms.ChoiceField(
        label=_("Why do you look?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why you look. They will see it.")},
    )

    def __init__(self, *args: Any, purpose: str, name: str, is_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why: Any = self.fields["why"]
        why.choices = [(one.value, one.label) for one in WHYS[purpose]]
        if not is_named:
            self.fields["has_asked"] = forms.BooleanField(
                label=_("I asked %(name)s, and they said yes") % {"name": name},
                error_messages={
                    "required": _("Ask them first. They did not say that you may read it.")
                },
            )
