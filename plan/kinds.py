"""The six kinds of things that a project knows and builds on: their forms, who may write them, their words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.access import Verdict
from plan import forms
from plan.linked import LINKED
from plan.permissions import can_tell_what_stays
from projects.models import Project
from projects.permissions import can_edit_plan

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class KnownKind:
    """
    A kind of thing: its words in addresses, its forms, who may write it, and its words on the pages.

    ``noun`` is the word in the names of its pages; ``place`` the one in their addresses; ``key`` the one with which the
    list of what we know is filtered.
    """

    key: str
    noun: str
    place: str
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
    def pk_name(self) -> str:
        """What the addresses of its pages call the number of a thing."""
        return f"{self.noun}_pk"

    @property
    def takes_words(self) -> bool:
        """Whether what people said can be linked to it."""
        return self.new_form._meta.model in LINKED

    @property
    def said_page(self) -> str:
        return f"plan:{self.noun}_said"

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


STARTING_POINT = KnownKind(
    key="data",
    noun="starting_point",
    place="data",
    new_form=forms.NewStartingPointForm,
    edit_form=forms.EditStartingPointForm,
    may_write=can_edit_plan,
    title=_("Data"),
    add=_("Add data"),
    lead=_("Numbers and lists that start a conversation. People add what they leave out."),
    change=_("Change this piece of data"),
    retire=_("We no longer use this"),
    why=_("Why do we no longer use this?"),
    none_yet=_("No data yet"),
    invite=_(
        "Begin with one number or list that you have anyway. Say what it tells you and what it leaves out. Then people "
        "can add to it."
    ),
    ask=_("When there is data, you can add here what it leaves out."),
)

STRENGTH = KnownKind(
    key="strength",
    noun="strength",
    place="good",
    new_form=forms.NewStrengthForm,
    edit_form=forms.EditStrengthForm,
    may_write=can_edit_plan,
    title=_("What is good"),
    add=_("Add a strength"),
    lead=_("What goes well, and what would make it better still."),
    change=_("Change this strength"),
    retire=_("This is no longer a strength"),
    why=_("Why is it no longer a strength?"),
    none_yet=_("No strength is written down yet"),
    invite=_("Ask what goes well already, and who makes it so. Then say which step builds on it."),
    ask=_("What goes well already, and who makes it so? Tell a facilitator."),
)

DIFFICULTY = KnownKind(
    key="difficulty",
    noun="difficulty",
    place="hard",
    new_form=forms.NewDifficultyForm,
    edit_form=forms.EditDifficultyForm,
    may_write=can_edit_plan,
    title=_("What is hard"),
    add=_("Add a difficulty"),
    lead=_(
        "We don’t look away from what is hard. Say what it is, even if nobody knows what to do."
    ),
    change=_("Change this difficulty"),
    retire=_("This is no longer a difficulty"),
    why=_("What happened?"),
    none_yet=_("Nothing hard is written down yet"),
    invite=_("Name one thing that is hard. You can say later what you do about it."),
    ask=_("What is hard? Tell a facilitator. It’s fine if nobody knows what to do."),
)

EXISTING = KnownKind(
    key="existing",
    noun="existing",
    place="there",
    new_form=forms.NewExistingForm,
    edit_form=forms.EditExistingForm,
    may_write=can_edit_plan,
    title=_("There already"),
    add=_("Add what exists"),
    lead=_("What people around us have made already. It deserves support before anything new."),
    change=_("Change what exists"),
    retire=_("This no longer exists"),
    why=_("What happened to it?"),
    none_yet=_("Nothing is on the list yet"),
    invite=_(
        "What do people around you do already, without being asked? Write down one thing, and whose it is."
    ),
    ask=_("What do people around here do already, without being asked? Tell a facilitator."),
)

IMPACT = KnownKind(
    key="impact",
    noun="impact",
    place="changed",
    new_form=forms.NewImpactForm,
    edit_form=forms.EditImpactForm,
    may_write=can_tell_what_stays,
    title=_("What changed"),
    add=_("Add what changed"),
    lead=_("A difference that somebody can notice, however small. Say so if you noticed it too."),
    change=_("Correct what changed"),
    retire=_("This didn’t last"),
    why=_("What happened?"),
    none_yet=_("No change is written down yet"),
    invite=_(
        "What is different since you began, that somebody could notice? Ask people, and write down the first thing."
    ),
    ask=_("Have you noticed something that is different? Tell a facilitator."),
)

HANDOVER = KnownKind(
    key="handover",
    noun="handover",
    place="stays",
    new_form=forms.NewHandoverForm,
    edit_form=forms.EditHandoverForm,
    may_write=can_tell_what_stays,
    title=_("What will stay"),
    add=_("Add what carries on"),
    lead=_("What goes on when the project is over, and who has said yes to it."),
    change=_("Change what carries on"),
    retire=_("This will not carry on"),
    why=_("Why will it not carry on?"),
    none_yet=_("Nothing is handed over yet"),
    invite=_(
        "What should still be there in a year? Write down one thing, and ask who would look after it."
    ),
    ask=_(
        "What should still be there in a year? Tell a facilitator, and say if you would look after it."
    ),
)

#: By the key, in the order of the filters.
KINDS = {
    kind.key: kind for kind in (STARTING_POINT, STRENGTH, DIFFICULTY, EXISTING, IMPACT, HANDOVER)
}
