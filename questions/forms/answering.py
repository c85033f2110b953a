"""What is typed to answer what somebody said."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.days import refuse_past
from core.forms import PlainForm
from core.numbers import KeysField
from core.plain_words import DayInput
from core.standing_forms import EditsStanding
from projects.models import MemberQuerySet, Project
from projects.people_field import PersonField, offer_members
from questions.models import AnswerTime, Contribution, ContributionAnswer
from questions.models.answers import MOST_DAYS

_OUTCOME = ContributionAnswer.Outcome
#: Outcomes that come back on a day.
COMES_BACK = (_OUTCOME.NOT_NOW, _OUTCOME.PASSED_ON)
#: How each outcome is said by whoever answers.
OUTCOMES = [
    (_OUTCOME.TAKEN_ON, _("We take it on")),
    (_OUTCOME.PARTLY, _("We take on a part of it")),
    (_OUTCOME.NOT_NOW, _("Not now. We look at it again on a day that we name")),
    (_OUTCOME.NO, _("No")),
    (_OUTCOME.ALREADY, _("It’s already like that")),
    (_OUTCOME.PASSED_ON, _("Somebody outside the project can do it. We pass it on to them")),
]


class AnswerForm(PlainForm):
    """An answer; what its outcome does not need may be left empty, and is not kept."""

    outcome = forms.ChoiceField(
        label=_("What do we do with it?"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what we do with it.")},
    )
    passed_to = forms.CharField(
        label=_("To whom do we pass it on?"),
        help_text=_("A name, and what they do. For example: Anil Rao, estates manager."),
        max_length=120,
        required=False,
    )
    may_name_them = forms.BooleanField(
        label=_("They said yes to being named here"),
        help_text=_("Without their yes, people read “somebody outside the project”."),
        required=False,
    )
    followed_up_by = PersonField(
        label=_("Who will follow this up?"),
        help_text=_("We remind them, and they answer again on the day below."),
        required=False,
    )
    until = forms.DateField(
        label=_("When do we look at it again?"),
        help_text=_("It stays on the list until then, and gets another answer."),
        widget=DayInput(),
        validators=[refuse_past],
        required=False,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("As you would say it face to face. Everybody in the project can read it."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why.")},
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = project.members.taking_part().facilitators()
        offer_members(self.fields["followed_up_by"], led, project=project, nobody=_("I will"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        outcome = said.get("outcome")
        if outcome in COMES_BACK:
            if not said.get("until") and "until" not in self.errors:
                self.add_error("until", _("Give the day on which we look at it again."))
        elif outcome:
            said["until"] = None
            self.errors.pop("until", None)
        if outcome == _OUTCOME.PASSED_ON:
            if not said.get("passed_to"):
                self.add_error("passed_to", _("Say to whom we pass it on."))
        else:
            said |= {"passed_to": "", "may_name_them": False, "followed_up_by": None}
        return said


class OneAnswerForm(AnswerForm):
    """
    An answer to one contribution.

    ``looks``: who could be asked to read a "no" first; None where facilitators do, or nobody has to.
    """

    #: The number of the answer that was the last when the page was made.
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, looks: MemberQuerySet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if looks is not None:
            field = PersonField(
                label=_("If it is a no: who reads it before it is given?"),
                help_text=_("They agree with it, or send it back to you with what they think."),
                required=False,
            )
            offer_members(field, looks, project=kwargs["project"], nobody=_("It is not a no"))
            self.fields["to_be_seen_by"] = field

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        is_no = said.get("outcome") == _OUTCOME.NO
        if "to_be_seen_by" in self.fields and is_no and not said.get("to_be_seen_by"):
            self.add_error("to_be_seen_by", _("Choose who reads it before it is given."))
        return said


class SeveralForm(AnswerForm):
    """One answer to several contributions, which it carries."""

    said = KeysField(
        Contribution.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Tick what you want to answer together.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said"].queryset = kwargs["project"].contributions.all()  # type: ignore[attr-defined]


class HandOverForm(PlainForm):
    """Who of the facilitators answers."""

    to = PersonField(
        label=_("Who will answer?"),
        help_text=_("We tell them, unless it is you."),
        error_messages={"required": _("Choose who will answer.")},
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = project.members.taking_part().facilitators()
        offer_members(self.fields["to"], led, project=project)


class LaterForm(EditsStanding, PlainForm):
    """Another day for the answer."""

    answer_by = forms.DateField(
        label=_("By which day will they get an answer?"),
        widget=DayInput(),
        validators=[refuse_past],
        error_messages={"required": _("Give the day.")},
    )
    later_why = forms.CharField(
        label=_("Why does it take longer?"),
        help_text=_("Whoever waits is told. Everybody in the project can read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it takes longer.")},
    )

    def __init__(self, *args: Any, said: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.carry(said, "answer_by", "later_why")


class SendBackForm(PlainForm):
    """What a second person thinks of an answer that they do not agree with."""

    why = forms.CharField(
        label=_("What should they think about again?"),
        help_text=_("Only whoever wrote the answer is told."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what they should think about again.")},
    )


class EnoughForm(PlainForm):
    """Whether an answer answers whoever asked."""

    is_enough = forms.TypedChoiceField(
        label=_("Does this answer you?"),
        choices=[("yes", _("Yes")), ("no", _("No, please look at it once more"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    why = forms.CharField(
        label=_("What is missing?"),
        help_text=_("Only if it is a no. Everybody in the project can read it."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, is_by_hand: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Needed with a no: not marked as optional.
        self.fields["why"].comes_with = "is_enough"  # type: ignore[attr-defined]
        if is_by_hand:
            self.fields["is_enough"].label = _("Does it answer them?")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("is_enough") is False and not said.get("why"):
            self.add_error("why", _("Say what is missing, so that we can answer it."))
        return said


class AnswerTimeForm(EditsStanding, PlainForm):
    """By when a project answers, and until when its clock is paused."""

    days = forms.IntegerField(
        label=_("Within how many days do we answer?"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("For what people say from now on. What we promised before stays promised."),
        error_messages={"required": _("Write a number of days, from 1 to 90.")},
    )
    paused_until = forms.DateField(
        label=_("Do we pause, for example over a holiday? Until which day?"),
        help_text=_(
            "Answers that are not late yet get as many days more, and we tell everybody who waits. It ends by itself."
        ),
        widget=DayInput(),
        validators=[refuse_past],
        required=False,
    )
    pause_why = forms.CharField(
        label=_("Why do we pause?"),
        help_text=_("Everybody in the project can read it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, clock: AnswerTime, **kwargs: Any) -> None:
        is_over = clock.paused_until is not None and clock.paused_until <= timezone.localdate()
        first = {
            "days": clock.days,
            "paused_until": None if is_over else clock.paused_until,
            "pause_why": "" if is_over else clock.pause_why,
        }
        super().__init__(*args, initial=first, **kwargs)
        self.carry(clock, *first)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("paused_until") and not said.get("pause_why"):
            self.add_error("pause_why", _("Say why. Everybody can read it."))
        if not said.get("paused_until") and "paused_until" not in self.errors:
            said["pause_why"] = ""
        return said
