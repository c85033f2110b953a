"""Choosing people in a form: by typing a part of a name, or by tick where there are only a few."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Case, When
from django.forms import BoundField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from core.numbers import KeysField, read_number
from projects.models import Member, MemberQuerySet, Project

#: Up to this many people are shown at once, to tick; of more, so many are found at a time.
AT_ONCE = 10
#: Names of the buttons: what was meant comes as "<field>:<what>" or "<field>:drop:<key>".
BUTTON = "people"


@dataclass(frozen=True)
class FoundPeople:
    """Who was found for the words that were typed: at most ten."""

    name: str
    is_single: bool
    words: str
    members: list[Member]
    has_more: bool = False


def find_people(people: MemberQuerySet, words: str, *, name: str, is_single: bool) -> FoundPeople:
    """Find people by parts of their names, first those whose name begins with it; for no words nobody is found."""
    words = _clean(words)
    rows = people.named(words) if words else people.none()
    first = Case(When(search_name__startswith=fold(words), then=0), default=1)
    found = list(rows.order_by(first, "search_name", "pk")[: AT_ONCE + 1])
    return FoundPeople(name, is_single, words, found[:AT_ONCE], len(found) > AT_ONCE)


class PeopleInput(forms.SelectMultiple):
    """What is sent for several people: a key each, and what was typed to find more."""

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        keys = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        keys = keys if isinstance(keys, list | tuple) else [keys]
        what, _colon, dropped = _asked(data, name).partition(":")
        return [key for key in keys if key and not (what == "drop" and str(key) == dropped)]

    def is_asked(self, data: Mapping[str, Any], name: str) -> bool:
        """Whether people are looked for or taken out; Enter in the box sends the form, but a name waits to be found."""
        words = _clean(data.get(f"{name}-find") or "")
        return bool(_asked(data, name)) or bool(words and words != data.get(f"{name}-found", ""))


class PersonInput(PeopleInput):
    """What is sent for one person: who was chosen last counts."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        keys = super().value_from_datadict(data, files, name)
        return keys[-1] if keys else ""


class PickedPeople(BoundField):
    """The field on a page: who is chosen, whom to choose from, and who was found."""

    field: Any

    def as_widget(
        self, widget: Any = None, attrs: Any = None, only_initial: bool = False
    ) -> SafeString:
        if widget is not None:
            return super().as_widget(widget, attrs, only_initial)
        return render_to_string("components/people.html", {"picked": self})

    @property
    def is_single(self) -> bool:
        return isinstance(self.field.widget, PersonInput)

    @property
    def asked(self) -> str:
        """What a button of this field asked for: find, same, or drop and a key."""
        return _asked(self.form.data, self.html_name) if self.form.is_bound else ""

    @property
    def find_url(self) -> str:
        kind = "one" if self.is_single else "several"
        here = reverse("projects:people_find", args=[self.field.project.slug])
        return f"{here}?name={self.html_name}&choose={kind}"

    @cached_property
    def _offered(self) -> list[Member]:
        """At most one more than are shown at once, so that many are known without a count."""
        return list(self._here.order_by("search_name", "pk")[: AT_ONCE + 1])

    @property
    def _here(self) -> MemberQuerySet:
        here: MemberQuerySet = self.field.queryset.taking_part()
        return here

    @property
    def is_large(self) -> bool:
        return len(self._offered) > AT_ONCE

    @cached_property
    def chosen(self) -> list[Member]:
        value = self.value()
        keys = {_key(one) for one in (value if isinstance(value, list | tuple | set) else [value])}
        if self.asked == "same":
            keys |= {member.pk for member in self.last}
        if not (keys := keys - {0}):
            return []
        return list(self.field.queryset.filter(pk__in=keys).order_by("search_name", "pk"))

    @cached_property
    def last(self) -> list[Member]:
        """Those who were chosen the last time, where the form knows."""
        if self.field.last is None:
            return []
        return list(
            self.field.queryset.filter(pk__in=self.field.last).order_by("search_name", "pk")
        )

    @property
    def ticks(self) -> list[tuple[Member, bool]]:
        """Everybody, where that is few, with whether they are chosen."""
        everybody = {member.pk: member for member in (*self._offered, *self.chosen)}
        chosen = {member.pk for member in self.chosen}
        by_name = sorted(everybody.values(), key=lambda member: (member.search_name, member.pk))
        return [(member, member.pk in chosen) for member in by_name]

    @cached_property
    def found(self) -> FoundPeople:
        typed = self.form.data.get(f"{self.html_name}-find") if self.form.is_bound else ""
        others = self._here.exclude(pk__in=[member.pk for member in self.chosen])
        return find_people(others, typed or "", name=self.html_name, is_single=self.is_single)

    @property
    def is_news(self) -> bool:
        """Whether the page came back because of this field, so that reading goes on here."""
        form = self.form
        return form.is_bound and self.field.widget.is_asked(form.data, self.html_name)


class _Picks:
    """What both fields share; :func:`offer_members` says who can be chosen."""

    project: Project
    last: Any = None
    last_words: Any = ""
    nobody: Any = ""

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        required: Any = self.required_words  # type: ignore[attr-defined]
        words = {"required": required, **(kwargs.pop("error_messages", None) or {})}
        queryset = Member.objects.none() if queryset is None else queryset
        super().__init__(queryset, error_messages=words, **kwargs)  # type: ignore[call-arg]

    def get_bound_field(self, form: Any, field_name: str) -> BoundField:
        return PickedPeople(form, self, field_name)  # type: ignore[arg-type]


class PeopleField(_Picks, KeysField):
    """Several people of a project."""

    widget = PeopleInput
    required_words = _("Choose at least one person.")


class PersonField(_Picks, forms.ModelChoiceField):
    """One person of a project."""

    widget = PersonInput
    required_words = _("Choose a person.")


def offer_members(
    field: Any,
    people: MemberQuerySet,
    *,
    project: Project,
    nobody: Any = "",
    last: Any = None,
    last_words: Any = "",
) -> None:
    """
    Let a field choose among ``people``; those of them who take part are shown and found.

    :param nobody: the words for choosing nobody, where that is an answer.
    :param last: keys of those who were chosen the last time, as a query; offered again with one button.
    :param last_words: what that button says.
    """
    field.queryset, field.project, field.nobody = people, project, nobody
    field.last, field.last_words = last, last_words or _("The same people as last time")


def _asked(data: Mapping[str, Any], name: str) -> str:
    of, _colon, what = str(data.get(BUTTON) or "").partition(":")
    return what if of == name else ""


def _clean(words: Any) -> str:
    """Return what was typed to find people: it comes as it was sent, and nothing has checked it."""
    return str(words).replace("\x00", "").strip()[:80]


def _key(value: Any) -> int:
    """Return a key as a number, 0 for what is none or is larger than any key."""
    return read_number(getattr(value, "pk", value)) or 0
