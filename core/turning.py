"""Which values can turn a sentence round that they stand in: those with letters from right to left."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.functional import Promise
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language_bidi

#: What runs from right to left: Hebrew, Arabic and all between and like them; old scripts; marks of direction.
TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: Looked up before all else: pages show many of them.
_NEVER_TURN = {SafeString, int, float, bool, type(None), date, datetime}


def text_that_turns(value: Any) -> str | None:
    """Return a value as text when it has to stand apart from the words around, else None."""
    # What is safe was put together by a template or tag of ours, which has kept its own values apart.
    if type(value) in _NEVER_TURN:
        return None
    if not isinstance(value, str):
        if isinstance(value, Promise) or hasattr(value, "__html__"):
            return None
        value = str(value)
    elif isinstance(value, SafeData):
        return None
    if value.isascii() or not TURNS.search(value):
        # Nothing stays nothing: an empty element would be taken for words.
        return value if value and _is_page_from_right_to_left() else None
    return value


def _is_page_from_right_to_left() -> bool:
    # To ask which language is in force takes longer than all the rest.
    return _has_language_from_right_to_left() and get_language_bidi()


@lru_cache(maxsize=1)
def _has_language_from_right_to_left() -> bool:
    return any(code[:2] in settings.LANGUAGES_BIDI for code, _name in settings.LANGUAGES)


@receiver(setting_changed)
def _languages_changed(*, setting: str, **_kwargs: object) -> None:
    if setting.startswith("LANGUAGES"):
        _has_language_from_right_to_left.cache_clear()
