"""What is typed about statements: their words, and what members say of them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.numbers import read_numbers
from core.once import SendsOnce
from core.revisions import EditsRevised
from core.standing_forms import EditsStanding
from plan.models import Agreement, Statement
from plan.services import Said


class StatementForm(ConstraintModelForm):
    class Meta:
        model = Statement
        fields = ["kind", "words"]
        labels = {"kind": _("What is it about?"), "words": _("What do we agree on?")}
        help_texts = {
            "words": _(
                "One thing, in words that everybody uses. For example: “Nobody waits longer than "
                "an hour without news.”"
            ),
        }
        widgets = {"kind": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"words": {"required": _("Write what we agree on.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (Statement.Kind.GOOD, _("Good: how we will see that it is good")),
            (Statement.Kind.DONE, _("Done: how we will see that it is finished")),
            (Statement.Kind.WAY, _("A way of working: how we are with each other")),
        ]


class NewStatementForm(SendsOnce, StatementForm):
    """A statement to add."""


class EditStatementForm(EditsRevised, StatementForm):
    """A statement to change."""


class AgreementsForm(EditsStanding, PlainForm):
    """
    What one member says of each of these statements (loaded ``seen_by`` them); any can be left out.

    ``name``: whose words a facilitator enters; empty when members say it themselves. ``is_alone``: it stands on the
    page of its one statement, which says its words already.
    """

    data: Any

    def __init__(
        self,
        *args: Any,
        statements: list[Statement],
        name: str = "",
        is_alone: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.statements = statements
        self.name = name
        self.is_alone = is_alone
        self.fieldsets: list[tuple[Any, Any, tuple[str, ...]]] = []
        for statement in statements:
            self._ask(statement)
        self.use_plain_words()

    def _ask(self, statement: Any) -> None:
        names = self._names(statement)
        says, concern, shown = names
        legend = "" if self.is_alone else statement.words
        self.fieldsets.append((legend, capfirst(statement.get_kind_display()), names))
        self.fields[says] = forms.ChoiceField(
            label=_("Do they agree?") if self.name else _("Do you agree?"),
            choices=[
                (Agreement.Says.AGREE, _("Yes, they agree") if self.name else _("Yes, I agree")),
                (Agreement.Says.NOT_YET, _("Not yet")),
            ],
            widget=forms.RadioSelect,
            initial=statement.my_says,
            required=False,
        )
        self.fields[concern] = forms.CharField(
            label=_("If not yet: why?"),
            help_text=_("Everybody in the project can read it, with their name.")
            if self.name
            else _("Everybody in the project can read it, with your name."),
            max_length=1000,
            required=False,
            initial=statement.my_concern,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[shown] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=statement.revision
        )
        self.carry(statement, key=str(statement.pk), my_says=says, my_concern=concern)

    def label_of(self, key: str, field: forms.Field) -> str:
        words = [row.words for row in self.statements if str(row.pk) == key and not self.is_alone]
        return " ".join([*words, str(field.label)])

    def by_statement(self) -> list[tuple[Statement, list[BoundField]]]:
        """Return the statements, each with the fields that ask about it."""
        return [(row, [self[name] for name in self._names(row)]) for row in self.statements]

    @staticmethod
    def asked_in(sent: Mapping[str, Any]) -> list[int]:
        """Return the numbers of the statements that stood on the page that was sent."""
        found = [name.removeprefix("shown_") for name in sent if name.startswith("shown_")]
        return read_numbers(found)

    @staticmethod
    def _names(statement: Statement) -> tuple[str, str, str]:
        return (f"says_{statement.pk}", f"concern_{statement.pk}", f"shown_{statement.pk}")

    def clean(self) -> None:
        super().clean()
        for statement in self.statements:
            self._check(statement)
        answers = (self.cleaned_data.get(self._names(row)[0]) for row in self._in_force())
        if not self.errors and not any(answers):
            self.add_error(None, _("Nothing is answered yet. Choose an answer for at least one."))

    def _check(self, statement: Statement) -> None:
        says, concern, shown = self._names(statement)
        words, answer = self.cleaned_data.get(concern), self.cleaned_data.get(says)
        is_new = concern in self.changed_data and bool(words)
        if statement.retired_at:
            # Said once, with what was typed still in sight; sent again, it goes without it.
            if (is_new or answer) and self.cleaned_data.get(shown):
                self.add_error(says, self._no_longer(statement))
                self._show(shown, 0)
        elif is_new and not answer:
            self.add_error(says, _("Say whether you agree, or not yet."))
        elif is_new and answer == Agreement.Says.AGREE:
            self.add_error(concern, _("Choose “Not yet”, or take these words out."))
        elif answer and self.cleaned_data.get(shown) != statement.revision:
            self.add_error(says, _("The words changed meanwhile. Read them again, and answer."))
            self._show(shown, statement.revision)

    def _in_force(self) -> list[Statement]:
        return [statement for statement in self.statements if not statement.retired_at]

    @staticmethod
    def _no_longer(statement: Statement) -> str:
        return _(
            "This was taken back, because: %(why)s Copy what you wrote, if you want to keep it. "
            "Then send the rest again."
        ) % {"why": statement.retired_why}

    def _show(self, shown: str, revision: int) -> None:
        """Note which words the page shows when it comes back."""
        self.data = self.data.copy()
        self.data[self.add_prefix(shown)] = str(revision)

    def said(self) -> list[Said]:
        """Return what is new: of each statement, what they say and what is in the way."""
        found = []
        for statement in self._in_force():
            says, concern, shown = self._names(statement)
            data = self.cleaned_data
            key = str(statement.pk)
            if data.get(says) and not self.is_untouched(key):
                words = (data[says], data[concern], self.stood.get(key))
                found.append(Said(statement, data[shown] or 0, *words))
        return found
