"""The six kinds of things that a project knows and builds on: their forms, who may write them, their words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.access import Verdict
from plan import forms
from plan.permissions import can_tell_what_stays
from projects.models import Project
from projects.permissions import can_edit_plan

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class KeptKind:
    """
    A kind of row: its word in addresses, its forms, who may write it, and its words on the pages.

    ``noun`` is the word in the names of its pages; ``key`` the one with which the list of what we know is filtered.
    """

    key: str
    noun: str
    new_form: type[Any]
    edit_form: type[Any]
    may_write: Callable[[Project], Verdict]
    title: "_StrPromise"
    add: "_StrPromise"
    lead: "_StrPromise"
    change: "_StrPromise"
    retire: "_StrPromise"
    why: "_StrPromise"
    none_yet: "_StrPromise"
    #: What to do when there is none: for those who may write, and for all others.
    invite: "_StrPromise"
    ask: "_StrPromise"

    @property
    def create_page(self) -> str:
        return f"plan:{self.noun}_create"

    @property
    def edit_page(self) -> str:
        return f"plan:{self.noun}_edit"

    @property
    def retire_page(self) -> str:
        return f"plan:{self.noun}_retire"

    def rows(self, project: Project) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.new_form._meta.model.objects.filter(project=project)
        return rows


def known_address(slug: str, kind: str = "", *, one: int | None = None) -> str:
    """Return the address of what we know and build on: all of it, one kind, or one thing."""
    query = f"?one={kind}-{one}" if one else f"?kind={kind}" if kind else ""
    return reverse("plan:known", args=[slug]) + query


STARTING_POINT = KeptKind(
    key="data",
    noun="starting_point",
    new_form=forms.NewStartingPointForm,
    edit_form=forms.EditStartingPointForm,
    may_write=can_edit_plan,
    title=gettext_lazy("Data"),
    add=gettext_lazy("Add data"),
    lead=gettext_lazy(
        "Numbers and lists that start a conversation. People add what they leave out."
    ),
    change=gettext_lazy("Change this piece of data"),
    retire=gettext_lazy("We no longer use this"),
    why=gettext_lazy("Why do we no longer use this?"),
    none_yet=gettext_lazy("No data yet"),
    invite=gettext_lazy(
        "Begin with one number or list that you have anyway. Say what it tells you and what it leaves out. Then people "
        "can add to it."
    ),
    ask=gettext_lazy("When there is data, you can add here what it leaves out."),
)

STRENGTH = KeptKind(
    key="strength",
    noun="strength",
    new_form=forms.NewStrengthForm,
    edit_form=forms.EditStrengthForm,
    may_write=can_edit_plan,
    title=gettext_lazy("What is good"),
    add=gettext_lazy("Add a strength"),
    lead=gettext_lazy("What goes well, and what would make it better still."),
    change=gettext_lazy("Change this strength"),
    retire=gettext_lazy("This is no longer a strength"),
    why=gettext_lazy("Why is it no longer a strength?"),
    none_yet=gettext_lazy("No strength is written down yet"),
    invite=gettext_lazy(
        "Ask what goes well already, and who makes it so. Then say which step builds on it."
    ),
    ask=gettext_lazy("What goes well already, and who makes it so? Tell a facilitator."),
)

DIFFICULTY = KeptKind(
    key="difficulty",
    noun="difficulty",
    new_form=forms.NewDifficultyForm,
    edit_form=forms.EditDifficultyForm,
    may_write=can_edit_plan,
    title=gettext_lazy("What is hard"),
    add=gettext_lazy("Add a difficulty"),
    lead=gettext_lazy(
        "We don’t look away from what is hard. Say what it is, even if nobody knows what to do."
    ),
    change=gettext_lazy("Change this difficulty"),
    retire=gettext_lazy("This is no longer a difficulty"),
    why=gettext_lazy("What happened?"),
    none_yet=gettext_lazy("Nothing hard is written down yet"),
    invite=gettext_lazy("Name one thing that is hard. You can say later what you do about it."),
    ask=gettext_lazy("What is hard? Tell a facilitator. It’s fine if nobody knows what to do."),
)

EXISTING = KeptKind(
    key="existing",
    noun="existing",
    new_form=forms.NewExistingForm,
    edit_form=forms.EditExistingForm,
    may_write=can_edit_plan,
    title=gettext_lazy("There already"),
    add=gettext_lazy("Add what exists"),
    lead=gettext_lazy(
        "What people around us have made already. It deserves support before anything new."
    ),
    change=gettext_lazy("Change what exists"),
    retire=gettext_lazy("This no longer exists"),
    why=gettext_lazy("What happened to it?"),
    none_yet=gettext_lazy("Nothing is on the list yet"),
    invite=gettext_lazy(
        "What do people around you do already, without being asked? Write down one thing, and whose it is."
    ),
    ask=gettext_lazy(
        "What do people around here do already, without being asked? Tell a facilitator."
    ),
)

IMPACT = KeptKind(
    key="impact",
    noun="impact",
    new_form=forms.NewImpactForm,
    edit_form=forms.EditImpactForm,
    may_write=can_tell_what_stays,
    title=gettext_lazy("What changed"),
    add=gettext_lazy("Add what changed"),
    lead=gettext_lazy(
        "A difference that somebody can notice, however small. Say so if you noticed it too."
    ),
    change=gettext_lazy("Correct what changed"),
    retire=gettext_lazy("This didn’t last"),
    why=gettext_lazy("What happened?"),
    none_yet=gettext_lazy("No change is written down yet"),
    invite=gettext_lazy(
        "What is different since you began, that somebody could notice? Ask people, and write down the first thing."
    ),
    ask=gettext_lazy("Have you noticed something that is different? Tell a facilitator."),
)

HANDOVER = KeptKind(
    key="handover",
    noun="handover",
    new_form=forms.NewHandoverForm,
    edit_form=forms.EditHandoverForm,
    may_write=can_tell_what_stays,
    title=gettext_lazy("What will stay"),
    add=gettext_lazy("Add what carries on"),
    lead=gettext_lazy("What goes on when the project is over, and who has said yes to it."),
    change=gettext_lazy("Change what carries on"),
    retire=gettext_lazy("This will not carry on"),
    why=gettext_lazy("Why will it not carry on?"),
    none_yet=gettext_lazy("Nothing is handed over yet"),
    invite=gettext_lazy(
        "What should still be there in a year? Write down one thing, and ask who would look after it."
    ),
    ask=gettext_lazy(
        "What should still be there in a year? Tell a facilitator, and say if you would look after it."
    ),
)

#: By the key, in the order of the filters.
KINDS = {
    kind.key: kind for kind in (STARTING_POINT, STRENGTH, DIFFICULTY, EXISTING, IMPACT, HANDOVER)
}
