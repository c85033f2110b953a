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
    #: It says whether one may write: a "no" in it says no.
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
        *("consent", "email consent", "consent to email", "consent given", "may we email"),
        *("ok to email", "can we contact", "can we email", "can we email you", "opt in", "opt-in"),
        *("opted in", "subscribed", "happy to be contacted", "contact permission"),
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
    r"\b(?:do(?:es)? not|don.?t|no) (?:\w+ )?(?:e-?mails?|contact|mail)\b|\bopt(?:ed)?[ -_]?out\b|\bunsubscri",
    re.IGNORECASE,
)
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
_NO = {"no", "n", "false", "0", "nein", "non", "nee", "withdrawn", "refused", "declined"}
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


def says_no(heading: Heading | None, cell: str) -> bool:
    """Whether what stands under a heading says that somebody is not to be written to."""
    words = cell.strip(" .!").casefold()
    if heading is Heading.NO:
        return words not in _EMPTY
    if heading is Heading.MAY:
        return words in _NO
    return heading is Heading.STATUS and words in _STATUS_NO
