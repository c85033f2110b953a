"""Settles what others read of words of one's own: all, without some parts, or nothing."""

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from elements.models import Words
from elements.services.reviews import CannotDoReview

#: What stands where something was taken out.
TAKEN_OUT = "[…]"


@transaction.atomic
def settle_words(words: Words, outcome: str, *, taken_out: Iterable[str] = ()) -> None:
    """
    Say what others read of some words: the whole, the whole without the named parts, or nothing.

    What was overlooked can be put right: settling them again starts from what was written.

    :raises CannotDoReview: when a part does not stand in the words, nothing would be left, or the review is still open.
    """
    shown = "" if outcome == Words.Outcome.LEFT_OUT else words.text
    if outcome == Words.Outcome.IN_PART:
        shown = _without(words.text, taken_out)
    if not Words.objects.readable().filter(pk=words.pk).update(outcome=outcome, shown_text=shown):
        raise CannotDoReview(_("Words can be read when the review is closed."))


def _without(text: str, parts: Iterable[str]) -> str:
    """Take parts out of a text, the longest first, so that a name goes before its first half."""
    shown = text
    for part in sorted({part.strip() for part in parts if part.strip()}, key=len, reverse=True):
        if part.casefold() not in text.casefold():
            raise CannotDoReview(_("“%(part)s” is not in these words.") % {"part": part})
        shown = re.sub(re.escape(part), TAKEN_OUT, shown, flags=re.IGNORECASE)
    if not shown.replace(TAKEN_OUT, "").strip(" .,;:!?\n"):
        raise CannotDoReview(_("Nothing would be left. Choose to show nothing of it."))
    return shown
