"""
Where pictures and recordings are kept: in a folder, or on a server that speaks S3. Each under a name drawn by chance.

What somebody sent is under ``arrived/`` until it is made ready; what is shown is under ``ready/``.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from secrets import token_hex
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import transaction

ARRIVED, READY = "arrived", "ready"
_CHUNK = 64 * 1024
logger = logging.getLogger(__name__)


class CannotKeep(Exception):  # noqa: N818 - it is what happened, not a fault of ours
    """The place where files are kept is away, or full."""


def storage() -> Storage:
    """Return the place where files are kept (``STORAGES["files"]``)."""
    return storages["files"]


def keep(place: str, file: File) -> str:
    """
    Keep a file under a name that nobody can guess, and that tells nothing; return it.

    :raises CannotKeep: when the place is away.
    """
    file.seek(0)
    try:
        return storage().save(f"{place}/{token_hex(20)}", file)
    except Exception as error:
        # Each kind of place has faults of its own.
        logger.exception("A file could not be kept.")
        raise CannotKeep from error


def drop_on_commit(*names: str) -> None:
    """Delete what is kept under these names as soon as the transaction holds; what fails is for the sweep."""
    for name in filter(None, names):
        transaction.on_commit(partial(drop, name), robust=True)


def drop(name: str) -> None:
    """Delete what is kept under a name; nothing happens when it is gone."""
    storage().delete(name)


def read_part(name: str, start: int, end: int) -> Iterator[bytes]:
    """
    Return the bytes of a file from ``start`` on, without the one at ``end``, as they are read.

    :raises FileNotFoundError: when it is gone.
    :raises CannotKeep: when the place is away.
    """
    chunks = _chunks(name, start, end)
    try:
        first = next(chunks, b"")
    except FileNotFoundError:
        raise
    except Exception as error:
        # Each kind of place has faults of its own, and S3 its own way to say that a file is gone.
        answer = getattr(error, "response", {}).get("Error", {})
        if answer.get("Code") in ("NoSuchKey", "404"):
            raise FileNotFoundError(name) from error
        logger.exception("A file could not be read.")
        raise CannotKeep from error
    return chain([first], chunks)


def _chunks(name: str, start: int, end: int) -> Iterator[bytes]:
    kept: Any = storage()
    if hasattr(kept, "bucket"):
        # A server sends the part alone; opened like a file, it would send all of it each time.
        asked = f"bytes={start}-{end - 1}"
        body = kept.bucket.Object(kept._normalize_name(name)).get(Range=asked)["Body"]
        yield from body.iter_chunks(_CHUNK)
        return
    with kept.open(name) as file:
        file.seek(start)
        while start < end and (chunk := file.read(min(_CHUNK, end - start))):
            start += len(chunk)
            yield chunk


def names_before(place: str, *, moment: datetime) -> Iterator[str]:
    """Yield the names of what was put in a place before a moment."""
    kept = storage()
    try:
        _folders, names = kept.listdir(place)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{place}/{name}"
        if kept.get_modified_time(path) < moment:
            yield path
