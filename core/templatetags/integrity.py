"""What a script or a style sheet of ours is: a browser that gets anything else under its address does not use it."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

register = template.Library()


@register.simple_tag
def integrity(name: str) -> str:
    """Write what stands in the attribute ``integrity`` of a file that ``{% static %}`` names."""
    try:
        return _of_collected(name) if settings.HASHED_STATIC else _of_found(name)
    except OSError:
        # The page of a disk that cannot be read needs no disk. Without the hash, a browser takes what it gets.
        return ""


@lru_cache(maxsize=64)
def _of_collected(name: str) -> str:
    """Look at the file that is served: names in a style sheet were replaced when it was collected."""
    stored = name if settings.DEBUG else staticfiles_storage.stored_name(name)  # type: ignore[attr-defined]
    with staticfiles_storage.open(stored) as file:
        return _hash(file.read())


def _of_found(name: str) -> str:
    """Look at the file where it is written; it may have changed since the last page."""
    if (found := finders.find(name)) is None:
        raise FileNotFoundError(name)
    path = Path(found)
    state = path.stat()
    return _of_file(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _of_file(path: Path, _changed: int, _size: int) -> str:
    return _hash(path.read_bytes())


def _hash(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"
