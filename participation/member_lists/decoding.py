"""Turns the bytes of a list into text, whichever program wrote it; and says when the letters may be wrong."""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.member_lists.people import NotAList

#: Ways of writing that one cannot tell apart for certain, each with what people know it by.
ENCODINGS = {
    "cp1252": gettext_lazy("Western European, Windows"),
    "mac_roman": gettext_lazy("Western European, an old Mac"),
    "cp1250": gettext_lazy("Central European, Windows"),
    "cp1251": gettext_lazy("Cyrillic, Windows"),
    "cp1253": gettext_lazy("Greek, Windows"),
    "cp1256": gettext_lazy("Arabic, Windows"),
}
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_WORDS = re.compile(r"[^\W\d_]+|[^\w\s]", re.UNICODE)
#: Marks that are no letters, and are written in names and addresses all the same.
_USUAL_MARKS = set("’‘“”–—…·°ºª´`¡¿«»")
#: At most so many words with their odd letters are shown.
MOST_SHOWN = 6


@dataclass(frozen=True)
class Decoded:
    """The text of a file. ``is_doubtful``: it could be read in another way, and some letters look wrong in this one."""

    text: str
    is_doubtful: bool = False


def decode(data: bytes, *, encoding: str = "") -> Decoded:
    """
    Return the text of a file, whichever of the usual ways it was written in.

    :param encoding: one of :data:`ENCODINGS`, where somebody chose one.
    :raises NotAList: when it is no text.
    """
    if data.startswith(_OLD_SPREADSHEET):
        words = _(
            "This is an old kind of spreadsheet file. "
            "Open it, choose “Save as” and then XLSX or CSV, and add that file."
        )
        raise NotAList(words)
    decoded = _decode(data, encoding)
    start = decoded.text[:10_000]
    odd = sum(1 for character in start if character < " " and character not in "\t\r\n\f")
    if data.startswith(b"%PDF") or odd > max(20, len(start) // 10):
        raise NotAList(_("This is not a CSV file. Save your list as CSV, and add that file."))
    return decoded


def odd_words(data: bytes) -> dict[str, list[str]]:
    """
    Return, for each way to read a file, the first words in which the ways differ, as they would be read.

    Ways that read them alike are named once; a way that cannot read a letter is left out.
    """
    lines = [line for line in re.split(rb"[\r\n]+", data) if not line.isascii()][:MOST_SHOWN]
    cells = [cell for line in lines for cell in re.split(rb"[;,\t]", line) if not cell.isascii()]
    found: dict[str, list[str]] = {}
    for encoding in ENCODINGS:
        words = [cell.decode(encoding, errors="replace").strip(' "') for cell in cells[:MOST_SHOWN]]
        if words not in found.values() and "\ufffd" not in "".join(words):
            found[encoding] = words
    return found


def _decode(data: bytes, encoding: str) -> Decoded:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(data.decode("utf-16", errors="replace"))
    start = data[:2000]
    for wide, empty in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if len(start) > 3 and empty.count(0) * 3 > len(empty) * 2:
            return Decoded(data.decode(wide, errors="replace"))
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if encoding in ENCODINGS:
        return Decoded(data.decode(encoding, errors="replace"))
    text = data.decode("cp1252", errors="replace")
    return Decoded(text, is_doubtful=any(map(_looks_wrong, _WORDS.findall(text))))


def _looks_wrong(word: str) -> bool:
    """Say whether this is no word of a Western language: odd marks, capitals at its end, hardly a plain letter."""
    if word.isascii() or word in _USUAL_MARKS:
        return False
    if not word.isalpha():
        return True
    plain = sum(1 for letter in word if letter.isascii())
    has_late_capital = any(a.islower() and b.isupper() for a, b in pairwise(word))
    return has_late_capital or (len(word) > 2 and plain * 3 < len(word))
