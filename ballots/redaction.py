"""
Words that somebody wrote without a name, which a facilitator looks at before others read them: for names, and for
whatever tells who wrote them.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.left_out import NothingIsLeft, PartIsMissing, leave_out
from core.revisions import Clash
from core.standing_forms import EditsStanding

#: What becomes of words: nobody has looked at them; others read the whole, all but some parts, or nothing.
WAITING, WHOLE, IN_PART, LEFT_OUT = "waiting", "whole", "in-part", "left-out"


class CannotTakeOut(Exception):  # noqa: N818 - it is what happened, not a fault
    """These parts cannot be taken out; the message says why, in words for the page."""


def shown_of(text: str, outcome: str, taken_out: Iterable[str] = ()) -> str:
    """
    Return what others read of a text.

    :raises CannotTakeOut: when a part is not in it, or nothing would be left.
    """
    if outcome != IN_PART:
        return text if outcome == WHOLE else ""
    try:
        return leave_out(text, taken_out)
    except PartIsMissing as error:
        said = gettext("“%(part)s” is not in these words.") % {"part": error.part}
        raise CannotTakeOut(said) from error
    except NothingIsLeft as error:
        raise CannotTakeOut(gettext("Nothing would be left. Choose “Nothing of it”.")) from error


class RedactionForm(EditsStanding, PlainForm):
    """
    What others read of some words: of a row with ``text`` and ``outcome``.

    ``carried``: the fields of the row that another facilitator may have changed meanwhile.
    """

    carried: ClassVar[tuple[str, ...]] = ("outcome", "shown_text")

    outcome = forms.ChoiceField(
        label=_("What do others read?"),
        choices=[
            (WHOLE, _("All of it: nobody can be told from it")),
            (IN_PART, _("All but the parts I name below")),
            (LEFT_OUT, _("Nothing of it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what others read.")},
    )
    parts = forms.CharField(
        label=_("Parts to take out"),
        help_text=_(
            "One on each line, written as in the text: a name, a ward, a date. In its place people see “[…]”."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, words: Any, **kwargs: Any) -> None:
        is_new = words.outcome == WAITING
        first = {} if is_new else {name: getattr(words, name) for name in self.carried}
        super().__init__(*args, initial=first, **kwargs)
        self.carry(words, *self.carried)

    def start_from(self, theirs: Any) -> list[Clash]:
        # First, as it may be refused: then nothing has begun anew.
        mine = shown_of(theirs.text, self.cleaned_data["outcome"], self.taken_out)
        clashes = super().start_from(theirs)
        if "shown_text" not in self.carried:
            return clashes
        nothing = gettext("Nothing of it")
        shown = Clash(gettext("What others read"), theirs.shown_text or nothing, mine or nothing)
        return [*clashes, shown]

    def clean(self) -> None:
        super().clean()
        is_in_part = self.cleaned_data.get("outcome") == IN_PART
        if is_in_part and not self.cleaned_data.get("parts", "").strip():
            self.add_error("parts", _("Write which parts to take out, one on each line."))

    @property
    def said(self) -> dict[str, Any]:
        """What a service that settles the words takes."""
        said = {name: self.cleaned_data[name] for name in ("outcome", "stood")}
        return {**said, "taken_out": self.taken_out}

    @property
    def taken_out(self) -> list[str]:
        if self.cleaned_data["outcome"] != IN_PART:
            return []
        return [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]
