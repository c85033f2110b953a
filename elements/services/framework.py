"""Brings the ten elements in the database up to the data file."""

from typing import Any

from django.db import transaction

from elements.framework import read_framework, upsert
from elements.models import Element, Framework, Indicator


@transaction.atomic
def seed(data: dict[str, Any] | None = None) -> None:
    """
    Bring the elements and indicators up to ``data`` (else the data file): found by key, retired, never deleted.

    Run it as often as you like: what is right already stays as it is.
    """
    upsert(data or read_framework(), framework=Framework, element=Element, indicator=Indicator)
