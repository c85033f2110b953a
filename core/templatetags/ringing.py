"""Numbers to ring in what somebody wrote, as links that a phone dials."""

import re
import unicodedata

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_NUMBER = re.compile(r"(?<![\w+])\+?\(?\d(?:[\d ()\u2010-\u2013-]*\d)?(?![\w])")
#: "999" is a number to ring, and so is "116 123"; "9-17" is not.
_FEWEST_DIGITS, _FEWEST_WITH_GAPS, _MOST_DIGITS = 3, 6, 15


@register.filter
def ringing(text: object) -> list[SafeString]:
    """Return the lines of what somebody wrote, with each number in them as a link."""
    return [_line(line.strip()) for line in str(text).splitlines() if line.strip()]


@register.filter
def to_ring(number: object) -> str:
    """Return the address that a phone dials for a number; empty when there is no digit in it."""
    text = str(number).strip()
    plus = "+" if text.startswith("+") else ""
    # "+44 (0)20": the zero is for those who ring from inside the country.
    digits = _digits(text.replace("(0)", "") if plus else text)
    return f"tel:{plus}{digits}" if digits else ""


def _line(text: str) -> SafeString:
    parts, end = [], 0
    for found in _NUMBER.finditer(text):
        if _is_to_ring(found[0]):
            link = format_html('<a href="{}" dir="ltr">{}</a>', to_ring(found[0]), found[0])
            parts += [escape(text[end : found.start()]), link]
            end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - each part is escaped


def _is_to_ring(number: str) -> bool:
    digits = _digits(number)
    fewest = _FEWEST_DIGITS if number.isdecimal() else _FEWEST_WITH_GAPS
    return fewest <= len(digits) <= _MOST_DIGITS


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(char)) for char in number if char.isdecimal())
