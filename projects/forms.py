"""What is typed to make a project and set it up; people to choose from, and a form of one text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.names import AddressField, NameField, PhoneField
from core.once import SendsOnce
from core.revisions import EditsRevised
from core.standing_forms import EditsStanding
from projects.models import Member, Project
from projects.name_hits import Name, read_names
from projects.naming import AsksOfNames, public_words


class ProjectForm(SendsOnce, PlainForm):
    """A new project: what it is called and what it is for; all else can wait."""

    name = NameField(
        label=_("What is the project called?"),
        help_text=_("A few plain words, like “Waiting at night”. You can change them later."),
        max_length=120,
        error_messages={"required": _("Give the project a name.")},
    )
    summary = forms.CharField(
        label=_("What is it, in one line?"),
        help_text=_("It stands below the name on every page."),
        max_length=200,
        required=False,
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("What should be better in the end, and for whom? You can fill this in later."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    known_as = NameField(
        label=_("Which name are you known by here?"),
        help_text=_("The others in the project see you by this name."),
        max_length=80,
        error_messages={"required": _("Write the name you are known by.")},
    )


class PurposeForm(AsksOfNames, EditsRevised, ConstraintModelForm):
    """What the project is called and is for; where it has a public page, everybody reads it."""

    class Meta:
        model = Project
        fields = ["name", "summary", "purpose"]
        field_classes = {"name": NameField}
        labels = {
            "name": _("What is the project called?"),
            "summary": _("What is it, in one line?"),
            "purpose": _("What is it for?"),
        }
        help_texts = {
            "summary": _("It stands below the name on every page."),
            "purpose": _("What should be better in the end, and for whom?"),
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 6})}
        error_messages = {"name": {"required": _("Give the project a name.")}}

    def becomes_public(self) -> tuple[Project, list[str], list[str]]:
        project = self.instance
        if not project.is_public:
            return project, [], []
        text = [str(self.cleaned_data.get(name) or "") for name in self.Meta.fields]
        return project, text, [project.name, project.summary, project.purpose]


class HelpForm(EditsRevised, ConstraintModelForm):
    """Whom members can ask."""

    class Meta:
        model = Project
        fields = ["help_name", "help_phone", "help_email"]
        field_classes = {
            "help_name": NameField,
            "help_phone": PhoneField,
            "help_email": AddressField,
        }
        labels = {
            "help_name": _("Who can people ask?"),
            "help_phone": _("Their phone number"),
            "help_email": _("Their email address"),
        }
        help_texts = {
            "help_name": _("One person, by name. Ask them first whether they agree."),
            "help_phone": _("Some people would rather ring than write."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["help_name"]
        name.required = True
        name.error_messages["required"] = _("Write the name of the person who helps.")
        self.fields["help_phone"].widget.input_type = "tel"

    def clean(self) -> None:
        super().clean()
        if not self.errors and not (
            self.cleaned_data["help_phone"] or self.cleaned_data["help_email"]
        ):
            self.add_error("help_phone", _("Give a phone number or an email address."))


class SafetyContactForm(EditsRevised, ConstraintModelForm):
    """Whom to ring when somebody may be in danger, and who outside the project is told."""

    class Meta:
        model = Project
        fields = ["ring_now", "safety_name", "safety_phone", "safety_email"]
        field_classes = {
            "safety_name": NameField,
            "safety_phone": PhoneField,
            "safety_email": AddressField,
        }
        labels = {
            "ring_now": _("Whom should people ring now?"),
            "safety_name": _("Who is told, outside this project?"),
            "safety_phone": _("Their phone number"),
            "safety_email": _("Their email address"),
        }
        help_texts = {
            "ring_now": _(
                "In your own words, a line for each number. “999, if somebody may get hurt.”"
            ),
            "safety_name": _(
                "One person by name, like the safeguarding lead. Ask them first whether they agree."
            ),
            "safety_phone": _("Everybody in the project can see it."),
            "safety_email": _(
                "We write to it at once. It says that you need them, never what people said."
            ),
        }
        widgets = {"ring_now": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, missing in (
            ("ring_now", _("Write whom people should ring when somebody is in danger.")),
            ("safety_name", _("Write the name of somebody outside this project.")),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = missing
        self.fields["safety_phone"].widget.input_type = "tel"

    def clean_safety_email(self) -> str:
        """Refuse the address of a member: whoever is told has to stand outside."""
        address = str(self.cleaned_data["safety_email"])
        members = self.instance.members.here_or_invited()
        if address and members.filter(user__email__iexact=address).exists():
            raise forms.ValidationError(
                _("This is a member of the project. Choose somebody who is not.")
            )
        return address

    def clean(self) -> None:
        super().clean()
        if not self.errors and not (
            self.cleaned_data["safety_phone"] or self.cleaned_data["safety_email"]
        ):
            self.add_error("safety_phone", _("Give a phone number or an email address."))


class PublicPageForm(EditsStanding, AsksOfNames, ConstraintModelForm):
    """Whether there is a public page; before it opens, it is asked whether all whom it names agree."""

    is_public = forms.TypedChoiceField(
        label=_("Should this project have a public page?"),
        choices=[("no", _("No, only members see it")), ("yes", _("Yes, everybody may see it"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Project
        fields = ["is_public"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_public"] = "yes" if self.instance.is_public else "no"
        self.carry(self.instance, public_choice="is_public")

    def becomes_public(self) -> tuple[Project, list[str], list[str]]:
        project = self.instance
        opens = self.cleaned_data.get("is_public") and not project.is_public
        return project, public_words(project) if opens else [], []


class WordsForm(PlainForm):
    """One text that something ends with: how it was settled, what came of it, why it no longer holds."""

    words = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, hint: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.label, words.help_text = label, hint
        words.error_messages["required"] = missing


def offer_people(field: Any, people: Any, nobody: Any = "") -> None:
    """Let a field choose among these members, by the names that they chose."""
    field.queryset = people
    if nobody:
        field.empty_label = nobody


def people_of(project: Project) -> Any:
    """Return the members who take part, by name."""
    return Member.objects.taking_part().filter(project=project).order_by("known_as", "pk")


class RhythmForm(EditsStanding, ConstraintModelForm):
    """How often something opens by itself. Each kind names its model, its fields and what else it asks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.carry(self.instance, *self._meta.fields)  # type: ignore[misc]

    class Meta:
        labels = {
            "every_weeks": _("How many weeks between two reviews?"),
            "next_on": _("When is the next one?"),
            "is_paused": _("Pause the reviews for now"),
        }
        widgets = {"next_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class NameForm(PlainForm):
    """A name to look for in all words of a project; several, with commas between them."""

    names = forms.CharField(
        label=_("Which name?"),
        help_text=_(
            "Each way in which they are called, with commas between: Grace Hall, Grace, Gracie. Capitals and accents"
            " don’t matter."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the name.")},
    )

    def clean_names(self) -> list[Name]:
        """Return the names as they are compared."""
        names = read_names(self.cleaned_data["names"])
        if not names or any(
            name == (name[0],) and name[0].isascii() and len(name[0]) < 2 for name in names
        ):
            raise forms.ValidationError(_("Write a whole name, not a single letter."))
        return names
