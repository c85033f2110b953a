"""Brings the ten elements in the database up to the data file."""

from typing import Any

from django.db import transaction

from elements.framework import read_framework, upsert
from elements.models import Element, Framework, Indicator


class WordsInUse(Exception):  # noqa: N818 - it is what happened, not a fault
    """The data would change words that people have answered to; it needs a version of its own."""


@transaction.atomic
def seed(data: dict[str, Any] | None = None) -> None:
    """
    Bring the elements and indicators up to ``data`` (else the data file): found by key, retired, never deleted.

    Run it as often as you like: what is right already stays as it is.

    :raises WordsInUse: when the words of an indicator that a review has used would change.
    """
    data = data or read_framework()
    _keep_what_was_answered(data)
    upsert(data, framework=Framework, element=Element, indicator=Indicator)


def _keep_what_was_answered(data: dict[str, Any]) -> None:
    """Refuse words that differ from those in which a review of the same version was answered."""
    new = {
        row["key"]: (element["name"], element["meaning"], row["wording"])
        for element in data["elements"]
        for row in element["indicators"]
    }
    used = Indicator.objects.filter(
        element__framework__version=data["version"], reviews__isnull=False
    )
    rows = (
        used.distinct()
        .order_by()
        .values_list("key", "element__name", "element__meaning", "wording")
    )
    for key, *words in rows:
        if tuple(words) != new.get(key, tuple(words)):
            raise WordsInUse(f"{key} was answered in other words. Give the data a new version.")
