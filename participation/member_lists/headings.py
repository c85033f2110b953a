"""What the headings of a list mean: whose name, which address, and who asked not to be written to."""

import re
from enum import Enum, auto

from core.names import clean_name


class Heading(Enum):
    """What a column holds, by its heading."""

    EMAIL = auto()
    #: Another address of the same person, as address books have it.
    EMAIL_TOO = auto()
    NAME = auto()
    FIRST = auto()
    MIDDLE = auto()
    LAST = auto()
    PHONE = auto()
    #: It says no: whatever stands in it.
    NO = auto()
    #: It says whether one may write: what is no plain yes in it says no.
    MAY = auto()
    #: It says how things stand: some words in it say no.
    STATUS = auto()
    #: Something else that we know, and that is no name.
    OTHER = auto()


_WORDS: dict[Heading, set[str]] = {
    Heading.EMAIL: {
        *("email", "e-mail", "mail", "e mail", "email address", "e-mail address", "mail address"),
        *("email_address", "emailaddress", "primary email", "e-mail 1 - value", "email 1 - value"),
        *("courriel", "adresse e-mail", "adresse email", "adresse mail", "adresse électronique"),
        *("e-mail-adresse", "emailadresse", "e-mailadresse", "e-mailadres", "emailadres", "correo"),
        *("correo electrónico", "adres e-mail", "эл. почта", "электронная почта", "почта"),
    },
    Heading.EMAIL_TOO: {
        *("e-mail 2 - value", "e-mail 3 - value", "email 2 - value", "e-mail 2 address"),
        *("e-mail 3 address", "secondary email", "email 2", "email2"),
    },
    Heading.NAME: {
        *("name", "known as", "known_as", "knownas", "full name", "fullname", "display name"),
        *("preferred name", "name they are known by", "names", "naam", "nom complet", "фио"),
        *("imię i nazwisko", "nombre completo"),
    },
    Heading.FIRST: {
        *("first name", "firstname", "first", "forename", "forenames", "given name", "vorname"),
        *("prénom", "prenom", "voornaam", "imię", "имя", "ism"),
    },
    Heading.MIDDLE: {
        *("middle name", "middle names", "additional name", "tussenvoegsel", "tussenvoegsels"),
        *("отчество", "prefix of surname"),
    },
    Heading.LAST: {
        *("last name", "lastname", "last", "surname", "family name", "nachname", "familienname"),
        *("nom de famille", "achternaam", "apellido", "apellidos", "nazwisko", "фамилия"),
        "familiya",
    },
    Heading.PHONE: {
        *(
            "phone",
            "telephone",
            "tel",
            "phone number",
            "telephone number",
            "mobile",
            "mobile phone",
        ),
        *("home phone", "phone 1 - value", "mobile number", "téléphone", "telefon", "telefoon"),
        *("teléfono", "телефон"),
    },
    Heading.NO: {
        *("do not email", "do not contact", "do not mail", "no email", "no emails", "no contact"),
        *("opt out", "opted out", "email opt out", "has opted out of email", "optout", "opt-out"),
        *("unsubscribed", "unsub_time", "unsubscribe date", "unsubscribed at", "on hold"),
        *("is deceased", "deceased", "deceased date", "do not trade", "gdpr erased"),
    },
    Heading.MAY: {
        *("may we email", "ok to email", "can we contact", "can we email", "can we email you"),
        *("subscribed", "happy to be contacted", "einwilligung", "toestemming", "consentement"),
    },
    Heading.STATUS: {
        "status",
        "email status",
        "subscription status",
        "marketing status",
        "member status",
    },
    Heading.OTHER: {
        *(
            "town",
            "city",
            "role",
            "notes",
            "note",
            "comment",
            "comments",
            "company",
            "organisation",
        ),
        *(
            "organization",
            "address",
            "street",
            "home street",
            "postcode",
            "zip",
            "country",
            "group",
        ),
        *("groups", "tags", "type", "contact type", "date", "date of birth", "birthday", "gender"),
        *("title", "job title", "occupation", "team", "ward", "source", "language", "sort name"),
        *("name prefix", "name suffix", "nickname", "initials", "maiden name", "short name"),
        *("yomi name", "given name yomi", "additional name yomi", "family name yomi"),
        *("e-mail type", "e-mail display name", "unsub_reason", "location", "subject"),
    },
}
_SAYS_NO = re.compile(
    r"\b(?:do(?:es)? not|don.?t|no) (?:\w+ )?(?:e-?mails?|contact|mail|write|invite)\b"
    r"|\bopt(?:ed)?[ -_]?out\b|\bunsubscri",
    re.IGNORECASE,
)
_SAYS_MAY = re.compile(
    r"(?:^|[\W_])(?:opt(?:ed)?[ _-]?in|consent|contact permission|permission to)", re.IGNORECASE
)
_TAKEN_BACK = re.compile(
    r"\b(?:no|not|non|without|withdr\w+|revok\w+|refus\w+|declin\w+|denied|remov\w+|expir\w+)\b",
    re.IGNORECASE,
)
#: Under a heading that says no, these say that there is nothing.
_EMPTY = {
    "",
    "0",
    "no",
    "n",
    "false",
    "none",
    "n/a",
    "na",
    "-",
    "–",
    "—",
    "nein",
    "non",
    "nee",
    "off",
}
#: Under a heading that says whether one may write, these are a plain yes; a day is one too, on which they said it.
_YES = {
    *(
        "yes",
        "y",
        "true",
        "1",
        "x",
        "✓",
        "✔",
        "ok",
        "okay",
        "on",
        "ja",
        "oui",
        "si",
        "sí",
        "tak",
        "да",
    ),
    *("given", "granted", "agreed", "opted in", "opted-in", "opt in", "opt-in", "subscribed"),
    *("active", "checked", "confirmed", "consented", "consent given"),
}
_DAY = re.compile(r"^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ t]\d{1,2}:\d{2}\S*(?: [ap]m)?)?$")
_STATUS_NO = {
    *("unsubscribed", "opted out", "opt out", "do not contact", "do not email", "cleaned"),
    *("bounced", "deceased", "complained", "suppressed", "withdrawn"),
}


