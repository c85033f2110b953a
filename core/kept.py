"""Parts of pages that are written once in a process, because they depend on a few plain values and on nothing else."""

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

#: Some kilobytes each.
MOST = 2048


def write_kept(template: str, **values: Hashable) -> SafeString:
    """
    Return a part of a page, written once for each set of values and each language.

    The values are its key, so that it can never be stale: all that the template shows must be among them, as texts,
    numbers, tuples or other values that never change. It sees no request and no user.
    """
    # A text that is safe and one that is not are equal to Python, and must not stand for each other.
    key = tuple((name, type(value), value) for name, value in values.items())
    return _write(template, get_language(), key)


@lru_cache(maxsize=MOST)
def _write(
    template: str, language: str | None, key: tuple[tuple[str, type, Hashable], ...]
) -> SafeString:
    return SafeString(render_to_string(template, {name: value for name, _type, value in key}))
