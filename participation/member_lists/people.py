"""One person of a list: their address, their name, and what stands against inviting them."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from core.names import clean_address, clean_name

NAME_LENGTH = 80
EMAIL_LENGTH = 254
#: In a longer cell, nobody looks for a second address.
MOST_OF_A_CELL = 1000
PHONE_LENGTH = 40
#: Behind it stands, in a list that was read before, why somebody is not to be written to.
SAYS_NO = " # "
#: What people write into the place of an address when there is none.
NOTHING = {
    *("none", "no", "n/a", "na", "nil", "null", "unknown", "not known", "no email", "no e-mail"),
    *("-", "--", "–", "—", "/", ".", "?", "x"),
    *("keine", "aucun", "aucune", "geen", "ninguno", "brak", "нет"),
}

#: What stands where a formula was not worked out: its program writes down what it shows, others do not.
NOT_WORKED_OUT = "="
#: What a cell shows when its formula went wrong.
_ERROR = re.compile(r"#(?:REF|N/A|NAME|VALUE|DIV/0|NULL|NUM|SPILL|CALC|FIELD)[!?]?", re.IGNORECASE)
_FORMULA = re.compile(r"=(?!HYPERLINK\()", re.IGNORECASE)
#: A link by a formula, with the words that it shows.
_LINK_WITH_WORDS = re.compile(
    r'=HYPERLINK\(\s*"[^"]*"\s*[,;]\s*"(?P<words>[^"]*)"\s*\)', re.IGNORECASE
)

_IN_ANGLES = re.compile(r"^(?P<name>[^<>]*)<(?P<email>[^<>]*)>[\s,;.]*$")
_HYPERLINK = re.compile(r"^=HYPERLINK\(\s*\"?(?P<link>[^\",;)]*)\"?.*\)$", re.IGNORECASE)
_BETWEEN = re.compile(r" (?:or|and|und|et|y|of|en) | ?(?::::|[;,|/]) ?| ", re.IGNORECASE)
_LAST_FIRST = re.compile(
    r"^(?P<last>[^\W\d_][^,\d(]*), *(?P<first>[^\W\d_][^,\d(]*?)(?P<more> *\([^()]*\))?$"
)
#: Behind a name and a comma, these are no first names.
_TITLES = {
    "jr",
    "sr",
    "ii",
    "iii",
    "iv",
    "md",
    "phd",
    "mbe",
    "obe",
    "cbe",
    "esq",
    "ma",
    "ba",
    "bsc",
    "msc",
    "rn",
}


class NotAList(ValueError):  # noqa: N818 - it is what the file is
    """The file or text cannot be read as a list of people; the text says why and what to do."""


@dataclass(frozen=True)
class Line:
    """
    One person of a list.

    ``number`` is the line where they stand; ``problem`` says why they cannot be added; ``passed_over``: a second
    address in the same place; ``says_no``: the heading of a column that says not to write to them; ``phone`` is read
    where there is no address.
    """

    number: int
    email: str
    known_as: str
    problem: str = ""
    phone: str = ""
    passed_over: str = ""
    says_no: str = ""
    #: A title, a total, or headings in a language that we do not know: no person.
    is_passed: bool = False
    #: Somebody hid the row in their program: it is shown as left out, and nobody is invited by it.
    is_hidden: bool = False
    #: A formula, or what became of one, stands where a name or an address should.
    has_formula: bool = False


def passed_line(number: int, cells: list[str]) -> Line:
    """Return a row in which nobody stands, as it is shown."""
    return Line(number, "", ", ".join(cell for cell in cells if cell)[:NAME_LENGTH], is_passed=True)


def line_of(number: int, email: str, name: str, *, phone: str = "", says_no: str = "") -> Line:
    """Clean an address and a name, and say what is wrong with them."""
    if link := _LINK_WITH_WORDS.fullmatch(name.strip()):
        name = link["words"]
    if match := _IN_ANGLES.match(_narrow(email)):
        name, email = name or match["name"], match["email"]
    formula = _formula_problem(name, is_name=True)
    name = "" if name.strip() == NOT_WORKED_OUT else turned_name(clean_name(name.strip(" \"'")))
    if problem := _formula_problem(email):
        kept = name[:NAME_LENGTH]
        return Line(number, "", kept, formula or problem, says_no=says_no, has_formula=True)
    email, passed_over = ("", "") if is_nothing(email) else _first_address(email)
    phone = clean_name(phone)[:PHONE_LENGTH]
    is_without = not email and (name or formula) and any(map(str.isdigit, phone))
    problem = "" if is_without else _problem(email)
    # Also where the name is wrong: what this line says of the address holds for others that have it.
    email = email if problem else clean_address(email)
    return Line(
        number,
        email[:EMAIL_LENGTH],
        (name or _name_from(email))[:NAME_LENGTH],
        formula or problem or _name_problem(name),
        phone=phone if is_without else "",
        passed_over=passed_over,
        says_no=says_no,
        has_formula=bool(formula),
    )


def is_nothing(cell: str) -> bool:
    """Whether a cell says that there is no address."""
    return cell.strip(" ()[]").casefold() in {"", *NOTHING}


def is_unknown(cell: str) -> bool:
    """Whether a cell shows nothing of its formula, or that it went wrong."""
    return cell == NOT_WORKED_OUT or _ERROR.fullmatch(cell) is not None


def is_address(cell: str) -> bool:
    """Whether a cell holds an address, or several, and nothing else: a note with an address in it is a note."""
    if "@" not in _narrow(cell):
        return False
    email, _passed_over = _first_address(_in_cell(cell))
    return not _problem(email)


def turned_name(name: str) -> str:
    """Return a name as one says it: “Lind, Rosa” is Rosa Lind."""
    match = _LAST_FIRST.match(name)
    if not match or match["first"].strip(". ").replace(".", "").casefold() in _TITLES:
        return name
    return f"{match['first'].strip()} {match['last'].strip()}{match['more'] or ''}"


def _in_cell(cell: str) -> str:
    match = _IN_ANGLES.match(_narrow(cell))
    return match["email"] if match else cell


def _narrow(text: str) -> str:
    """Turn the wide signs of Eastern keyboards around and in an address into the usual ones."""
    return text.translate(str.maketrans("＜＞＠．", "<>@."))


def _first_address(text: str) -> tuple[str, str]:
    """Return the first address of a cell, and the others as they stand there; without the link around it."""
    text = _narrow(text).strip()
    if link := _HYPERLINK.match(text):
        text = link["link"]
    if text.casefold().startswith("mailto:"):
        text = unquote(text[len("mailto:") :].partition("?")[0])
    text = text.strip(" \"'<>,;.")
    if text.count("@") < 2 or len(text) > MOST_OF_A_CELL:
        return text, ""
    pieces = [piece for piece in _BETWEEN.split(" ".join(text.split())) if piece]
    if all(piece.count("@") == 1 and not _problem(piece) for piece in pieces):
        return pieces[0], ", ".join(pieces[1:])
    return text, ""


def _problem(email: str) -> str:
    """Say in plain words what is wrong with an address; nothing when it can be written to."""
    if not email:
        return _("There is no email address in this line.")
    if len(email) > EMAIL_LENGTH:
        return _("This email address is too long.")
    if "@" not in email:
        return _("There is no @ in the email address.")
    if email.count("@") > 1:
        return _("There is more than one @ in the email address.")
    if re.search(r"\s", email):
        return _("There is a space in the email address.")
    if "." not in email.rpartition("@")[2]:
        return _("The part after the @ has no dot, as in example.org.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is not an email address like name@example.org.")
    return ""


def _formula_problem(cell: str, *, is_name: bool = False) -> str:
    """Say that a cell holds a formula, or what became of one, in place of a name or an address."""
    cell = cell.strip()
    if _ERROR.fullmatch(cell):
        return _("The cell shows an error (%(error)s). Write what belongs there.") % {"error": cell}
    if cell == NOT_WORKED_OUT:
        return _(
            "A formula stands here, and the file does not say what it shows. Open it in your spreadsheet program, save "
            "it there, and add it again."
        )
    if _FORMULA.match(cell) and not is_name:
        return _("A formula stands here. Write the address itself.")
    return ""


def _name_problem(name: str) -> str:
    if name.startswith(("=", "+", "-", "@")):
        return _("The name starts like a formula of a spreadsheet. Write the name itself.")
    return ""


def _name_from(email: str) -> str:
    """Make a first name to call a person by of their address, until they choose their own."""
    words = re.split(r"[._+\-]+", email.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word)
