"""Looks at the folder of the keys, before Coproduce starts and before it is put where people use it."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

_SETTING = "COPRODUCE_KEYS_DIR"


@register(Tags.security)
def keys_are_apart(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Refuse keys that are copied whenever the data is."""
    keys, data = Path(settings.KEYS_DIR).resolve(), Path(settings.DATA_DIR).resolve()
    if keys == data or data in keys.parents or keys in data.parents:
        return [
            Error(
                f"The keys would be kept with the data, in {keys}: whoever gets a copy could read open answers.",
                hint=f"Set {_SETTING} to a folder outside of {data}, which no backup copies.",
                id="ballots.E001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def keys_are_safe(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Refuse a folder that is missing, that others can read, or that cannot be written to."""
    folder = Path(settings.KEYS_DIR)
    if not folder.is_dir():
        return [
            Error(
                f"The folder of the keys is missing: {folder}. No review can be opened.",
                hint=f"Make it, or set {_SETTING}:   mkdir -m 700 {folder}",
                id="ballots.E002",
            )
        ]
    found: list[CheckMessage] = []
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        found.append(
            Error(
                f"Others on this machine can look into the folder of the keys: {folder}.",
                hint=f"Type:   chmod 700 {folder}",
                id="ballots.E003",
            )
        )
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        found.append(
            Error(
                f"The folder of the keys cannot be read and written: {folder}. No review can be opened.",
                hint="Give it to the user that Coproduce runs as.",
                id="ballots.E004",
            )
        )
    return found
