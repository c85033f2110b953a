"""Two people end one thing, each with words of their own: the first words stay, and the second person sees both."""

from typing import Any

from django.db.models import Model, QuerySet


class EndedBefore(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody else ended it meanwhile. ``theirs`` are the words that stay, ``mine`` those that were not saved."""

    def __init__(self, *, theirs: str, mine: str) -> None:
        super().__init__("Somebody else ended this meanwhile, in other words.")
        self.theirs, self.mine = theirs, mine


def end_once(still_open: QuerySet[Any], row: Model, *, words: str, **values: Any) -> bool:
    """
    End a row by one UPDATE if it is among those ``still_open``, and read it again.

    :param words: the name of that value in which somebody says how it ended, or why.
    :returns: whether it was ended now; False when it had ended before, in the same words.
    :raises EndedBefore: when it had ended before, in other words; nothing is saved.
    """
    is_ours = bool(still_open.filter(pk=row.pk).update(**values))
    row.refresh_from_db()
    if not is_ours:
        require_same_words(theirs=getattr(row, words), mine=values[words])
    return is_ours


def require_same_words(*, theirs: str, mine: str) -> None:
    """
    Go on only when nothing is lost by leaving out what somebody wrote.

    :raises EndedBefore: when it differs from what was there before.
    """
    if mine and theirs != mine:
        raise EndedBefore(theirs=theirs, mine=mine)
