"""What is typed about a project and its plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.once import SendsOnce
from core.revisions import EditsRevised
from projects.models import Action, Boundary, Member, Project, ReadinessCheck, Step, Unsettled


class ProjectForm(SendsOnce, PlainForm):
    """A new project: what it is called and what it is for; all else can wait."""

    name = forms.CharField(
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
    known_as = forms.CharField(
        label=_("Which name are you known by here?"),
        help_text=_("The others in the project see you by this name."),
        max_length=80,
        error_messages={"required": _("Write the name you are known by.")},
    )


class PurposeForm(EditsRevised, ConstraintModelForm):
    class Meta:
        model = Project
        fields = ["name", "summary", "purpose"]
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


class HelpForm(EditsRevised, ConstraintModelForm):
    """Whom members can ask."""

    class Meta:
        model = Project
        fields = ["help_name", "help_phone", "help_email"]
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


class PublicPageForm(ConstraintModelForm):
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


class ReadinessForm(PlainForm):
    """Time, money and permission on one page; ``answers`` gives what changed, by check."""

    WORDS = {
        ReadinessCheck.Kind.TIME: (
            _("Time"),
            _("Will the people who do the work have enough time for it? For how long?"),
        ),
        ReadinessCheck.Kind.MONEY: (
            _("Money"),
            _("Is there money for what it takes: thanks, travel, food, interpreters, a room?"),
        ),
        ReadinessCheck.Kind.PERMISSION: (
            _("Permission"),
            _("Has somebody who can say yes agreed that things may change?"),
        ),
    }

    def __init__(self, *args: Any, checks: list[ReadinessCheck], **kwargs: Any) -> None:
        self.checks = checks
        self.fieldsets: list[tuple[Any, Any, tuple[str, ...]]] = []
        super().__init__(*args, **kwargs)
        for check in checks:
            self._ask(check)
        self.use_plain_words()

    def _ask(self, check: ReadinessCheck) -> None:
        legend, hint = self.WORDS[ReadinessCheck.Kind(check.kind)]
        has, note = f"{check.kind}_confirmed", f"{check.kind}_note"
        self.fieldsets.append((legend, hint, (has, note)))
        self.fields[has] = forms.ChoiceField(
            label=_("Do we have it?"),
            choices=[("yes", _("Yes, this is confirmed")), ("no", _("Not yet"))],
            widget=forms.RadioSelect,
            initial="yes" if check.is_confirmed else "no",
        )
        self.fields[note] = forms.CharField(
            label=_("What do we have, and from whom?"),
            max_length=1000,
            required=False,
            initial=check.note,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def answers(self) -> list[tuple[ReadinessCheck, bool, str]]:
        """Return (check, whether it is confirmed, note) for each check whose answer changed."""
        return [
            (check, self.cleaned_data[has] == "yes", self.cleaned_data[note])
            for check in self.checks
            for has, note in [(f"{check.kind}_confirmed", f"{check.kind}_note")]
            if {has, note} & set(self.changed_data)
        ]


class StartForm(PlainForm):
    """The start; a reason is asked for when not everything is confirmed."""

    reason = forms.CharField(
        label=_("Why do you start all the same?"),
        help_text=_("Every member can read this on the plan, from now on."),
        max_length=2000,
        error_messages={
            "required": _("Say why you start before time, money and permission are confirmed.")
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, is_ready: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_ready:
            del self.fields["reason"]


class BoundaryForm(ConstraintModelForm):
    class Meta:
        model = Boundary
        fields = ["kind", "what", "why", "who", "until"]
        labels = {
            "kind": _("Is it open or fixed?"),
            "what": _("What is it about?"),
            "why": _("Why?"),
            "who": _("Who says so?"),
            "until": _("Until when?"),
        }
        help_texts = {
            "kind": _("Open: we can change it together. Fixed: we cannot, whatever we say."),
            "what": _("For example: “The colour and the place of the chairs”."),
            "why": _("Needed when it is fixed. People accept a no more easily with a reason."),
            "who": _("The person or body who fixed it. Needed when it is fixed."),
            "until": _("Leave it empty if there is no date."),
        }
        widgets = {"kind": forms.RadioSelect, "why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (Boundary.Kind.OPEN, _("Open to change")),
            (Boundary.Kind.FIXED, _("Fixed")),
        ]

    def clean(self) -> None:
        """Put the error of a fixed boundary at the field that lacks something."""
        super().clean()
        if self.cleaned_data.get("kind") == Boundary.Kind.FIXED:
            if not self.cleaned_data.get("why"):
                self.add_error("why", _("Say why it is fixed."))
            if not self.cleaned_data.get("who"):
                self.add_error("who", _("Say who fixed it."))


class NewBoundaryForm(SendsOnce, BoundaryForm):
    """A boundary to add."""


class EditBoundaryForm(EditsRevised, BoundaryForm):
    """A boundary to change."""


class StepForm(ConstraintModelForm):
    """``people`` are the members who can look after a step, or planned it."""

    class Meta:
        model = Step
        fields = ["title", "details", "starts_on", "due_on", "owner", "planned_by"]
        labels = {
            "title": _("What do we do?"),
            "details": _("More about it"),
            "starts_on": _("From"),
            "due_on": _("Until"),
            "owner": _("Who looks after it?"),
            "planned_by": _("Who planned it together?"),
        }
        help_texts = {
            "title": _("One small thing that can be done in a few weeks."),
            "planned_by": _("Tick everybody who was there when you planned it."),
        }
        widgets = {
            "details": forms.Textarea(attrs={"rows": 3}),
            "planned_by": forms.CheckboxSelectMultiple,
        }
        error_messages = {"title": {"required": _("Write what you will do.")}}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self.fields["owner"], people, _("Nobody yet"))
        offer_people(self.fields["planned_by"], people)


class NewStepForm(SendsOnce, StepForm):
    """A step to add."""


class EditStepForm(EditsRevised, StepForm):
    """A step to change."""


class MoveForm(PlainForm):
    """Where a step stands now, and why it was moved."""

    to_state = forms.ChoiceField(
        label=_("Where does it stand now?"),
        choices=[
            (Step.State.PLANNED, _("Planned: we have not begun")),
            (Step.State.DOING, _("Doing: it is under way")),
            (Step.State.EXPLORING, _("Exploring: we try things out and do not know yet")),
            (Step.State.DONE, _("Done")),
            (Step.State.DROPPED, _("Dropped: we stop here")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Why, or what came of it"),
        help_text=_("Needed when you drop a step. It stays in view for everybody."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> None:
        if self.cleaned_data.get("to_state") == Step.State.DROPPED and not self.cleaned_data.get(
            "why"
        ):
            self.add_error("why", _("Say why it was dropped. The step stays in view."))


class UnsettledForm(ConstraintModelForm):
    class Meta:
        model = Unsettled
        fields = ["what", "why", "look_again_on"]
        labels = {
            "what": _("What is not settled yet?"),
            "why": _("Why not yet?"),
            "look_again_on": _("When do we look at it again?"),
        }
        help_texts = {"what": _("For example: “Where the drinks machine will stand”.")}
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"what": {"required": _("Write what is not settled.")}}


class NewUnsettledForm(SendsOnce, UnsettledForm):
    """Something that is not settled, to add."""


class EditUnsettledForm(EditsRevised, UnsettledForm):
    """Something that is not settled, to change."""


class ActionForm(SendsOnce, ConstraintModelForm):
    class Meta:
        model = Action
        fields = ["what", "owner", "due_on"]
        labels = {
            "what": _("What will be done?"),
            "owner": _("Who does it?"),
            "due_on": _("By when?"),
        }
        help_texts = {"owner": _("Somebody who has said yes to it.")}
        error_messages = {"what": {"required": _("Write what will be done.")}}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self.fields["owner"], people, _("Choose a person"))


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
