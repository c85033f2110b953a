"""What facilitators type about lessons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.once import SendsOnce
from core.revisions import EditsRevised
from elements.models import Lesson
from elements.pickers import Picker
from projects.people_field import PeopleField, PersonField, offer_members


class LessonForm(ConstraintModelForm):
    class Meta:
        model = Lesson
        fields = ["learned", "waits_on", "agreed_by"]
        labels = {
            "learned": _("What did we learn?"),
            "waits_on": _("Who will follow this up?"),
            "agreed_by": _("Who was there when we agreed on it?"),
        }
        help_texts = {
            "learned": _(
                "One thing. For example: “People wait more calmly when they know how long.”"
            ),
            "waits_on": _("Somebody who has agreed to do it."),
            "agreed_by": _("Choose everybody who was there. Everybody in the project can read it."),
        }
        widgets = {"learned": forms.Textarea(attrs={"rows": 4})}
        field_classes = {"waits_on": PersonField, "agreed_by": PeopleField}
        error_messages = {"learned": {"required": _("Write what you learned.")}}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        project = self.instance.project
        offer_members(self.fields["waits_on"], people, project=project, nobody=_("A facilitator"))
        newest = Lesson.agreed_by.through.objects.filter(lesson__project=project).order_by(
            "-lesson"
        )
        last = Lesson.agreed_by.through.objects.filter(lesson=newest.values("lesson")[:1])
        offer_members(
            self.fields["agreed_by"],
            people,
            project=project,
            last=last.values("member"),
            last_words=_("The same people as for the last lesson"),
        )


class NewLessonForm(SendsOnce, LessonForm):
    """A lesson to record, with what it comes from."""

    source = forms.ChoiceField(label=_("Where does it come from?"), required=False)
    field_order = ["learned", "source", "waits_on", "agreed_by"]

    def __init__(self, *args: Any, sources: Picker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = sources
        field: Any = self.fields["source"]
        field.choices = sources.choices

    def clean_source(self) -> Any:
        return self.sources.row(self.cleaned_data["source"])


class EditLessonForm(EditsRevised, LessonForm):
    """A lesson to change; ``people`` must hold those who agreed to it, also when they have left."""

    @property
    def in_words(self) -> str:
        """What was typed, a line each."""
        said: str = self.instance.say(self.cleaned_data["agreed_by"])
        return said


class TieForm(PlainForm):
    """What changes because of a lesson, or why nothing does."""

    change = forms.ChoiceField(
        label=_("What changes because of it?"),
        help_text=_("Not in the list? Add the step or record the decision first, then come back."),
        required=False,
    )
    because = forms.CharField(
        label=_("If nothing changes: why?"),
        help_text=_("That is an honest answer too. Everybody can read it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages={
            code: _("This page is incomplete. Load it again.")
            for code in ("required", "invalid", "min_value")
        },
    )

    def __init__(self, *args: Any, changes: Picker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes = changes
        field: Any = self.fields["change"]
        field.choices = changes.choices

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if "change" in data and "because" in data and bool(data["change"]) == bool(data["because"]):
            self.add_error(
                "change", _("Choose one change, or say below why nothing changes. Not both.")
            )

    data: Any
    conflict: Any = None

    def start_from(self, theirs: Any) -> Any:
        """Keep what was typed, and let the next save be over the row as it stands now, which is returned."""
        self.data = self.data.copy()
        self.data["revision"] = str(theirs.revision)
        return theirs

    @property
    def change_row(self) -> Any:
        return self.changes.row(self.cleaned_data["change"])
