"""What members say of themselves."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.names import NameField, PhoneField
from core.standing_forms import EditsStanding
from outbox.models import Channel, Rhythm
from participation import services
from participation.forms.shared import AddsMore, lines, need_contact
from participation.models import Group, SpeaksFor
from projects.models import Experience, Member

#: Each kind of experience in words that a person can find themselves in.
EXPERIENCE_CHOICES = [
    (Experience.LIVED, _("Lived: I live with it, or have been through it")),
    (Experience.PERSONAL, _("Personal: I care for somebody, or see it close by")),
    (Experience.TRAINED, _("Trained: I learned about it, in courses or by studying")),
    (Experience.PROFESSIONAL, _("Professional: I work with it")),
    ("none", _("None of these")),
]


class PartForm(EditsStanding, AddsMore, PlainForm):
    """What a member says of themselves; each question but the name can be left for later."""

    known_as = NameField(
        label=_("The name you want to be known by"),
        max_length=80,
        help_text=_("A first name is fine, or any name you like."),
        error_messages={"required": _("Write the name you want to be known by.")},
    )
    experience = forms.MultipleChoiceField(
        label=_("Which kinds of experience do you bring?"),
        choices=EXPERIENCE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose all that fit. Each counts the same here."),
    )

    def __init__(self, *args: Any, member: Member, groups: list[Group], **kwargs: Any) -> None:
        self.groups = groups
        said = {row.group_id: row for row in member.speaks_for.all()}
        initial: dict[str, Any] = {"known_as": member.known_as}
        initial["experience"] = services.experience_said(member)
        super().__init__(*args, initial=initial, **kwargs)
        self.carry(member, "known_as", key="name")
        self.carry(SimpleNamespace(**initial), "experience", key="experience")
        for group in groups:
            row = said.get(group.pk)
            self.fields[f"group_{group.pk}"] = forms.ChoiceField(
                label=group.name,
                required=False,
                choices=[("", _("Not this group")), *SpeaksFor.Extent.choices],
                initial=row.extent if row else "",
            )
            if row or f"note_{group.pk}" in self.data:
                self.fields[f"note_{group.pk}"] = forms.CharField(
                    label=_("%(group)s: in your own words") % {"group": group.name},
                    required=False,
                    max_length=300,
                    initial=row.note if row else "",
                )
            fields = {"extent": f"group_{group.pk}", "note": f"note_{group.pk}"}
            self.carry(row or SpeaksFor(extent=""), key=str(group.pk), **fields)
        self.use_plain_words()
        own = tuple(name for name in self.fields if name.startswith(("group_", "note_")))
        hint = _("Nobody speaks for a whole group. Say how far you can, or leave it.")
        self.more_fieldsets = ((_("Who can you speak for?"), hint, own),) if own else ()
        self.fieldsets = [("", "", ("known_as", "experience")), *self.more_fieldsets]

    def clean_experience(self) -> list[str]:
        kinds: list[str] = self.cleaned_data["experience"]
        if "none" in kinds and len(kinds) > 1:
            raise forms.ValidationError(_("Choose “None of these” alone, or the kinds that fit."))
        return sorted(kinds)

    @property
    def said(self) -> dict[str, Any]:
        """What is new, as :func:`participation.services.record_part` takes it, with how each stood on the page."""
        data = self.cleaned_data
        return {
            "known_as": "" if self.is_untouched("name") else data["known_as"],
            "experience": [] if self.is_untouched("experience") else data["experience"],
            "speaks_for": {
                group: (data[f"group_{group.pk}"], data.get(f"note_{group.pk}", ""))
                for group in self.groups
                if not self.is_untouched(str(group.pk))
            },
            "stood": self.stood,
        }


class AnswersForm(PartForm):
    """The same questions, for a facilitator who writes down what a member said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known_as"].label = _("The name they want to be known by")
        self.fields["known_as"].help_text = _("As they want to be called.")
        self.fields["experience"].label = _("Which kinds of experience do they bring?")
        hint = _("Nobody speaks for a whole group. Write how far they said they can, or leave it.")
        self.more_fieldsets = tuple(
            (_("Who can they speak for?"), hint, names)
            for _legend, _hint, names in self.more_fieldsets
        )


class WelcomeForm(PartForm):
    """The same questions for somebody who just came in, and how they want to hear."""

    private_fields = ("phone", "postal_address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_hear_fields())
        self.use_plain_words()
        self.more_fieldsets = (("", "", ("rhythm",)), *self.more_fieldsets)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        need_contact(self, data)
        return data

    @property
    def said(self) -> dict[str, Any]:
        hears = {name: self.cleaned_data[name] for name in services.HEARS}
        return {**super().said, "hears": hears}


def _hear_fields() -> dict[str, forms.Field]:
    """Return the questions about how somebody wants to hear, none of them answered beforehand."""
    return {
        "channel": forms.ChoiceField(
            label=_("How do you want to hear from us?"),
            choices=[
                (Channel.EMAIL, _("By email")),
                (Channel.POST, _("By post")),
                (Channel.PHONE, _("By phone")),
            ],
            widget=forms.RadioSelect,
            required=False,
        ),
        "phone": PhoneField(
            label=_("Your phone number"),
            max_length=40,
            required=False,
        ),
        "postal_address": forms.CharField(
            label=_("Your postal address"),
            max_length=500,
            required=False,
            widget=lines(4),
        ),
        "rhythm": forms.ChoiceField(
            label=_("How often?"),
            help_text=_("You can change this at any time."),
            choices=[
                (Rhythm.AT_ONCE, _("As things happen")),
                (Rhythm.WEEKLY, _("Once a week, all in one")),
                (Rhythm.MONTHLY, _("Once a month, all in one")),
                (Rhythm.RESULTS, _("Only results: what was settled, and what a review found")),
                (Rhythm.ASKED_ONLY, _("Only when I’m asked to do something")),
            ],
            widget=forms.RadioSelect,
            required=False,
        ),
    }
