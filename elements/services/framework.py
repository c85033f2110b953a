"""Brings the ten elements in the database up to the data file."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core.once import find_sent
from elements.framework import OWN, read_framework, upsert
from elements.models import Element, Framework, Indicator
from projects.models import Organisation

#: Those of an organisation stand behind those of the framework.
FIRST_OWN = 100


class WordsInUse(Exception):  # noqa: N818 - it is what happened, not a fault
    """The data would change words that people have answered to; it needs a version of its own."""


@transaction.atomic
def seed_framework(data: dict[str, Any] | None = None) -> None:
    """
    Bring the elements and indicators up to ``data`` (else the data file): found by key, retired, never deleted.

    Run it as often as you like: what is right already stays as it is.

    :raises WordsInUse: when the words of an indicator that a review has used would change.
    """
    data = data or read_framework()
    _keep_what_was_answered(data)
    upsert(data, framework=Framework, element=Element, indicator=Indicator)
    _carry_over_own(data["version"])


def _carry_over_own(version: int) -> None:
    """Bring what organisations added to the version before along, under the same keys; the old rows stay."""
    elements = {row.key: row for row in Element.objects.filter(framework__version=version)}
    before = Indicator.objects.filter(
        organisation__isnull=False, retired_at=None, element__framework__version__lt=version
    )
    known = set(
        Indicator.objects.filter(
            organisation__isnull=False, element__framework__version=version
        ).values_list("key", flat=True)
    )
    newest = {row.key: row for row in before.select_related("element").order_by("pk")}
    Indicator.objects.bulk_create(
        Indicator(
            element=elements[row.element.key],
            organisation_id=row.organisation_id,
            key=row.key,
            position=row.position,
            wording=row.wording,
        )
        for row in newest.values()
        if row.key not in known and row.element.key in elements
    )


@transaction.atomic
def add_indicator(
    organisation: Organisation, *, element: Element, wording: str, sent_key: UUID | None = None
) -> Indicator:
    """Add an indicator of the organisation's own under an element. A form that is sent twice adds one."""
    # Two coordinators at once: one after the other, so that each gets a key of its own.
    own = Indicator.objects.filter(organisation=organisation)
    if sent := find_sent(own, sent_key, lock=organisation):
        return sent
    keys = own.filter(element__key=element.key)
    number = keys.order_by().values("key").distinct().count() + 1
    return Indicator.objects.create(
        element=element,
        organisation=organisation,
        key=f"{element.key}{OWN}{organisation.pk}-{number}",
        position=FIRST_OWN + number,
        wording=wording,
        sent_key=sent_key,
    )


def retire_indicator(indicator: Indicator, *, now: datetime) -> None:
    """Ask it no more in reviews that open from now on; what was answered stays. Doing it twice changes nothing."""
    Indicator.objects.filter(pk=indicator.pk, organisation__isnull=False, retired_at=None).update(
        retired_at=now
    )


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
