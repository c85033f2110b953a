"""Whom or what somebody thanks, and what for; and why shown thanks are set aside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from participation.forms.shared import lines
from participation.models import Group
from participation.models.thanks import MOST_NAMED, MOST_THANKED
from projects.forms import people_of
from projects.models import Project
from projects.people_field import PersonField, offer_members


class ThanksForm(SendsOnce, PlainForm):
    """
    A few words of thanks to one of three: somebody here, a group on the map, or a place or a service by its name.

    Facilitators can write down what somebody told them, in that person's name.
    """

    member = PersonField(
        label=_("Whom do you thank?"),
        help_text=_(
            "They get it alone, and decide whether others may read it. To somebody without email, one of the people "
            "who run the project reads it out."
        ),
        required=False,
    )
    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=_("Or a whole group?"),
        empty_label=_("No group"),
        required=False,
    )
    named = forms.CharField(
        label=_("Or a place or a service?"),
        help_text=_(
            "Write its name. “The tea bar” is fine. Everybody reads thanks to a group, a place or a service."
        ),
        max_length=MOST_NAMED,
        required=False,
    )
    words = forms.CharField(
        label=_("What for?"),
        help_text=_("A few words are enough."),
        max_length=MOST_THANKED,
        widget=lines(3),
        error_messages={"required": _("Write what you are thankful for.")},
    )
    given_by = PersonField(
        label=_("Are you writing it down for somebody?"),
        help_text=_("It is in their name, and they are told that you wrote it down."),
        required=False,
    )
    field_order = ("member", "named", "words", "group", "given_by")
    more_fields = ("group", "given_by")

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of the three is needed.
        for name in ("member", "named", "group"):
            self.fields[name].comes_with = "words"  # type: ignore[attr-defined]
        self.me, self.people = project.viewer.member_id, people_of(project)
        offer_members(self.fields["member"], self.people, project=project)
        group: Any = self.fields["group"]
        group.queryset = project.groups.on_map().order_by("name", "pk")
        if project.viewer.is_facilitator:
            offer_members(self.fields["given_by"], self.people, project=project)
        else:
            del self.fields["given_by"]

    def clean_named(self) -> str:
        """Refuse the name of a member: they are asked before others read of them."""
        name: str = self.cleaned_data["named"].strip()
        members = self.people.values_list("known_as", flat=True) if name else []
        if any(member.casefold() == name.casefold() for member in members):
            words = _("%(name)s is in this project. Choose them above, so that they get it.")
            raise forms.ValidationError(words % {"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [name for name in ("member", "group", "named") if said.get(name)]
        if not chosen and not self.errors:
            self.add_error("member", _("Choose whom you thank; or a group, a place or a service."))
        if len(chosen) > 1:
            self.add_error(chosen[1], _("Thank one at a time. Empty this, or what is above."))
        giver = said.get("given_by")
        member = said.get("member")
        if member and member.pk == (giver.pk if giver else self.me):
            words = _("Thanks are for somebody else. Choose another person.")
            self.add_error("member", words)
        return said


class ThanksHideForm(PlainForm):
    """Why shown thanks are set aside: without a reason they are not."""

    words = forms.CharField(
        label=_("Why do you set it aside?"),
        help_text=_(
            "Whoever gave these thanks reads the reason, with your name. Name whom it hurt only if they said yes."
        ),
        max_length=500,
        widget=lines(3),
        error_messages={"required": _("Say why. Whoever gave these thanks reads it.")},
    )
