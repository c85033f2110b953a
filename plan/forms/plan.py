"""What is typed about the plan: what is open or fixed, steps, what is not settled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.once import SendsOnce
from core.revisions import EditsRevised
from core.standing_forms import EditsStanding
from plan.models import OF_WHAT_IS_FIXED, Boundary, PlannedTogether, Promise, Step, Unsettled
from projects.people_field import PeopleField, PersonField, offer_members

PROMISES_TOO_MUCH = _(
    "You say above that it is fixed. Then nobody here can decide it. Choose “We tell you” or “We ask you”."
)


class BoundaryForm(ConstraintModelForm):
    more_fields = ("until", "is_public")

    class Meta:
        model = Boundary
        fields = ["kind", "what", "why", "who", "promise", "promise_words", "until", "is_public"]
        labels = {
            "kind": _("Can we change it?"),
            "what": _("What is it about?"),
            "why": _("Why?"),
            "who": _("Who says so?"),
            "promise": _("How much say do people have in it?"),
            "promise_words": _("What do you promise them, in your own words?"),
            "until": _("Until when?"),
            "is_public": _("Show it on the public page"),
        }
        help_texts = {
            "what": _("For example: “The colour and the place of the chairs”."),
            "why": _("Needed when it can’t be changed. A no is easier to take with a reason."),
            "who": _("The person or group who decided it. Needed when it can’t be changed."),
            "promise": _("Promise only what you can keep. What is fixed, nobody here can decide."),
            "until": _("Leave it empty if there is no date."),
            "is_public": _(
                "Everybody reads what it is about, whether it can change, why, and until when."
            ),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "why": forms.Textarea(attrs={"rows": 3}),
            "promise": forms.RadioSelect,
            "promise_words": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (Boundary.Kind.OPEN, _("Yes, it can change")),
            (Boundary.Kind.FIXED, _("No, it is fixed, whatever we say")),
        ]
        self.fields["promise"].choices = [  # type: ignore[attr-defined]
            ("", _("We don’t say it here")),
            *((promise, promise.explained) for promise in Promise),
        ]

    def clean(self) -> None:
        """Put each error at the field that lacks something, or says too much."""
        super().clean()
        promise = self.cleaned_data.get("promise")
        if self.cleaned_data.get("promise_words") and promise == "":
            self.add_error("promise", _("Choose how much say people have in it."))
        if self.cleaned_data.get("kind") == Boundary.Kind.FIXED:
            if not self.cleaned_data.get("why"):
                self.add_error("why", _("Say why it is fixed."))
            if not self.cleaned_data.get("who"):
                self.add_error("who", _("Say who fixed it."))
            if promise and promise not in OF_WHAT_IS_FIXED:
                self.add_error("promise", PROMISES_TOO_MUCH)


class NewBoundaryForm(SendsOnce, BoundaryForm):
    """A boundary to add."""


class EditBoundaryForm(EditsRevised, BoundaryForm):
    """A boundary to change."""


class StepForm(ConstraintModelForm):
    """``people`` are the members who can look after a step, or planned it."""

    more_fields = ("details", "starts_on")

    class Meta:
        model = Step
        fields = ["title", "details", "starts_on", "due_on", "owner", "planned_by"]
        labels = {
            "title": _("What do we do?"),
            "details": _("What else should people know about it?"),
            "starts_on": _("From which day?"),
            "due_on": _("Until when?"),
            "owner": _("Who looks after it?"),
            "planned_by": _("Who planned it together?"),
        }
        help_texts = {
            "title": _("One small thing that can be done in a few weeks."),
            "planned_by": _("Choose everybody who was there when you planned it."),
        }
        widgets = {"details": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"owner": PersonField, "planned_by": PeopleField}
        error_messages = {"title": {"required": _("Write what you will do.")}}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        project = self.instance.project
        offer_members(self.fields["owner"], people, project=project, nobody=_("Nobody yet"))
        newest = Step.planned_by.through.objects.filter(step__project=project).order_by("-step")
        last = Step.planned_by.through.objects.filter(step=newest.values("step")[:1])
        offer_members(
            self.fields["planned_by"],
            people,
            project=project,
            last=last.values("member"),
            last_words=_("The same people as for the last step"),
        )


class NewStepForm(SendsOnce, StepForm):
    """A step to add."""


class EditStepForm(EditsRevised, StepForm):
    """A step to change."""

    @property
    def in_words(self) -> str:
        """What was typed, a line each."""
        said: str = self.instance.say(self.cleaned_data["planned_by"])
        return said


class MoveForm(PlainForm):
    """How a step is going, and why it was moved."""

    to_state = forms.ChoiceField(
        label=_("How is it going?"),
        choices=[
            (Step.State.PLANNED, _("Planned: we haven’t begun")),
            (Step.State.DOING, _("Doing: we’re working on it")),
            (Step.State.EXPLORING, _("Exploring: we’re trying things out and don’t know yet")),
            (Step.State.DONE, _("Done")),
            (Step.State.DROPPED, _("Dropped: we stop here")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Why, or what happened?"),
        help_text=_("Needed when you drop a step. Everybody can read it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    # Where it stood on the page, so that words about a move that somebody else made first are not lost.
    from_state = forms.ChoiceField(
        choices=Step.State.choices, required=False, widget=forms.HiddenInput
    )

    def clean(self) -> None:
        to_state, why = self.cleaned_data.get("to_state"), self.cleaned_data.get("why")
        if to_state == Step.State.DROPPED and not why:
            self.add_error("why", _("Say why you drop it. Everybody can read it."))
        if why and to_state == self.cleaned_data.get("from_state"):
            stays = _(
                "It stands there already. Choose where it moves, or write this into the step."
            )
            self.add_error("to_state", stays)


class PlannedTogetherForm(EditsStanding, PlainForm):
    """Whether ``row.member`` took part in planning a step; ``name``: theirs, where somebody writes it down for them."""

    was_there = forms.TypedChoiceField(
        choices=[(True, _("Yes")), (False, _("No"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )

    def __init__(self, *args: Any, row: PlannedTogether, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"was_there": row.was_there}, **kwargs)
        field = self.fields["was_there"]
        if name:
            field.label = _("Did %(name)s take part in planning this step?") % {"name": name}
            field.help_text = _("Write down what they told you, on paper or aloud.")
        else:
            field.label = _("Did you take part in planning this step?")
            field.help_text = _(
                "You can change it later. We show how many said yes or no, not who."
            )
        self.carry(row, "was_there")


class UnsettledForm(ConstraintModelForm):
    class Meta:
        model = Unsettled
        fields = ["what", "why", "look_again_on"]
        labels = {
            "what": _("What is not settled yet?"),
            "why": _("Why not yet?"),
            "look_again_on": _("When do we look at it again?"),
        }
        help_texts = {"what": _("For example: “Where does the drinks machine go?”")}
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"what": {"required": _("Write what is not settled.")}}


class NewUnsettledForm(SendsOnce, UnsettledForm):
    """Something that is not settled, to add."""


class EditUnsettledForm(EditsRevised, UnsettledForm):
    """Something that is not settled, to change."""
