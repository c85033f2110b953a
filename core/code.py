"""Which code runs: what was worked out by other code is not taken for ours."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

#: What decides what the code does and in which words.
_SUFFIXES = {".py", ".mo"}


@cache
def code_hash() -> str:
    """Return a hash of all code and translations of ours, and of Django's version; read once in a process."""
    found = sha256(django.__version__.encode())
    for path in sorted(_ours()):
        found.update(path.as_posix().encode() + b"\0" + (settings.BASE_DIR / path).read_bytes())
    return found.hexdigest()[:20]


def _ours() -> set[Path]:
    base = Path(settings.BASE_DIR)
    folders = {Path(app.path) for app in apps.get_app_configs()}
    return {
        path.relative_to(base)
        for folder in folders
        if folder.parent == base
        for path in folder.rglob("*")
        if path.suffix in _SUFFIXES
    }
