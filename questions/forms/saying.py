"""What is typed to say something, and to reply to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.numbers import read_number
from core.once import SendsOnce
from projects.forms import people_of
from projects.models import Project
from projects.people_field import PersonField, offer_members
from questions.forms.files import BringsFile
from questions.forms.outside import outside_field
from questions.forms.unnamed import MayBeUnnamed
from questions.models import Contribution, Question
from questions.models.contributions import MOST_SAID

#: So many questions are offered, the newest; one that a link names is there in any case.
MOST_QUESTIONS = 30


class QuestionChoice(forms.ModelChoiceField):
    """Under which question something is said; none is an answer, too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Question.objects.none(),
            required=False,
            empty_label=_("I don’t know, or none of them"),
            **kwargs,
        )


class ContributionForm(MayBeUnnamed, SendsOnce, BringsFile):
    """
    Say something: only the words are required. A picture or a recording can be added, with a name alone.

    Facilitators can write down what a member said on paper or aloud, in that person's name; everybody, what somebody
    else told them.
    """

    words = forms.CharField(
        label=_("What do you want to say?"),
        help_text=_("An idea, a worry, a story, a question. Just as you would tell it."),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you want to say.")},
    )
    question = QuestionChoice(
        label=_("Which question is it about?"),
        error_messages={"invalid_choice": _("This question is not here any more. Choose another.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[*Contribution.Kind.choices, ("", _("Something else, or I don’t know"))],
        required=False,
        widget=forms.RadioSelect,
    )
    said_by = PersonField(
        label=_("Are you writing it down for somebody in this project?"),
        help_text=_("It appears in their name, and they are told that you wrote it down."),
        required=False,
    )
    for_whom = forms.CharField(
        label=_("Are you saying it for somebody else?"),
        help_text=_("Write the name as they want it shown. “A porter” is fine."),
        max_length=120,
        required=False,
    )
    way = forms.ChoiceField(
        label=_("How did they say it?"),
        choices=[(way, way.label) for way in Contribution.TOLD],
        required=False,
        widget=forms.RadioSelect,
    )
    outside = outside_field()
    more_fields = ("question", "kind", "said_by", "for_whom", "way", "outside")
    folds = ((_("Add a picture or a recording"), "questions/record.html", BringsFile.file_fields),)
    field_order = ("words", *more_fields, *BringsFile.file_fields)

    def __init__(
        self, *args: Any, project: Project, is_unasked: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_unasked = is_unasked
        self.project = project
        self._offer_questions(project)
        if project.viewer.is_facilitator:
            offer_members(self.fields["said_by"], people_of(project), project=project)
        else:
            del self.fields["said_by"]
        if is_unasked:
            self.fields["words"].label = _("What should we be asking you that we are not?")

    def _offer_questions(self, project: Project) -> None:
        field: Any = self.fields["question"]
        field.queryset = project.questions.explored()
        newest = field.queryset.order_by("-pk")[:MOST_QUESTIONS]
        named = self["question"].value()
        rows = {question.pk: question for question in newest}
        if named and str(named) not in {str(key) for key in rows}:
            rows |= {row.pk: row for row in field.queryset.filter(pk=read_number(named))}
        if rows:
            field.choices = [
                ("", field.empty_label),
                *((key, row.words) for key, row in rows.items()),
            ]
        else:
            del self.fields["question"]

    def clean_for_whom(self) -> str:
        """Refuse the name of a member: they would not be told what they are said to have said."""
        name: str = self.cleaned_data["for_whom"].strip()
        members = people_of(self.project).values_list("known_as", flat=True) if name else []
        same = [member for member in members if member.casefold() == name.casefold()]
        if not same:
            return name
        if "said_by" in self.fields:
            words = _("%(name)s is in this project. Choose them above, so that they are told.")
        else:
            words = _(
                "%(name)s is in this project. Ask them to say it here, or a facilitator to write it down for them. Or"
                " leave the name out: “A resident” is fine."
            )
        raise forms.ValidationError(words % {"name": same[0]})

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_unnamed and (self.upload or self.files.get("file")):
            words = _(
                "A picture or a voice can tell who you are. Leave it out, or say it with your name."
            )
            self.add_error("file", words)
        if self.is_unnamed and said.get("outside") == Contribution.Outside.WITH_NAME:
            words = _(
                "You say it without your name, so no name can be shown. Choose another answer."
            )
            self.add_error("outside", words)
        by_hand = said.get("said_by") or said.get("for_whom")
        if said.get("said_by") and said.get("for_whom"):
            self.add_error("for_whom", _("Choose one person, or write a name. Not both."))
        if said.get("way") and not by_hand:
            self.add_error("way", _("Say who told it, or leave this empty."))
        said["way"] = (
            (said.get("way") or Contribution.Way.ALOUD) if by_hand else Contribution.Way.WEB
        )
        return said


class ContributionReplyForm(SendsOnce, PlainForm):
    words = forms.CharField(
        label=_("What do you want to say to that?"),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your reply.")},
    )
