"""What is typed in a room, and when a facilitator looks at what was said there."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ballots.redaction import IN_PART, LEFT_OUT, WHOLE, RedactionForm
from core.forms import PlainForm
from core.once import SendsOnce
from questions.models.contributions import MOST_SAID


class RoomSayForm(SendsOnce, PlainForm):
    """What somebody says in the room: nothing but words."""

    words = forms.CharField(
        label=_("What do you want to say?"),
        max_length=MOST_SAID,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={"required": _("Write what you want to say.")},
    )


class RoomWordsForm(RedactionForm):
    """What becomes of something that was said in the room; everybody reads why it is left out."""

    carried: ClassVar[tuple[str, ...]] = ("outcome", "why")

    outcome = forms.ChoiceField(
        label=_("What can everybody in the project read?"),
        choices=[
            (WHOLE, _("All of it, as it was said")),
            (IN_PART, _("All but the names and parts that I write below")),
            (LEFT_OUT, _("Nothing of it, and I say why")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what everybody can read.")},
    )
    why = forms.CharField(
        label=_("Why is it left out?"),
        help_text=_("Everybody in the project reads this reason. Please name nobody in it."),
        max_length=500,
        required=False,
    )

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("outcome") == LEFT_OUT and not said.get("why", "").strip():
            self.add_error("why", _("Say why, so that people know what happened to it."))

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "why": self.cleaned_data["why"]}
