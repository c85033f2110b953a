"""What is typed about what a project builds on, what changes, and what stays."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.numbers import KeysField
from core.once import SendsOnce
from core.revisions import EditsRevised
from core.standing_forms import EditsStanding
from plan.models import (
    Addition,
    Difficulty,
    Existing,
    FollowUp,
    Handover,
    Impact,
    StartingPoint,
    Step,
    Strength,
)
from plan.models.starting_points import FIRST_YEAR, MONTHS
from projects.forms import WordsForm, offer_people, people_of
from projects.models import Member, MemberQuerySet, Project
from projects.people_field import PersonField, offer_members

LONG = forms.Textarea(attrs={"rows": 3})


class KnownThingForm(ConstraintModelForm):
    """A row that ``project`` keeps; ``today`` is the day of the reader."""

    def __init__(self, *args: Any, project: Project, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.project, self.today = project, today

    @property
    def in_words(self) -> str:
        """What was typed, a line each."""
        said: str = self.instance.in_words
        return said

    def _steps(self, *chosen: int) -> Any:
        """Return the steps of the plan that were not dropped, and those chosen before."""
        going = ~Q(state=Step.State.DROPPED) | Q(pk__in=chosen)
        return Step.objects.filter(going, project=self.project).order_by("number")


class StartingPointForm(KnownThingForm):
    more_fields = ("source",)

    class Meta:
        model = StartingPoint
        fields = ["what", "from_year", "from_month", "source", "tells", "leaves_out"]
        labels = {
            "what": _("What is the piece of data?"),
            "from_year": _("Which year is it from?"),
            "from_month": _("Which month?"),
            "source": _("Where does it come from?"),
            "tells": _("What does it tell us?"),
            "leaves_out": _("What does it leave out?"),
        }
        help_texts = {
            "what": _("For example: “41 complaints about the waiting room last winter”."),
            "from_year": _("The year that it tells of. Old data can still start a conversation."),
            "leaves_out": _("Whose voice is not in it? What can a number not say?"),
        }
        widgets = {"tells": LONG, "leaves_out": LONG}
        error_messages = {
            "what": {"required": _("Write what it is.")},
            "tells": {"required": _("Write what it tells us.")},
            "leaves_out": {
                "required": _("Write what it leaves out. If you do not know yet, write that.")
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [("", _("We don’t know")), *MONTHS]
        self.fields["from_month"].choices = months  # type: ignore[attr-defined]

    def clean_from_year(self) -> int | None:
        """Refuse a year that has not come, and one that nobody can mean."""
        year: int | None = self.cleaned_data["from_year"]
        if year is not None and not FIRST_YEAR <= year <= self.today.year:
            raise ValidationError(
                _("Write a year from %(first)s to %(last)s, with four digits.")
                % {"first": FIRST_YEAR, "last": self.today.year}
            )
        return year

    def clean(self) -> None:
        super().clean()
        year, month = self.cleaned_data.get("from_year"), self.cleaned_data.get("from_month")
        if month and not year and "from_year" not in self.errors:
            self.add_error("from_year", _("Write the year as well."))
        if year == self.today.year and month and month > self.today.month:
            self.add_error("from_month", _("This month has not come yet."))


class NewStartingPointForm(SendsOnce, StartingPointForm):
    """A starting point to add."""


class EditStartingPointForm(EditsRevised, StartingPointForm):
    """A starting point to change."""


class AdditionForm(SendsOnce, ConstraintModelForm):
    """What ``me`` adds to a starting point; a facilitator may write it down in somebody's name."""

    class Meta:
        model = Addition
        fields = ["words", "member"]
        labels = {"words": _("What would you add?"), "member": _("Whose words are these?")}
        help_texts = {
            "words": _("What do you know about this that the data does not say?"),
            "member": _("Choose the person if they said it aloud or on paper."),
        }
        field_classes = {"member": PersonField}
        widgets = {"words": LONG}
        error_messages = {"words": {"required": _("Write what you would add.")}}

    def __init__(self, *args: Any, me: Member, **kwargs: Any) -> None:
        super().__init__(*args, initial={"member": me}, **kwargs)
        self.me = me
        if me.is_facilitator:
            self.fields["member"].required = True
            offer_members(self.fields["member"], _told_by_hand(me), project=me.project)
        else:
            del self.fields["member"]

    def clean(self) -> None:
        super().clean()
        self.cleaned_data.setdefault("member", self.me)


