"""What people wrote, with its own direction, its lines and its addresses. Built into all templates (settings)."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.template import defaultfilters
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeData, SafeString, mark_safe

from core.turning import TURNS, text_that_turns

register = template.Library()
_ADDRESS = re.compile(
    r"""(?:https?://|mailto:|tel:\+?\d)[^\s<>"“”«»\x00-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]+"""
    # It begins where nothing of it stands before: else each letter of a long word would be tried as a beginning.
    r"""|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+""",
    re.IGNORECASE,
)
#: Where a mail program would see an address, or the name of a site, in words that are to hold none.
_LOOKS_LIKE_A_LINK = re.compile(r"(?<=\S)[.。．｡](?=\w)|[@＠](?=\S)|:(?=//)")
_BETWEEN_PARAGRAPHS = re.compile(r"\n{2,}")
_AFTER = ".,;:!?'’*_~`"


@register.filter
def apart(value: Any) -> Any:
    """Let a value stand apart from the words around; one that can turn nothing round is passed on as it is."""
    text = text_that_turns(value)
    return value if text is None else format_html("<bdi>{}</bdi>", text)


@register.filter
def apart_in_text(value: Any) -> Any:
    """Do the same by characters that nobody sees, where no elements can stand: in a picture, in an attribute."""
    text = text_that_turns(value)
    return value if text is None else f"\u2068{text}\u2069"


@register.filter
def apart_in_plain_text(value: Any) -> Any:
    """Do the same where nobody sees elements, and only for letters from right to left: at the ends, which meet ours."""
    if not isinstance(value, str) or not TURNS.search(value):
        return value
    lines = _lines(value).split("\n")
    for at in {0, len(lines) - 1}:
        if TURNS.search(lines[at]):
            lines[at] = f"\u2068{lines[at]}\u2069"
    return "\n".join(lines)


@register.filter
def unlinked(words: object) -> str:
    """Return words that mail programs do not turn into a link; they look the same, and are not escaped yet."""
    return _LOOKS_LIKE_A_LINK.sub("\\g<0>\N{WORD JOINER}", str(words))


@register.filter
def listed(names: Iterable[object]) -> SafeString:
    """Write names one after the other, each apart from the next."""
    return format_html_join(", ", "{}", ((apart(str(name)),) for name in names))


@register.filter
def own_words(text: object) -> SafeString:
    """Write what somebody wrote, a paragraph for each of theirs; it may be in any script, and addresses are links."""
    lines = _lines(text)
    paragraphs = _BETWEEN_PARAGRAPHS.split(lines) if "\n" in lines else [lines]
    is_safe = isinstance(text, SafeData)
    written = (f'<p dir="auto">{_written(one, is_safe)}</p>' for one in paragraphs if one)
    return mark_safe("\n\n".join(written))  # noqa: S308 - each part is escaped in _written


@register.filter
def own_lines(text: object) -> SafeString:
    """Write the same within a line of ours: without paragraphs."""
    written = _written(_lines(text), isinstance(text, SafeData))
    return mark_safe(f'<span dir="auto">{written}</span>' if written else "")  # noqa: S308 - escaped in _written


@register.filter(is_safe=True)
@defaultfilters.stringfilter
def truncatechars(text: str, most: Any) -> str:
    """Do what Django's own does, without counting the letters of a text that is short enough one by one."""
    is_short = str(most).isdigit() and len(text) <= int(most)
    return text if is_short else defaultfilters.truncatechars(text, most)


def _lines(text: object) -> str:
    return str(text).replace("\r\n", "\n").replace("\r", "\n")


def _written(text: str, is_safe: bool) -> str:
    written = text if is_safe else _with_links(text)
    return written.replace("\n", "<br>")


def _with_links(text: str) -> str:
    if ":" not in text and "@" not in text:  # there is no address without one
        return escape(text)
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = _trimmed(found[0])
        parts += [escape(text[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    return "".join([*parts, escape(text[end:])])


def _trimmed(address: str) -> str:
    """Leave out what ends the sentence and not the address; a bracket stays when it was opened inside."""
    while address:
        last = address[-1]
        is_lone = any(
            last == close and address.count(close) > address.count(opened)
            for opened, close in ("()", "[]", "{}")
        )
        if last not in _AFTER and not is_lone:
            break
        address = address[:-1]
    return address


def _link(address: str) -> str:
    is_email = "@" in address and not re.match(r"(?:https?|mailto|tel):", address, re.IGNORECASE)
    target = f"mailto:{address}" if is_email else address
    return format_html('<a href="{}" rel="nofollow ugc">{}</a>', target, address)
