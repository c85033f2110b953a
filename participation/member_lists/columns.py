"""Finds in a table where the people begin, and in which column their addresses and names stand: once for all of it."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import gettext as _

from participation.member_lists.headings import Heading, headings_of, says_no, says_yes
from participation.member_lists.people import (
    Line,
    is_address,
    is_nothing,
    is_unknown,
    line_of,
    passed_line,
)
from participation.member_lists.tables import Row

#: A title and a date may stand above the headings, in so many rows at most.
MOST_ABOVE = 10
#: So many addresses of a column are shown where somebody is asked which one it is.
SAMPLES = 3
_SAYS_EMAIL = re.compile(r"mail|courriel|correo|почта", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:total|totals|sum|count|gesamt|summe|totaal|итого)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Choice:
    """
    A column that could hold the addresses, or a sheet: its place, its heading, and first rows as they would be read.
    """

    place: int
    heading: str
    people: list[Line]


class WhichColumn(Exception):  # noqa: N818 - it is a question, not a fault
    """More than one column holds addresses, and nothing says whose: somebody has to choose."""

    def __init__(self, choices: list[Choice]) -> None:
        super().__init__("Which column?")
        self.choices = choices


class Table:
    """The rows of a list, parted into headings and people."""

    def __init__(self, rows: list[Row]) -> None:
        self.header: list[str] = []
        self.headings: list[Heading | None] = []
        self.rows = rows
        #: Rows in which no person stands, and that are no headings that we know.
        self.passed: list[Row] = []
        self.width = max((len(cells) for _number, cells in rows), default=0)
        self._take_header()
        #: Columns that say of somebody that one may write to them.
        self._of_yes = {
            at
            for at, heading in enumerate(self.headings)
            if any(
                says_yes(heading, cell) for _n, cells in self.rows for cell in cells[at : at + 1]
            )
        }

    def _take_header(self) -> None:
        """Find the headings, and leave out what stands above them."""
        for at, (_number, cells) in enumerate(self.rows[:MOST_ABOVE]):
            if any("@" in cell for cell in cells):
                break
            headings = headings_of(cells)
            if {Heading.EMAIL, Heading.NAME, Heading.FIRST, Heading.LAST} & set(headings):
                self._behead(at, cells, headings)
                return
        self._take_unknown_header()

    def _take_unknown_header(self) -> None:
        """
        Take the row above the first address for headings in another language, when a word stands where addresses do.
        """
        first = next(
            (at for at, (_n, cells) in enumerate(self.rows) if any(map(is_address, cells))), None
        )
        if not first or first > MOST_ABOVE:
            return
        above, (number, cells), (_number, below) = (
            *(self.rows[: first - 1], self.rows[first - 1], self.rows[first]),
        )
        column = next(at for at, cell in enumerate(below) if is_address(cell))
        word = cells[column] if column < len(cells) else ""
        if len(cells) > 1 and not is_nothing(word) and "@" not in word:
            self._behead(first - 1, cells, headings_of(cells))
            if not _SAYS_EMAIL.search(word):
                self.passed.append((number, cells))
            return
        self.passed = [row for row in [*above, (number, cells)] if self._is_alone(row[1])]
        self.rows = [row for row in self.rows if row not in self.passed]

    def _behead(self, at: int, cells: list[str], headings: list[Heading | None]) -> None:
        self.header, self.headings = cells, headings
        self.passed, self.rows = self.rows[:at], self.rows[at + 1 :]

    def _is_alone(self, cells: list[str]) -> bool:
        """Whether a single cell stands in a row of a table with several columns: a title, a date."""
        return self.width > 1 and sum(1 for cell in cells if cell) == 1

    def lines(self, column: int | None = None) -> list[Line]:
        """
        Return the people, and between them the rows in which nobody stands.

        :param column: in which column the addresses stand, where somebody chose one.
        :raises WhichColumn: when one cannot tell.
        """
        emails = self._emails(column)
        passed = [passed_line(*row) for row in [*self.passed, *filter(self._is_total, self.rows)]]
        people = [self._line(*row, emails) for row in self.rows if not self._is_total(row)]
        return sorted([*passed, *people], key=lambda line: line.number)

    def first(self) -> list[Line]:
        """Return the first people, to tell one table from another."""
        try:
            people = self.lines()
        except WhichColumn as question:
            people = question.choices[0].people
        return [line for line in people if not line.is_passed][:SAMPLES]

    def _is_total(self, row: Row) -> bool:
        cells = [cell for cell in row[1] if cell]
        return self._is_alone(cells) and _TOTAL.match(cells[0]) is not None

    def _emails(self, chosen: int | None) -> list[int]:
        """Return the columns of addresses, the first first."""
        held = sorted(
            {at for _n, cells in self.rows for at, cell in enumerate(cells) if is_address(cell)}
        )
        if chosen is not None and chosen in held:
            return [chosen]
        known = [at for at, heading in enumerate(self.headings) if heading is Heading.EMAIL]
        if len(known) == 1 and (known[0] in held or not held):
            return known + [at for at, one in enumerate(self.headings) if one is Heading.EMAIL_TOO]
        among = [at for at in known if at in held] or held
        if len(among) > 1:
            raise WhichColumn([self._choice(at) for at in among])
        return among or known[:1]

    def _choice(self, column: int) -> Choice:
        heading = self.header[column] if column < len(self.header) else ""
        people = (
            self._line(number, cells, [column])
            for number, cells in self.rows
            if column < len(cells) and is_address(cells[column])
        )
        number = _("Column %(number)s") % {"number": column + 1}
        return Choice(column, heading or number, list(islice(people, SAMPLES)))

    def _line(self, number: int, cells: list[str], emails: list[int]) -> Line:
        def cell(at: int) -> str:
            return cells[at] if at < len(cells) else ""

        addresses = [cell(at) for at in emails if not is_nothing(cell(at))]
        no = [
            at
            for at, heading in enumerate(self.headings)
            if says_no(heading, cell(at), others_say_yes=at in self._of_yes)
        ]
        phones = [cell(at) for at in self._of(Heading.PHONE) if cell(at)]
        line = line_of(
            number,
            addresses[0] if addresses else cell(emails[0]) if emails else "",
            self._name(cells, emails),
            phone=phones[0] if phones else "",
            says_no=self.header[no[0]] if no else "",
        )
        others = filter(None, [line.passed_over, *addresses[1:]])
        return replace(line, passed_over=", ".join(others))

    def _of(self, *wanted: Heading) -> list[int]:
        return [at for at, heading in enumerate(self.headings) if heading in wanted]

    def _name(self, cells: list[str], emails: list[int]) -> str:
        """Put the parts of a name together; a whole one counts where there are none."""

        def joined(columns: list[int]) -> str:
            words = [cells[at] for at in columns if at < len(cells) and cells[at]]
            # Half a name is none: what became of a formula is said of all of it.
            return next(filter(is_unknown, words), " ".join(words))

        parts = [
            at
            for kind in (Heading.FIRST, Heading.MIDDLE, Heading.LAST)
            for at in self._of(kind)[:1]
        ]
        if name := joined(parts) or joined(self._of(Heading.NAME)[:1]):
            return name
        if parts or self._of(Heading.NAME):
            return ""
        return joined(self._unnamed(cells, emails))

    def _unnamed(self, cells: list[str], emails: list[int]) -> list[int]:
        """Return where a name stands that no heading names: in one cell, or in two beside each other."""
        words = [
            at
            for at, cell in enumerate(cells)
            if at not in emails
            and any(map(str.isalpha, cell))
            and not any(map(str.isdigit, cell))
            and "@" not in cell
            and (at >= len(self.headings) or self.headings[at] is None)
        ]
        first = words[:1]
        if first and " " not in cells[first[0]] and first[0] + 1 in words:
            # Behind “Rosa”, “Lind” is the other part of her name; “patient” is something else.
            return words[: 1 if cells[first[0]].istitle() and cells[words[1]].islower() else 2]
        return first
