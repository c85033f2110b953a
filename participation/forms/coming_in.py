"""The questions of coming in, one form each: what a member says of themselves."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.names import NameField, PhoneField
from core.standing_forms import EditsStanding
from outbox.forms import CHANNELS, RHYTHMS
from outbox.models import Preference
from participation import services
from participation.forms.shared import lines, need_contact
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
#: Whether everybody sees whose words they are.
NAMED_CHOICES = [
    ("", _("Only that somebody can speak for this group")),
    ("yes", _("My name and my words")),
]


class QuestionForm(EditsStanding, PlainForm):
    """One question to a member; ``said`` is what the service of its answer takes."""

    def __init__(
        self,
        *args: Any,
        member: Member,
        groups: list[Group],
        by: Member | None = None,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.member, self.groups, self.by = member, groups, by
        super().__init__(*args, initial=self.first_values(), **kwargs)
        self.prepare()
        self.use_plain_words()

    def first_values(self) -> dict[str, Any]:
        """Return what the member said before."""
        return {}

    @property
    def has_nothing_to_ask(self) -> bool:
        """Whether there is nothing yet that it could ask about."""
        return False

    def prepare(self) -> None:
        """Add the fields that depend on the member, and carry how what it changes stands."""

    @property
    def said(self) -> dict[str, Any]:
        """What is new, with how it stood on the page."""
        raise NotImplementedError


class BringForm(QuestionForm):
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

    def first_values(self) -> dict[str, Any]:
        experience = services.experience_said(self.member)
        return {"known_as": self.member.known_as, "experience": experience}

    def prepare(self) -> None:
        self.carry(self.member, "known_as", key="name")
        experience = SimpleNamespace(experience=self.initial["experience"])
        self.carry(experience, "experience", key="experience")

    def clean_experience(self) -> list[str]:
        kinds: list[str] = self.cleaned_data["experience"]
        if "none" in kinds and len(kinds) > 1:
            raise forms.ValidationError(_("Choose “None of these” alone, or the kinds that fit."))
        if self.initial["experience"] and not kinds:
            raise forms.ValidationError(
                _("Choose “None of these”. Or take back what you said, under “What I said yes to”.")
            )
        return sorted(kinds)

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "known_as": "" if self.is_untouched("name") else data["known_as"],
            "experience": [] if self.is_untouched("experience") else data["experience"],
            "stood": self.stood,
        }


class _OfGroups(QuestionForm):
    """How far somebody can speak for each of some groups, and whether everybody sees that it is they."""

    @property
    def has_nothing_to_ask(self) -> bool:
        return not self.groups

    def ask_of(self, groups: list[Group]) -> None:
        """Add the fields of these groups, and carry how each stands."""
        rows = {row.group_id: row for row in self.member.speaks_for.all()}
        for group in groups:
            row = rows.get(group.pk)
            self._ask(group, row)
            self.carry(row or SpeaksFor(extent=""), key=str(group.pk), **_names(group))

    def _ask(self, group: Group, row: SpeaksFor | None) -> None:
        names = _names(group)
        self.fields[names["extent"]] = forms.ChoiceField(
            label=_("How far can you speak for them?"),
            required=False,
            choices=[("", _("I’d rather not say")), *SpeaksFor.Extent.choices],
            initial=row.extent if row else "",
        )
        self.fields[names["note"]] = forms.CharField(
            label=_("In your own words"),
            required=False,
            max_length=300,
            initial=row.note if row else "",
        )
        self.fields[names["is_named"]] = forms.TypedChoiceField(
            label=_("What do the others here see?"),
            required=False,
            choices=NAMED_CHOICES,
            coerce=lambda value: value == "yes",
            empty_value=False,  # type: ignore[arg-type]  # the stubs know texts alone
            widget=forms.RadioSelect,
            initial="yes" if row and row.is_named else "",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for group in self.spoken_of(data):
            names = _names(group)
            if data.get(names["note"]) and not data.get(names["extent"]):
                words = _("%(group)s: say how far you can speak for them, too.")
                self.add_error(names["extent"], words % {"group": group.name})
        gone = _("A group was unticked, or taken off the map, meanwhile. You wrote: “%(words)s”")
        for typed in self._words_of_others():
            self.add_error(None, gone % {"words": typed})
        return data

    def spoken_of(self, data: dict[str, Any]) -> list[Group]:
        """Return the groups of which it is said."""
        return self.groups

    def _words_of_others(self) -> list[str]:
        """Return what was typed about groups of which the page still knew, so that it is not lost."""
        asked = {_names(group)["note"] for group in self.groups}
        typed = (key for key in self.data if key.startswith("note_") and key not in asked)
        return [words[:300] for key in typed if (words := self.data[key].strip())]

    def label_of(self, key: str, field: forms.Field) -> str:
        """Name the group, too: each has the same questions."""
        names = [group.name for group in self.groups if str(group.pk) == key]
        return ": ".join([*names, str(field.label)])

    def words_of(self, groups: list[Group]) -> dict[Group, services.Speaking]:
        """Return what was said of each of these groups, but for what was left as it stood."""
        data = self.cleaned_data
        return {
            group: services.Speaking(**{key: data[name] for key, name in _names(group).items()})
            for group in groups
            if not self.is_untouched(str(group.pk))
        }


class GroupsForm(_OfGroups):
    """Which groups somebody belongs to; and for those that are ticked, how far they can speak for them."""

    def first_values(self) -> dict[str, Any]:
        return {"groups": services.groups_ticked(self.member)}

    def prepare(self) -> None:
        self.fields["groups"] = forms.MultipleChoiceField(
            label=_("Which of these groups do you belong to?"),
            choices=[(str(group.pk), group.name) for group in self.groups],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_(
                "Tick those that fit. If none does, leave them all empty. When you untick a group, what you said about "
                "speaking for it is deleted."
            ),
        )
        self.carry(SimpleNamespace(**self.initial), "groups", key="groups")
        self.ask_of(self.groups)

    def clean_groups(self) -> list[str]:
        return sorted(self.cleaned_data["groups"])

    def spoken_of(self, data: dict[str, Any]) -> list[Group]:
        ticked = data.get("groups", [])
        return [group for group in self.groups if str(group.pk) in ticked]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        ticked = self.spoken_of(data)
        for group in self.groups:
            if group not in ticked and (name := self._new_in(group, data)):
                words = _("Tick “%(group)s” above, too. Or leave this as it was.")
                self.add_error(name, words % {"group": group.name})
        return data

    def _new_in(self, group: Group, data: dict[str, Any]) -> str:
        """Return the field of a group in which something was said that was not there before; empty when none was."""
        before = {
            name: self.get_initial_for_field(self.fields[name], name)
            for name in _names(group).values()
        }
        typed = {name: "yes" if data.get(name) is True else data.get(name) for name in before}
        return next((name for name, said in typed.items() if said and said != before[name]), "")

    @property
    def parts(self) -> list[tuple[Any, str, list[forms.BoundField]]]:
        """Each group with its tick, its name, and what is asked once it is ticked."""
        ticks = zip(self.groups, self["groups"].subwidgets, strict=True)
        return [
            (tick, group.name, [self[name] for name in _names(group).values()])
            for group, tick in ticks
        ]

    @property
    def said(self) -> dict[str, Any]:
        chosen = self.spoken_of(self.cleaned_data)
        # A page from before it was asked here says nothing of it.
        is_asked = any(_names(group)["extent"] in self.data for group in chosen)
        words = self.words_of(chosen) if is_asked else None
        return {"groups": chosen, "speaks_for": words, "stood": self.stood}


class SpeakForm(_OfGroups):
    """The same for the groups that were ticked before, on a page of its own."""

    def prepare(self) -> None:
        ticked = set(services.groups_ticked(self.member))
        self.groups = [group for group in self.groups if str(group.pk) in ticked]
        self.ask_of(self.groups)
        self.fieldsets = [(group.name, "", tuple(_names(group).values())) for group in self.groups]

    @property
    def said(self) -> dict[str, Any]:
        words = self.words_of(self.groups)
        return {"speaks_for": words, "stood": self.stood if self.groups else {}}


def _names(group: Group) -> dict[str, str]:
    """Return what is asked of a group, and the field of each."""
    return {name: f"{name}_{group.pk}" for name in services.Speaking._fields}


class HearForm(QuestionForm):
    private_fields = ("phone", "postal_address")
    channel = forms.ChoiceField(
        label=_("How do you want to hear from us?"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        required=False,
    )
    phone = PhoneField(label=_("Your phone number"), max_length=40, required=False)
    postal_address = forms.CharField(
        label=_("Your postal address"), max_length=500, required=False, widget=lines(4)
    )
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        help_text=_("You can change this at any time."),
        choices=RHYTHMS,
        widget=forms.RadioSelect,
        required=False,
    )

    def first_values(self) -> dict[str, Any]:
        """None of them is answered beforehand."""
        self.chosen = chosen = Preference.objects.filter(member=self.member).first()
        return {name: getattr(chosen, name) for name in services.HEARS} if chosen else {}

    def prepare(self) -> None:
        self.carry(self.chosen or Preference.of(self.member), *services.HEARS, key="hears")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        need_contact(self, data)
        if not data.get("channel") and (data.get("phone") or data.get("postal_address")):
            self.add_error("channel", _("Choose how you want to hear from us, too."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        hears = {name: self.cleaned_data[name] for name in services.HEARS}
        return {"hears": hears, "stood": self.stood}


def choices_on_paper() -> dict[str, list[Any]]:
    """Return the choices of these forms in words, for a sheet to be filled in by hand."""
    hears: Any = HearForm.base_fields
    return {
        "experience": [words for _value, words in EXPERIENCE_CHOICES],
        "extents": SpeaksFor.Extent.labels,
        "named": [words for _value, words in NAMED_CHOICES],
        "channels": [words for _value, words in hears["channel"].choices],
        "rhythms": [words for _value, words in hears["rhythm"].choices],
    }
