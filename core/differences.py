"""Finds which words differ between two texts, and marks them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_PIECES = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether the other text lacks them."""

    text: str
    is_changed: bool


def compare_texts(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Mark in each text the words that the other lacks."""
    left, right = _PIECES.findall(old), _PIECES.findall(new)
    keys = [[piece.strip() for piece in side] for side in (left, right)]
    lost: list[Piece] = []
    added: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, keys[0], keys[1]).get_opcodes():
        changed = kind != "equal"
        if a < b:
            lost.append(Piece("".join(left[a:b]), changed))
        if c < d:
            added.append(Piece("".join(right[c:d]), changed))
    return lost, added


def show_lost(pieces: Iterable[Piece]) -> SafeString:
    """Write the older text: what the newer one lacks is struck through, and said aloud to be taken out."""
    return _write(pieces, "del", _("(taken out:"))


def show_added(pieces: Iterable[Piece]) -> SafeString:
    """Write the newer text: what the older one lacks is underlined, and said aloud to be new."""
    return _write(pieces, "ins", _("(new:"))


def _write(pieces: Iterable[Piece], tag: str, hint: str) -> SafeString:
    """Mark what changed. Our hints stand apart, so that the direction of the text is that of its own first letter."""
    return format_html_join(
        "",
        "{}",
        ((_mark(piece, tag, hint) if piece.is_changed else piece.text,) for piece in pieces),
    )


def _mark(piece: Piece, tag: str, hint: str) -> SafeString:
    words = '<{0}><bdi class="away">{1} </bdi>{2}<bdi class="away">)</bdi></{0}>'
    return format_html(words, tag, hint, piece.text)
