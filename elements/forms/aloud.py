"""What is typed when a group has rated an element together, aloud."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ballots.answers import CHOICES
from core.dates import long_date
from core.forms import PlainForm
from core.once import SendsOnce
from elements.models import Indicator
from elements.models.aloud import MOST_NOT_AGREED
from elements.services import SaidAloud
from meetings.models import Meeting
from projects.models import Project

NOT_AGREED = "none"
#: So many of the last meetings are offered.
MOST_MEETINGS = 12


class AloudForm(SendsOnce, PlainForm):
    """
    One agreed answer for each indicator, or that there was none, with words; and who was there, as two numbers.

    :param asked: the indicators of the element.
    :param now: a group cannot have rated later.
    """

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Was it at one of our meetings?"), required=False
    )
    on = forms.DateField(
        label=_("On which day, if it was at no meeting?"),
        required=False,
    )
    participant_count = forms.IntegerField(
        label=_("How many participants were there?"),
        min_value=1,
        max_value=99,
        error_messages={
            "required": _("Say how many participants were there."),
            "min_value": _(
                "Without a participant, it is not what the group says. Do it when one is there."
            ),
        },
    )
    facilitator_count = forms.IntegerField(
        label=_("How many facilitators were there?"),
        min_value=0,
        max_value=99,
        error_messages={"required": _("Say how many facilitators were there.")},
    )

    def __init__(
        self, *args: Any, project: Project, asked: Iterable[Indicator], now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate(now)
        self.now = now
        self.asked = list(asked)
        for indicator in self.asked:
            self._ask(indicator)
        self._offer_meetings(project)
        self.use_plain_words()
        self.fieldsets = [(one.wording, "", self._names(one)) for one in self.asked]

    def _offer_meetings(self, project: Project) -> None:
        rows = project.meetings.filter(on__lte=self.today, called_off_at=None)
        newest = [
            row for row in rows.order_by("-on", "-pk")[:MOST_MEETINGS] if row.starts_at <= self.now
        ]
        if not newest:
            del self.fields["meeting"]
            return
        field: Any = self.fields["meeting"]
        field.queryset = project.meetings.filter(pk__in=[row.pk for row in newest])
        field.choices = [
            ("", _("No, at another time")),
            *((row.pk, f"{row.title}, {long_date(row.on)}") for row in newest),
        ]

    @staticmethod
    def _names(indicator: Indicator) -> tuple[str, str]:
        return f"a-{indicator.pk}", f"n-{indicator.pk}"

    def _ask(self, indicator: Indicator) -> None:
        answer, not_agreed = self._names(indicator)
        self.fields[answer] = forms.ChoiceField(
            label=_("What do we say together?"),
            choices=[
                *CHOICES,
                (NOT_AGREED, _("We did not agree")),
                ("", _("We did not talk about this")),
            ],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[not_agreed] = forms.CharField(
            label=_("What did you not agree about?"),
            help_text=_(
                "Everybody in the project can read it, and whoever coordinates it. No names."
            ),
            max_length=MOST_NOT_AGREED,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on and on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return on

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not typed.get("meeting") and "on" in typed and not typed["on"]:
            self.add_error("on", _("Say when you did it."))
        for indicator in self.asked:
            self._check(indicator, typed)
        if not self.errors and not self.said:
            raise forms.ValidationError(_("Choose an answer for at least one of the points."))
        return typed

    def _check(self, indicator: Indicator, typed: dict[str, Any]) -> None:
        """Want words with "We did not agree", and an answer with words."""
        answer, not_agreed = self._names(indicator)
        point = {"point": indicator.wording}
        if typed.get(answer) == NOT_AGREED and not typed.get(not_agreed):
            words = _("“%(point)s” Write in a few words what you did not agree about.")
            self.add_error(not_agreed, words % point)
        if typed.get(not_agreed) and not typed.get(answer):
            words = _("“%(point)s” Choose what you say together, or that you did not agree.")
            self.add_error(answer, words % point)

    @property
    def said(self) -> dict[int, SaidAloud]:
        """What was said of each indicator, by its number; those of which nothing was are left out."""
        found = {}
        for indicator in self.asked:
            answer, not_agreed = (
                self.cleaned_data.get(name, "") for name in self._names(indicator)
            )
            if answer:
                agreed = None if answer == NOT_AGREED else int(answer)
                found[indicator.pk] = SaidAloud(agreed, not_agreed)
        return found

    @property
    def rating(self) -> dict[str, Any]:
        """All of it as the service takes it; needs a valid form."""
        names = ("participant_count", "facilitator_count", "sent_key")
        typed = {name: self.cleaned_data[name] for name in names}
        meeting = self.cleaned_data.get("meeting")
        on = meeting.on if meeting else self.cleaned_data["on"]
        return {**typed, "meeting": meeting, "on": on, "said": self.said}
