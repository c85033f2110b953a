"""Words of decisions that a list shows in each row."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.translation import get_language, ngettext

from decisions.models import ProposalSay

register = template.Library()


@register.filter
def made_by(count: int) -> str:
    """Say by how many people a decision was made."""
    return _made_by(count, get_language())


@lru_cache(maxsize=512)
def _made_by(count: int, language: str | None) -> str:
    """Say it once for each number: a list shows few of them, and to translate each takes a tenth of the page."""
    return ngettext("made by %(n)s person", "made by %(n)s people", count) % {"n": count}


@register.filter
def members(says: Iterable[ProposalSay]) -> list[str]:
    """Name those who said something."""
    return sorted((str(say.member) for say in says), key=str.casefold)
