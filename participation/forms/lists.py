"""The form that takes a list of people, and asks about it what only a person can know."""

from typing import Any
from zlib import crc32

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.numbers import read_number
from core.once import SendsOnce
from participation.forms.members import ROLE_CHOICES
from participation.forms.shared import lines
from participation.member_lists import (
    ENCODINGS,
    Choice,
    Line,
    NotAList,
    WhichColumn,
    WhichLetters,
    WhichSheet,
    odd_words,
    pack,
    read_file,
    read_text,
    unpack,
)
from projects.models import Role


class ListForm(SendsOnce, PlainForm):
    """A pasted list, or a file of a spreadsheet program or an address book."""

    people = forms.CharField(
        label=_("Paste a list"),
        required=False,
        max_length=1_000_000,
        widget=lines(6),
        help_text=_(
            "One person a line, as “Amina <amina@example.org>” or only the address. "
            "Rows copied from a spreadsheet work too."
        ),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.tsv,.txt,.xlsx,.vcf,text/csv,text/vcard"}
        ),
        help_text=_("From a spreadsheet program (XLSX or CSV), or an address book (vCard)."),
    )
    role = forms.ChoiceField(
        label=_("What they do here"),
        choices=ROLE_CHOICES,
        widget=forms.RadioSelect,
        initial=Role.PARTICIPANT,
    )
    #: Asked only when one cannot tell; ``carried`` brings a file along meanwhile.
    sheet = forms.CharField(required=False, widget=forms.HiddenInput)
    column = forms.CharField(required=False, widget=forms.HiddenInput)
    encoding = forms.CharField(required=False, widget=forms.HiddenInput)
    carried = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("encoding", "sheet", "column", "people", "file", "role")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        file, text = data.get("file"), data.get("people")
        place = "file" if file or (data.get("carried") and not text) else "people"
        if not (file or text or data.get("carried")):
            self.add_error("people", _("Paste a list, or choose a file."))
            return data
        try:
            if place == "people":
                data["lines"] = self._read_text(text or "")
            else:
                read = file.read() if file else unpack(data["carried"])
                data["lines"] = self._read_file(read, is_new=bool(file))
        except NotAList as error:
            self.add_error(place, str(error))
        return data

    def _read_text(self, text: str) -> list[Line]:
        try:
            return read_text(text, column=self._chosen("column", _mark(text)))
        except WhichColumn as question:
            self._ask_column(question.choices, _mark(text))
        return []

    def _read_file(self, data: bytes, *, is_new: bool) -> list[Line]:
        """Read it as somebody said, or ask, and keep it meanwhile. What was said of one file is not of the next."""
        mark, encoding = _mark(data), "" if is_new else self.cleaned_data["encoding"]
        sheet, column = self._chosen("sheet", mark), self._chosen("column", mark)
        try:
            return read_file(data, sheet=sheet, column=column, encoding=encoding)
        except WhichLetters:
            self._carry(carried=pack(data), sheet="", column="", encoding="")
            self._ask_letters(data)
        except WhichSheet as question:
            self._carry(carried=pack(data), sheet="", column="")
            self._ask_sheet(question.choices, mark)
        except WhichColumn as question:
            self._carry(carried=pack(data), column="", encoding=encoding)
            self._ask_column(question.choices, mark)
        return []

    def _chosen(self, name: str, mark: str) -> int | None:
        """Return the place that somebody chose in the list with this mark; nothing when they chose it in another."""
        place, _dash, of = str(self.cleaned_data[name]).partition("-")
        return read_number(place) if of == mark else None

    def _carry(self, **values: str) -> None:
        carried: Any = self.data
        carried = carried.copy()
        for name, value in values.items():
            carried[name] = value
        # It came along, so that nobody chooses it again.
        self.data, self.files = carried, MultiValueDict()

    def _ask_sheet(self, choices: list[Choice], mark: str) -> None:
        self._ask(
            "sheet",
            gettext("On which sheet are the people you want to invite?"),
            _in_words(choices, mark),
            gettext("More than one sheet has email addresses. Choose one."),
        )

    def _ask_column(self, choices: list[Choice], mark: str) -> None:
        self._ask(
            "column",
            gettext("Which addresses are those of the people you want to invite?"),
            _in_words(choices, mark),
            gettext("More than one column has email addresses. Choose one."),
        )

    def _ask_letters(self, data: bytes) -> None:
        choices = [
            (key, f"{', '.join(words)} ({ENCODINGS[key]})")
            for key, words in odd_words(data).items()
        ]
        self._ask(
            "encoding",
            gettext("Which of these is written as it should be?"),
            choices,
            gettext("Some letters in your file may look wrong. Choose how it reads well."),
        )

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]], why: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, widget=forms.RadioSelect
        )
        self._bound_fields_cache.pop(name, None)  # type: ignore[attr-defined]
        self.add_error(name, why)


def _mark(text: str | bytes) -> str:
    """Return what tells one list from another: of a pasted one, whose people somebody may still change, its top."""
    top = text.strip().partition("\n")[0].encode() if isinstance(text, str) else text
    return f"{crc32(top):x}"


def _in_words(choices: list[Choice], mark: str) -> list[tuple[str, str]]:
    """Return what can be chosen in the list with this mark: its place, and its heading with the first people."""
    found = []
    for choice in choices:
        people = "; ".join(f"{line.known_as} {line.email}" for line in choice.people)
        found.append((f"{choice.place}-{mark}", f"{choice.heading}: {people}"))
    return found
