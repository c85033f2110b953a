"""The forms of a group on the people map, and of what is done about the say that it has."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm
from core.names import NameField
from core.once import SendsOnce
from core.revisions import EditsRevised
from participation.forms.reviews import ActionPromiseForm
from participation.forms.shared import AddsMore, lines
from participation.models import Group
from participation.models.groups import MOST_SHOULD_BE_HERE

SAY = [
    ("", _("We don’t know yet")),
    *((value, capfirst(label)) for value, label in Group.Say.choices),
]


class GroupForm(AddsMore, SendsOnce, ConstraintModelForm):
    """A group of the people map."""

    sector = forms.ChoiceField(
        label=_("Part of the community"),
        choices=[(value, capfirst(label)) for value, label in Group.Sector.choices],
        widget=forms.RadioSelect,
    )
    involve = forms.ChoiceField(
        label=_("Should they take part?"),
        choices=[(value, capfirst(label)) for value, label in Group.Involve.choices],
        widget=forms.RadioSelect,
        initial=Group.Involve.NOT_SURE,
    )
    say_today = forms.ChoiceField(label=_("Today"), choices=SAY, required=False)
    say_wanted = forms.ChoiceField(label=_("What they should have"), choices=SAY, required=False)
    should_be_here = forms.IntegerField(
        label=_("Or a number"),
        help_text=_("If you know how many are enough for them to be heard."),
        min_value=1,
        max_value=MOST_SHOULD_BE_HERE,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a number between 1 and 999.")
        ),
    )
    more_fieldsets = (
        ("", "", ("reach",)),
        (
            _("How many of them should be here?"),
            _("Leave both empty while you don’t know."),
            ("should_be_a_few", "should_be_here"),
        ),
        (
            _("How much say do they have?"),
            _("Say over what is decided about them. Everybody reads it, so ask them if you can."),
            ("say_today", "say_wanted"),
        ),
    )

    class Meta:
        model = Group
        field_classes = {"name": NameField}
        fields = [
            *("name", "sector", "affected", "involve", "involve_why", "reach"),
            *("should_be_a_few", "should_be_here", "say_today", "say_wanted"),
        ]
        labels = {
            "should_be_a_few": _("A few: three or more"),
            "name": _("Who are they?"),
            "affected": _("How are they affected?"),
            "involve_why": _("Why, or why not?"),
            "reach": _("How can we reach them?"),
        }
        help_texts = {
            "name": _(
                "A kind of people, like “people who wait at night”. Please don’t name anybody."
            ),
        }
        widgets = {
            "affected": lines(3),
            "involve_why": lines(3),
            "reach": lines(3),
        }
        error_messages = {"name": {"required": _("Say who they are.")}}


class EditGroupForm(EditsRevised, GroupForm):
    """What the map says of a group, in other words; two texts are compared field by field."""

    def start_from(self, theirs: Any) -> Any:
        return self.clashes_with(super().start_from(theirs))


class ImbalanceActionForm(SendsOnce, ActionPromiseForm):
    """Something that somebody does so that a group has the say that it should have."""