def heading_of(cell: str) -> Heading | None:
    """Return what a heading says; None when we do not know it."""
    words = clean_name(cell).strip(" \"':*").casefold()
    found = next((heading for heading, known in _WORDS.items() if words in known), None)
    if found is None and _SAYS_NO.search(words):
        return Heading.NO
    if found is None and _SAYS_MAY.search(words):
        return Heading.NO if _TAKEN_BACK.search(words) else Heading.MAY
    return found


def headings_of(cells: list[str]) -> list[Heading | None]:
    """Return what each heading of a row says."""
    found = [heading_of(cell) for cell in cells]
    has_first = Heading.FIRST in found
    for at, cell in enumerate(cells):
        words = cell.strip(" \"':*").casefold()
        if words == "nom":
            found[at] = Heading.LAST if has_first else Heading.NAME
        elif words == "nombre":
            found[at] = Heading.FIRST if Heading.LAST in found else Heading.NAME
    return found


def says_no(heading: Heading | None, cell: str, *, others_say_yes: bool = False) -> bool:
    """
    Whether what stands under a heading says that somebody is not to be written to.

    :param others_say_yes: whether it says yes of somebody else; then nothing in it is no yes either.
    """
    words = _plain(cell)
    if heading is Heading.NO:
        return words not in _EMPTY
    if heading is Heading.MAY:
        return not (says_yes(heading, cell) or (words == "" and not others_say_yes))
    return heading is Heading.STATUS and words in _STATUS_NO


def says_yes(heading: Heading | None, cell: str) -> bool:
    """Whether what stands under a heading says that one may write to somebody."""
    words = _plain(cell)
    return heading is Heading.MAY and (words in _YES or _DAY.match(words) is not None)


def _plain(cell: str) -> str:
    return cell.strip(" .!").casefold()
