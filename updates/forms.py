"""The form in which an update is written."""

from typing import Any

from django import forms
from django.db.models import Q
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm
from core.numbers import KeysField, read_numbers
from core.once import SendsOnce
from core.revisions import EditsRevised
from decisions.models import Decision
from decisions.naming import name_decision
from projects.models import Project
from projects.naming import MAY_NAME, AsksOfNames
from updates.models import PUBLIC, Update

RECENT = 8
FOUND = 15


class UpdateForm(AsksOfNames, ConstraintModelForm):
    """
    What an update says, and the decisions it tells of.

    It offers the newest decisions, those already chosen and those that match ``find``; with the button "find" it is
    shown again with what was typed, and nothing is saved.
    """

    find = forms.CharField(
        label=_("Find an older decision"),
        help_text=_("Write a word from it, then press “Find”. Nothing you wrote is lost."),
        required=False,
        max_length=100,
    )

    class Meta:
        model = Update
        fields = [
            *("title", "where_we_are", "settled", "not_settled", "more_on"),
            *("is_public", "decisions"),
        ]
        labels = {
            "title": _("Headline"),
            "where_we_are": _("Where are we now?"),
            "settled": _("What have we settled?"),
            "not_settled": _("What have we not settled yet?"),
            "more_on": _("When will people hear more?"),
            "is_public": _("Show it on the public page too"),
            "decisions": _("Which decisions is this about?"),
        }
        help_texts = {
            "where_we_are": _("Write the way you talk. Short sentences are best."),
            "decisions": _("We send what was decided and why along with the news."),
            "more_on": _("You can't send it without a day. People will count on it."),
            "is_public": _("Anybody can read it there. Only name people who are happy with that."),
        }
        widgets = {
            "where_we_are": forms.Textarea(attrs={"rows": 6}),
            "settled": forms.Textarea(attrs={"rows": 4}),
            "not_settled": forms.Textarea(attrs={"rows": 4}),
            "decisions": forms.CheckboxSelectMultiple,
        }
        field_classes = {"decisions": KeysField}
        error_messages = {
            "title": {"required": _("Write a headline.")},
            "where_we_are": {"required": _("Write where you are.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions: Any = self.fields["decisions"]
        decisions.required = False
        decisions.queryset = Decision.objects.filter(project=self.instance.project)
        decisions.widget.choices = self._offered()

    def becomes_public(self) -> tuple[Project, list[str], list[str]]:
        update, typed = self.instance, self.cleaned_data
        text = [str(typed.get(name) or "") for name in PUBLIC] if typed.get("is_public") else []
        return update.project, text, update.public_words if update.pk and update.is_public else []

    @property
    def is_search(self) -> bool:
        """Whether the button "find" was used: nothing is to be saved yet."""
        return "find-decisions" in self.data

    def full_clean(self) -> None:
        """While one searches nothing is wrong yet."""
        if self.is_search:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def has_decisions(self) -> bool:
        return bool(self.fields["decisions"].widget.choices)

    def has_more(self) -> bool:
        """Whether something behind "Add more" is in use or was refused."""
        behind = ("decisions", "find", "is_public", MAY_NAME)
        wrong = not self.is_search and any(name in self.errors for name in behind)
        return self.is_search or wrong or bool(self._chosen()) or bool(self["is_public"].value())

    def _offered(self) -> list[tuple[int, str]]:
        """Return the decisions to tick: chosen, found and newest, each once, in two or three queries."""
        ours = Decision.objects.filter(project=self.instance.project).select_related("current")
        chosen = Q(pk__in=self._chosen())
        offered = {d.pk: d for d in ours.filter(chosen).order_by("-number")}
        if words := self.data.get("find", "").strip()[:100] if self.is_bound else "":
            offered |= {d.pk: d for d in ours.matching(words).order_by("-number")[:FOUND]}
        offered |= {d.pk: d for d in ours.in_force().order_by("-number")[:RECENT]}
        return [(pk, name_decision(decision)) for pk, decision in offered.items()]

    def _chosen(self) -> list[int]:
        if self.is_bound:
            typed = self.data.getlist("decisions") if hasattr(self.data, "getlist") else []
            return read_numbers(typed)
        if self.instance.pk:
            return list(self.instance.decisions.values_list("pk", flat=True))
        return list(self.initial.get("decisions", []))


class NewUpdateForm(SendsOnce, UpdateForm):
    """An update to begin."""


class EditUpdateForm(EditsRevised, UpdateForm):
    """A draft to change."""

    @property
    def in_words(self) -> str:
        """All that was chosen or typed."""
        said: str = self.instance.say(self.cleaned_data["decisions"])
        return said
