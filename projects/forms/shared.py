"""People to choose from, and a form of one text."""

from typing import Any

from django import forms

from core.forms import PlainForm
from projects.models import Member, Project


class WordsForm(PlainForm):
    """One text that something ends with: how it was settled, what came of it, why it no longer holds."""

    words = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, hint: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.label, words.help_text = label, hint
        words.error_messages["required"] = missing


def offer_people(field: Any, people: Any, nobody: Any = "") -> None:
    """Let a field choose among these members, by the names that they chose."""
    field.queryset = people
    if nobody:
        field.empty_label = nobody


def people_of(project: Project) -> Any:
    """Return the members who take part, by name."""
    return Member.objects.taking_part().filter(project=project).order_by("known_as", "pk")
