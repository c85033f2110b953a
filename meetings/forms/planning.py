"""What is typed when a meeting is planned, moved or called off."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.dates import long_date
from core.days import refuse_past, refuse_unlikely
from core.forms import ConstraintModelForm, PlainForm
from core.names import PhoneField
from core.numbers import KeysField
from core.once import SendsOnce
from core.revisions import EditsRevised
from meetings.models import Meeting
from meetings.services import Plan
from participation.models import Group
from projects.models import Project
from projects.people_field import PeopleField, offer_members

#: At most so many meetings are planned at once.
MOST_TIMES = 26
#: The last of them is so many years away at most.
MOST_YEARS = 2
_FOLD = "meetings/fold.html"
_TIME_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S", "%I:%M%p", "%I.%M%p", "%I%p", "%H"]


class MeetingForm(ConstraintModelForm):
    """When and where we meet, what for, and who is asked."""

    groups = KeysField(
        label=_("Which groups?"),
        help_text=_("We ask those who belong to them, and those who can speak for them."),
        queryset=Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    link = forms.URLField(
        label=_("Where can somebody join online?"),
        help_text=_("The address of the video call."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    people = PeopleField(label=_("Which people?"), required=False)

    class Meta:
        model = Meeting
        fields = [*Meeting.FIELDS]
        labels = {
            "title": _("What do you call it?"),
            "why": _("What is it for?"),
            "where": _("How do we meet?"),
            "on": _("Which day?"),
            "begins": _("From when?"),
            "ends": _("Until when?"),
            "place": _("Where is it, and how do people get there?"),
            "phone": _("How can somebody ring in?"),
            "agenda": _("What do we want to do?"),
            "connect_minutes": _(
                "How many minutes are for arriving and getting to know each other?"
            ),
            "before": _("What should people read or think about before?"),
            "in_return": _("What do people get for coming?"),
            "asked": _("Who is asked to come?"),
            "is_public": _("Anybody can come: show it on the public page"),
        }
        help_texts = {
            "title": _("For example: “At the night shelter”, or “Walk round the ward”."),
            "why": _("In a sentence or two. People decide by this whether it is worth the trip."),
            "place": _("The address, which bell, how many steps, and what to look out for."),
            "phone": _("The number, and what to press. It helps people who can’t leave the house."),
            "agenda": _("One thing a line. It can still change."),
            "connect_minutes": _(
                "Tea, soup, a round of names. Leave 0 if there is no time for it."
            ),
            "in_return": _("For example: “£12 an hour and your travel, in cash”."),
            "asked": _("Everybody in the project can see the meeting, and can come."),
            "is_public": _(
                "Everybody can read what it is called, what it is for, when and where. Not how to ring in or join"
                " online: they ask you for it."
            ),
        }
        field_classes = {"phone": PhoneField}
        widgets = {
            "why": forms.Textarea(attrs={"rows": 3}),
            "where": forms.RadioSelect,
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "place": forms.Textarea(attrs={"rows": 3}),
            "agenda": forms.Textarea(attrs={"rows": 5}),
            "before": forms.Textarea(attrs={"rows": 2}),
            "asked": forms.RadioSelect,
        }
        error_messages = {
            "title": {"required": _("Give the meeting a name.")},
            "why": {"required": _("Write what the meeting is for.")},
            "on": {"required": _("Choose a day."), "invalid": _("Write the day as in 24/12/2026.")},
            "begins": {
                "required": _("Write when it begins."),
                "invalid": _("Write the hour as in 18:00."),
            },
            "ends": {
                "required": _("Write when it ends."),
                "invalid": _("Write the hour as in 19:30."),
            },
        }

    fieldsets = (
        ("", "", ("title", "why")),
        (_("When"), "", ("on", "begins", "ends")),
        (_("Where"), "", ("where", "place")),
        (_("Who"), "", ("asked",)),
    )
    folds: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
        (_("Joining by phone or online"), _FOLD, ("phone", "link")),
        (
            _("What we do there, and what people get"),
            _FOLD,
            ("agenda", "connect_minutes", "before", "in_return"),
        ),
        (_("Which groups or people are asked"), _FOLD, ("groups", "people")),
        (_("People who are not in the project"), _FOLD, ("is_public",)),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("where", "asked"):
            fields[name].choices = [(one.value, one.label.capitalize()) for one in _choices(name)]
        for name in ("begins", "ends"):
            fields[name].input_formats = _TIME_FORMATS
        fields["connect_minutes"].required = False
        # Needed where people meet in a place: not marked as optional.
        fields["place"].comes_with = "where"
        here = Group.objects.filter(project=project)
        chosen = here.filter(meetings=self.instance) if self.instance.pk else here.none()
        fields["groups"].queryset = (here.filter(retired_at=None) | chosen).distinct()
        offer_members(fields["people"], project.members.taking_part(), project=project)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        refuse_unlikely(day)
        if day != self.initial.get("on"):
            refuse_past(day)
        return day

    def clean_connect_minutes(self) -> int:
        return self.cleaned_data["connect_minutes"] or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        where, asked = data.get("where"), data.get("asked")
        needs = {"online": "link", "phone": "phone"}.get(str(where), "place")
        if where and needs not in self.errors and not data.get(needs):
            self.add_error(needs, _MISSING[needs])
        for name in ("groups", "people"):
            if asked == name and name not in self.errors and not data.get(name):
                self.add_error(name, gettext("Choose at least one, or ask everybody."))
            elif asked and asked != name and name in self.changed_data and data.get(name):
                self.add_error("asked", _NOT_ASKED[name])
        if data.get("on") and data.get("begins") and data.get("ends"):
            self._refuse_hours(data)
        return data

    def _refuse_hours(self, data: dict[str, Any]) -> None:
        """Refuse hours that have passed, and those that the clocks leave out on one of the days."""
        zone, first = timezone.get_current_timezone(), data["on"]
        hours = {name: data[name] for name in ("begins", "ends")}
        if datetime.combine(first, hours["ends"], tzinfo=zone) <= timezone.now():
            self.add_error(
                "ends", gettext("These hours have passed. Choose others, or another day.")
            )
        weeks = timedelta(weeks=data.get("every_weeks") or 1)
        days = [first + number * weeks for number in range(data.get("times") or 1)]
        for name, hour in hours.items():
            missing = [day for day in days if not _is_there(day, hour, zone)]
            if missing:
                words = gettext("The clocks change on %(day)s, and there is no such hour.")
                self.add_error(name, words % {"day": long_date(missing[0])})
        if days[-1].year > first.year + MOST_YEARS:
            self.add_error("times", gettext("That is too far away. Plan fewer for now."))

    @property
    def plan(self) -> Plan:
        """What is planned."""
        data = self.cleaned_data
        return Plan(
            fields={name: data[name] for name in Meeting.FIELDS},
            groups=list(data["groups"]),
            people=list(data["people"]),
            times=data.get("times") or 1,
            every_weeks=data.get("every_weeks") or 1,
        )


def _is_there(day: date, hour: time, zone: tzinfo) -> bool:
    """Whether the clock on the wall shows this hour on a day."""
    at = datetime.combine(day, hour, tzinfo=zone)
    return at.astimezone(UTC).astimezone(zone).time() == hour


_NOT_ASKED = {
    "groups": _("You chose groups below. Choose “People of some groups” here, or take them out."),
    "people": _("You chose people below. Choose “Some people” here, or take them out."),
}
_MISSING = {
    "place": _("Write where it is, so that people find it."),
    "phone": _("Write how people ring in."),
    "link": _("Write where people join online."),
}


def _choices(name: str) -> Any:
    return {"where": Meeting.Where, "asked": Meeting.Asked}[name]


class NewMeetingForm(SendsOnce, MeetingForm):
    """A meeting to plan, or several of them, each some weeks after the other."""

    every_weeks = forms.IntegerField(
        label=_("Every how many weeks?"), min_value=1, max_value=52, required=False
    )
    times = forms.IntegerField(
        label=_("How many meetings in all?"),
        help_text=_("You can move each of them, or call it off, later."),
        min_value=1,
        max_value=MOST_TIMES,
        required=False,
    )
    folds = (*MeetingForm.folds, (_("More than once"), _FOLD, ("every_weeks", "times")))

    def clean_times(self) -> int:
        """Ask for the other of two numbers that say something together alone."""
        times: int | None = self.cleaned_data["times"]
        if self.cleaned_data.get("every_weeks") and not times:
            raise forms.ValidationError(gettext("Write how many meetings, or empty the weeks."))
        if times and times > 1 and not self.cleaned_data.get("every_weeks"):
            raise forms.ValidationError(gettext("Write every how many weeks it is."))
        return times or 1


class EditMeetingForm(EditsRevised, MeetingForm):
    """A meeting to change."""

    @property
    def in_words(self) -> str:
        """What was typed, a line each."""
        data = self.cleaned_data
        said: str = self.instance.say(data["groups"], data["people"])
        return said

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["groups"] = list(self.instance.groups.values_list("pk", flat=True))
        self.initial["people"] = list(self.instance.people.values_list("pk", flat=True))


class CallOffForm(PlainForm):
    """Why a meeting does not take place."""

    words = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody who was asked gets this. Say what happens instead, if you know."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why it is called off.")},
    )


class ReadyForm(PlainForm):
    """That a meeting is ready, and why, where something is not arranged."""

    what = forms.CharField(widget=forms.HiddenInput, initial="ready")
    why = forms.CharField(
        label=_("Why do we meet all the same?"),
        help_text=_("Needed while something is not arranged. Those who run the project read it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def times_in_words(times: int) -> str:
    """Say what was planned."""
    return ngettext(
        "It is planned. We ask people whether they come.",
        "%(n)d meetings are planned. We ask people whether they come.",
        times,
    ) % {"n": times}
