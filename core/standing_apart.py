"""Templates in which each value stands apart from the words around, so that an Arabic name turns no sentence round."""

import re
from dataclasses import dataclass, field

from django.template.base import Token, TokenType

#: A tag, a value or a comment of a template, as Django's own lexer finds them.
_PART = r"{%.*?%}|{{.*?}}|{#.*?#}"
#: A long comment and a sentence to translate are one piece.
_PIECE = r"(?s:{%\s*(comment|blocktranslate)\b.*?{%\s*end\1\s*%})"
PARTS, PIECES = re.compile(f"({_PART})"), re.compile(f"{_PIECE}|{_PART}")
#: What holds no elements, so that words stand as they are; and a picture, where characters keep words apart.
_PLAIN, _PICTURE = ("title", "option", "textarea", "script", "style"), "svg"
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)|<!--")
BY_ELEMENT, BY_CHARACTERS, IN_PLAIN_TEXT = "apart", "apart_in_text", "apart_in_plain_text"
_ALLOWED = ("", IN_PLAIN_TEXT, BY_CHARACTERS, BY_ELEMENT)


@dataclass
class Place:
    """Where in a page a template has got to: among words, in a tag, in an element that holds no others."""

    quote: str = ""
    is_in_tag: bool = False
    is_in_comment: bool = False
    is_in_title_block: bool = False
    inside: list[str] = field(default_factory=list)

    @property
    def filter(self) -> str:
        """What keeps a value apart here; empty where it stands as it is."""
        is_plain = self.is_in_title_block or any(name in _PLAIN for name in self.inside)
        if self.is_in_tag or self.is_in_comment or is_plain:
            return ""
        return BY_CHARACTERS if _PICTURE in self.inside else BY_ELEMENT

    def read(self, html: str) -> None:
        """Go on over some HTML."""
        at = 0
        while at < len(html):
            at = self._read_tag(html, at) if self.is_in_tag else self._read_words(html, at)

    def _read_words(self, html: str, at: int) -> int:
        if self.is_in_comment:
            end = html.find("-->", at)
            self.is_in_comment = end < 0
            return len(html) if end < 0 else end + 3
        found = _TAG.search(html, at)
        if not found:
            return len(html)
        if found[2]:
            self.is_in_tag = True
            self._go(found[2].lower(), is_end=bool(found[1]))
        else:
            self.is_in_comment = True
        return found.end()

    def _read_tag(self, html: str, at: int) -> int:
        char = html[at]
        if self.quote:
            self.quote = "" if char == self.quote else self.quote
        elif char in "\"'":
            self.quote = char
        elif char == ">":
            self.is_in_tag = False
        return at + 1

    def _go(self, name: str, *, is_end: bool) -> None:
        if name not in _PLAIN and name != _PICTURE:
            return
        if not is_end:
            self.inside.append(name)
        elif name in self.inside:
            self.inside.remove(name)


def stand_apart(source: str) -> str:
    """Return the source of a template with a filter at each value that is shown among words."""
    place, pieces, at = Place(), [], 0
    for found in PIECES.finditer(source):
        html = source[at : found.start()]
        place.read(html)
        pieces += [html, filtered(found[0], place)]
        at = found.end()
    return "".join([*pieces, source[at:]])


def filtered(piece: str, place: Place) -> str:
    """Return a piece of a template as it is to be at this place."""
    kind = _kind_of(piece)
    if kind == "blocktranslate":
        return _sentence(piece, place)
    if kind == "block" and piece.split()[2].startswith("title"):
        place.is_in_title_block = True
    elif kind == "endblock":
        place.is_in_title_block = False
    elif kind == "{{" and place.filter:
        return "{{ " + piece[2:-2].strip() + f"|{place.filter} }}}}"
    elif kind == "firstof" and place.filter and " as " not in piece:
        bits = Token(TokenType.BLOCK, piece[2:-2].strip()).split_contents()
        # Words of ours (in quotes, or to translate) turn nothing round.
        bits[1:] = [b if b[0] in "\"'_" else f"{b}|{place.filter}" for b in bits[1:]]
        return "{% " + " ".join(bits) + " %}"
    return piece


def _kind_of(word: str) -> str:
    """Return the name of a template's tag; "{{" for a value, "{#" for a comment, nothing for HTML."""
    if word.startswith("{%"):
        return word[2:-2].split()[0]
    return word[:2] if word.startswith(("{{", "{#")) else ""


def _sentence(sentence: str, place: Place) -> str:
    """Return a sentence to translate with a filter, in its tag, at each value that stands among its words."""
    _before, tag, *body = PARTS.split(sentence)
    bits = Token(TokenType.BLOCK, tag[2:-2].strip()).split_contents()
    shown: dict[str, str] = {}
    for word in body:
        if _kind_of(word) == "{{":
            name = word[2:-2].strip()
            # The least of what its places allow: one in a tag stands as it is.
            here = place.filter and (BY_CHARACTERS if "asvar" in bits else place.filter)
            shown[name] = min(here, shown.get(name, here), key=_ALLOWED.index)
        elif not _kind_of(word):
            place.read(word)
    if "count" in bits:
        shown.pop(bits[bits.index("count") + 1].partition("=")[0], None)
    for at, bit in enumerate(bits):
        name, is_given, _value = bit.partition("=")
        if is_given and (filter_ := shown.pop(name, "")):
            bits[at] = f"{bit}|{filter_}"
    more = [f"{name}={name}|{filter_}" for name, filter_ in shown.items() if filter_]
    if more and "with" in bits:
        bits[(at := bits.index("with") + 1) : at] = more
    elif more:
        bits += ["with", *more]
    return "".join(["{% " + " ".join(bits) + " %}", *body])