def _told_by_hand(me: Member) -> MemberQuerySet:
    """Return whose words ``me`` may write down: one's own, and those of members who cannot sign in to write them."""
    return people_of(me.project).filter(Q(pk=me.pk) | Q(user=None))


class NoticingForm(PlainForm):
    """Who noticed a change too: ``me``, or for a facilitator whoever told them."""

    def __init__(self, *args: Any, me: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.me = me
        if me.is_facilitator:
            field = PersonField(
                label=_("Who noticed it too?"),
                help_text=_("Choose nobody if you noticed it yourself."),
                required=False,
            )
            self.fields["member"] = field
            others = _told_by_hand(me).exclude(pk=me.pk)
            offer_members(field, others, project=me.project, nobody=_("I did"))
            self.use_plain_words()

    @property
    def whose(self) -> Member:
        """Whoever noticed it."""
        whose: Member = self.cleaned_data.get("member") or self.me
        return whose


class StrengthForm(KnownThingForm):
    more_fields = ("steps",)

    class Meta:
        model = Strength
        fields = ["what", "more", "steps"]
        labels = {
            "what": _("What goes well?"),
            "more": _("What would make it better still?"),
            "steps": _("Which steps of the plan build on it?"),
        }
        help_texts = {"what": _("For example: “The night porter whom everybody knows”.")}
        field_classes = {"steps": KeysField}
        widgets = {"more": LONG, "steps": forms.CheckboxSelectMultiple}
        error_messages = {"what": {"required": _("Write what goes well.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance.steps.values_list("pk", flat=True) if self.instance.pk else ()
        self.fields["steps"].queryset = self._steps(*chosen)  # type: ignore[attr-defined]
        if not self.fields["steps"].queryset:  # type: ignore[attr-defined]
            self.fields["steps"].help_text = _("There are no steps yet. You can add them later.")

    @property
    def in_words(self) -> str:
        return self.instance.say(self.cleaned_data["steps"])


class NewStrengthForm(SendsOnce, StrengthForm):
    """A strength to add."""


class EditStrengthForm(EditsRevised, StrengthForm):
    """A strength to change."""


class DifficultyForm(KnownThingForm):
    class Meta:
        model = Difficulty
        fields = ["what", "facing", "step"]
        labels = {
            "what": _("What is hard?"),
            "facing": _("What do we do about it?"),
            "step": _("Which step of the plan works on it?"),
        }
        help_texts = {
            "facing": _("Leave this and the step empty while you don’t know."),
        }
        widgets = {"facing": LONG}
        error_messages = {"what": {"required": _("Write what is hard.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(
            self.fields["step"], self._steps(self.instance.step_id or 0), _("No step so far")
        )


class NewDifficultyForm(SendsOnce, DifficultyForm):
    """A difficulty to add."""


class EditDifficultyForm(EditsRevised, DifficultyForm):
    """A difficulty to change."""


class ExistingForm(KnownThingForm):
    class Meta:
        model = Existing
        fields = ["what", "whose", "owners_say", "support"]
        labels = {
            "what": _("What is there already?"),
            "whose": _("Whose is it?"),
            "owners_say": _("What do they say about it?"),
            "support": _("How do we support it?"),
        }
        help_texts = {
            "what": _("For example: “Soup from the bakery that is open all night”."),
            "whose": _("The person, group or place that made it and looks after it."),
            "owners_say": _("Ask them before you do anything for it. They may want no help."),
            "support": _("Leave it empty while you do nothing for it yet."),
        }
        widgets = {"support": LONG, "owners_say": forms.RadioSelect}
        error_messages = {
            "what": {"required": _("Write what is there already.")},
            "whose": {"required": _("Say whose it is.")},
            "owners_say": {"required": _("Say what they want, or that you have not asked.")},
        }


class NewExistingForm(SendsOnce, ExistingForm):
    """Something that exists, to add."""


class EditExistingForm(EditsRevised, ExistingForm):
    """Something that exists, to change."""


class ImpactForm(KnownThingForm):
    class Meta:
        model = Impact
        fields = ["what", "who", "how_we_know", "noticed_on"]
        labels = {
            "what": _("What changed?"),
            "who": _("Who noticed it?"),
            "how_we_know": _("How do we know?"),
            "noticed_on": _("On which day was it noticed?"),
        }
        help_texts = {
            "what": _("For example: “People sleep between two and four”."),
            "who": _("A name that the person is happy with, or who they are: “a carer”."),
            "how_we_know": _("What was seen, said or counted, and by whom."),
        }
        widgets = {"how_we_know": LONG}
        error_messages = {
            "what": {"required": _("Write what changed.")},
            "who": {"required": _("Say who noticed it.")},
            "how_we_know": {"required": _("Say how we know.")},
        }

    def clean_noticed_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["noticed_on"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet. Write the day it was noticed."))
        return day


class NewImpactForm(SendsOnce, ImpactForm):
    """A change that was noticed, to add."""


class EditImpactForm(EditsRevised, ImpactForm):
    """A change that was noticed, to put right."""


class HandoverForm(KnownThingForm):
    more_fields = ("more",)

    class Meta:
        model = Handover
        fields = ["what", "owner", "looked_after_by", "until", "more"]
        labels = {
            "what": _("What carries on?"),
            "owner": _("Who of us looks after it?"),
            "looked_after_by": _("Or who else?"),
            "until": _("Until when?"),
            "more": _("What do they need for it?"),
        }
        help_texts = {
            "owner": _("Somebody who has said yes to it."),
            "looked_after_by": _("A person or group outside the project who has said yes to it."),
            "until": _("Leave it empty if it has no end."),
        }
        widgets = {"more": LONG}
        field_classes = {"owner": PersonField}
        error_messages = {"what": {"required": _("Write what carries on.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Member.objects.filter(pk=self.instance.owner_id or 0)
        people = people_of(self.project) | mine
        offer_members(self.fields["owner"], people, project=self.project, nobody=_("Nobody of us"))


class NewHandoverForm(SendsOnce, HandoverForm):
    """Something that carries on, to add."""


class EditHandoverForm(EditsRevised, HandoverForm):
    """Something that carries on, to change."""


class FollowUpForm(EditsRevised, KnownThingForm):
    """The day on which we look again, after the end."""

    class Meta:
        model = FollowUp
        fields = ["due_on"]
        labels = {"due_on": _("When do we look again?")}
        help_texts = {
            "due_on": _(
                "A day some months after the end. Then we ask what is still there, and what it needs."
            )
        }

    def clean_due_on(self) -> date:
        """Refuse a day that is not after the end of the project, or that has passed."""
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise ValidationError(_("This day has passed. Choose one that is still to come."))
        if self.project.ended_on and day <= self.project.ended_on:
            raise ValidationError(_("Choose a day after the end of the project."))
        return day


class ReplyForm(EditsStanding, WordsForm):
    """What somebody says to their words being taken down; there may be several such forms on a page."""

    def __init__(self, *args: Any, addition: Addition, **kwargs: Any) -> None:
        super().__init__(
            *args,
            prefix=f"a{addition.pk}",
            initial={"words": addition.reply},
            label=str(_("What do you say to that?")),
            hint=str(_("The people who run the project read it.")),
            missing=str(_("Write what you say to it.")),
            **kwargs,
        )
        self.carry(addition, reply="words")
