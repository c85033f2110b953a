"""Settles what others read of words of one's own: all, without some parts, or nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ballots.redaction import shown_of
from core.standing import require_same_standing
from elements.models import Words
from elements.services.reviews import CannotDoReview
from questions.services import add_reviewed_words, change_reviewed_words


@transaction.atomic
def settle_words(
    words: Words,
    outcome: str,
    *,
    taken_out: Iterable[str] = (),
    stood: str | None = None,
    now: datetime,
) -> None:
    """
    Say what others read of some words: the whole, the whole without the named parts, or nothing.

    What was overlooked can be put right: settling them again starts from what was written. What we should be asking is
    shown among what people say, where it is answered.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else settled them otherwise meanwhile.
    :raises CannotTakeOut: as :func:`ballots.redaction.shown_of`.
    :raises CannotDoReview: when the review is still open.
    """
    said = {"outcome": outcome, "shown_text": shown_of(words.text, outcome, taken_out)}
    held = Words.objects.select_for_update().filter(pk=words.pk).first()
    require_same_standing(held or words, said, stood=stood)
    if not Words.objects.readable().filter(pk=words.pk).update(**said):
        raise CannotDoReview(_("Words can be read when the review is closed."))
    if words.element_id is None:
        _show_to_be_answered(held or words, said["shown_text"], now=now)


def _show_to_be_answered(words: Words, shown: str, *, now: datetime) -> None:
    project = words.review.project
    if words.contribution is not None:
        was_out = words.outcome == Words.Outcome.LEFT_OUT
        change_reviewed_words(words.contribution, words=shown, were_left_out=was_out, now=now)
    elif shown and not project.has_ended:
        said = add_reviewed_words(project, words=shown, now=now)
        Words.objects.filter(pk=words.pk).update(contribution=said)
