"""Reads the data file of the ten elements, and brings the rows up to it."""

import tomllib
from pathlib import Path
from typing import Any

from django.db.models.functions import Now

#: In the key of each indicator that an organisation added.
OWN = ".own-"
FILE = Path(__file__).parent / "data" / "framework.toml"


def read_framework(path: Path = FILE) -> dict[str, Any]:
    """Return the data file: version, credit, and elements, each with its indicators."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def upsert(data: dict[str, Any], *, framework: Any, element: Any, indicator: Any) -> None:
    """
    Bring the rows of one version up to the data: found by key, changed where they differ, never deleted.

    What is no longer in the data is retired, with the moment at which that was seen; what comes back is in use again.

    :param framework, element, indicator: the model classes; a migration hands in those of its own time.
    """
    version, _made = framework.objects.update_or_create(
        version=data["version"], defaults={"credit": data["credit"]}
    )
    framework.objects.filter(is_current=True).exclude(pk=version.pk).update(is_current=False)
    framework.objects.filter(pk=version.pk).update(is_current=True)

    seen: list[int] = []
    for place, entry in enumerate(data["elements"], start=1):
        row, _made = element.objects.update_or_create(
            framework=version,
            key=entry["key"],
            defaults={
                "position": place,
                "name": entry["name"],
                "meaning": entry["meaning"],
                "retired_at": None,
            },
        )
        seen.append(row.pk)
        _upsert_indicators(row, entry["indicators"], indicator)
    element.objects.filter(framework=version, retired_at=None).exclude(pk__in=seen).update(
        retired_at=Now()
    )


def _upsert_indicators(row: Any, entries: list[dict[str, str]], indicator: Any) -> None:
    seen: list[int] = []
    for place, entry in enumerate(entries, start=1):
        found, _made = indicator.objects.update_or_create(
            element=row,
            key=entry["key"],
            defaults={
                "position": place,
                "wording": entry["wording"],
                "practice": entry["practice"],
                "record": entry["record"],
                "retired_at": None,
            },
        )
        seen.append(found.pk)
    # What an organisation added is not in the data, and stays.
    gone = indicator.objects.filter(element=row, retired_at=None).exclude(pk__in=seen)
    gone.exclude(key__contains=OWN).update(retired_at=Now())
