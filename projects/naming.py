"""Asks before a text becomes public whether those whom it names said that it may."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.folding import fold
from core.forms import PlainForm
from core.offers import offered
from projects.models import Project

MAY_NAME = "may_name"


def named_in(project: Project, texts: Iterable[str]) -> dict[str, str]:
    """
    Return the members whose chosen name is in one of the texts as a whole word: the folded name, and the name.

    Members who left count too: it is their name still.
    """
    text = fold("\n".join(texts))
    if not text.strip():
        return {}
    names = project.members.order_by("search_name", "pk").values_list("search_name", "known_as")
    return {
        folded: name
        for folded, name in names
        if folded in text and re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", text)
    }


def public_words(project: Project) -> list[str]:
    """Return all free text that the public page of a project shows, or would show: each app offers its own."""
    return [text for offer in offered("public_words") for text in offer(project)]


class AsksOfNames:
    """
    Mixin for a form that makes text public. It is not valid before each name in the text was ticked.

    A name that was in the public text before is not asked for again. A name can be another person's, or a word
    ("May", "Will"): so it is asked, and never refused.
    """

    fields: dict[str, forms.Field]
    data: Any

    def becomes_public(self) -> tuple[Project, list[str], list[str]]:
        """Return the project, the text that will be public, and what of it is public already."""
        raise NotImplementedError

    @property
    def asks_of_names(self) -> bool:
        return MAY_NAME in self.fields

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        project, text, before = self.becomes_public()
        named = named_in(project, text)
        known = named_in(project, before) if named else {}
        if new := {folded: name for folded, name in named.items() if folded not in known}:
            self._ask(new)
        return cleaned

    def _ask(self, named: dict[str, str]) -> None:
        self.fields[MAY_NAME] = forms.MultipleChoiceField(
            label=gettext_lazy("May these names be public?"),
            help_text=gettext_lazy(
                "Tick each name when they said yes, or when you mean somebody or something else."
            ),
            choices=[(key, _("%(name)s: yes") % {"name": name}) for key, name in named.items()],
            widget=forms.CheckboxSelectMultiple,
        )
        ticked = self.data.getlist(MAY_NAME) if hasattr(self.data, "getlist") else []
        left = [name for key, name in named.items() if key not in ticked]
        if len(left) == 1:
            words = _("It names %(name)s. Did %(name)s say that this may be public?")
            self.add_error(MAY_NAME, words % {"name": left[0]})  # type: ignore[attr-defined]
        elif left:
            words = _("It names %(names)s. Did they say that this may be public?")
            self.add_error(MAY_NAME, words % {"names": ", ".join(left)})  # type: ignore[attr-defined]


class NamesForm(AsksOfNames, PlainForm):
    """The question alone, for a text that is there already."""

    def __init__(self, *args: Any, project: Project, text: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.text = project, text

    def becomes_public(self) -> tuple[Project, list[str], list[str]]:
        return self.project, self.text, []
