"""What is typed in a room, and when a facilitator looks at what was said there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from core.standing_forms import EditsStanding
from meetings.models import RoomWords
from questions.models.contributions import MOST_SAID


class RoomSayForm(SendsOnce, PlainForm):
    """What somebody says in the room: nothing but words."""

    words = forms.CharField(
        label=_("What do you want to say?"),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={"required": _("Write what you want to say.")},
    )


class RoomWordsForm(EditsStanding, PlainForm):
    """What becomes of something that was said in the room."""

    outcome = forms.ChoiceField(
        label=_("What can everybody in the project read?"),
        choices=[
            (RoomWords.Outcome.WHOLE, _("All of it, as it was said")),
            (RoomWords.Outcome.IN_PART, _("All but the names and parts that I write below")),
            (RoomWords.Outcome.LEFT_OUT, _("Nothing of it, and I say why")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what everybody can read.")},
    )
    parts = forms.CharField(
        label=_("Names and parts to leave out"),
        help_text=_("One on each line, just as it is in the text. In its place people see “[…]”."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why = forms.CharField(
        label=_("Why is it left out?"),
        help_text=_("Everybody in the project reads this reason. Please name nobody in it."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, words: RoomWords, **kwargs: Any) -> None:
        is_new = words.outcome == RoomWords.Outcome.WAITING
        first = {} if is_new else {"outcome": words.outcome, "why": words.why}
        super().__init__(*args, initial=first, **kwargs)
        self.carry(words, "outcome", "why")

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        outcome = said.get("outcome")
        if outcome == RoomWords.Outcome.IN_PART and not said.get("parts", "").strip():
            self.add_error("parts", _("Write what to leave out, one name or part on each line."))
        if outcome == RoomWords.Outcome.LEFT_OUT and not said.get("why", "").strip():
            self.add_error("why", _("Say why, so that people know what happened to it."))

    @property
    def said(self) -> dict[str, Any]:
        """What :func:`meetings.services.settle_room_words` takes."""
        data = self.cleaned_data
        lines = data["parts"].splitlines()
        is_in_part = data["outcome"] == RoomWords.Outcome.IN_PART
        return {
            "outcome": data["outcome"],
            "taken_out": [line for line in lines if line.strip()] if is_in_part else [],
            "why": data["why"],
            "stood": data["stood"],
        }
