"""The forms of who is missing: participation reviews and their rhythm."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.days import refuse_past
from core.forms import PlainForm
from participation.forms.shared import day, lines
from participation.models import ReviewRhythm
from projects.forms import RhythmForm
from projects.models import Project
from projects.people_field import PersonField, offer_members


class ParticipationRhythmForm(RhythmForm):
    """How often the project looks at who is involved."""

    class Meta(RhythmForm.Meta):
        model = ReviewRhythm
        fields = ["every_weeks", "next_on", "days_to_finish", "is_paused"]
        labels = {
            "every_weeks": _("Look again after how many weeks?"),
            "next_on": _("When do we look next?"),
            "days_to_finish": _("How many days do we take for it?"),
            "is_paused": _("Pause this for now"),
        }


class ActionPromiseForm(PlainForm):
    """An action that somebody promises by a day."""

    what = forms.CharField(
        label=_("What will be done?"),
        max_length=300,
        help_text=_("Everybody in the project can read this. We tell the person who will do it."),
        error_messages={"required": _("Write what will be done.")},
    )
    owner = PersonField(
        label=_("Who does it?"),
        error_messages={"required": _("Choose who does it.")},
    )
    due_on = forms.DateField(
        label=_("By when?"),
        widget=day(),
        validators=[refuse_past],
        error_messages={"required": _("Give the day by which it is done.")},
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = project.members.taking_part()
        offer_members(self.fields["owner"], people, project=project)


class GapForm(PlainForm):
    """An answer to a gap. ``instead_of``: the mark of the answer on the page, which it takes the place of."""

    instead_of = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class GapActionForm(ActionPromiseForm, GapForm):
    """An action that closes a gap."""


class GapAcceptForm(GapForm):
    """The reason for which a gap is accepted."""

    reason = forms.CharField(
        label=_("Why do we leave it as it is?"),
        max_length=1000,
        widget=lines(3),
        help_text=_("Everybody in the project can read this."),
        error_messages={"required": _("Say why we leave it as it is.")},
    )


class FinishForm(PlainForm):
    reflection = forms.CharField(
        label=_("What did you notice?"),
        max_length=3000,
        widget=lines(4),
        help_text=_(
            "Who is here, who is not, and what that does to our work. Everybody in the project can read it."
        ),
        error_messages={"required": _("Write what you noticed. A sentence is enough.")},
    )
