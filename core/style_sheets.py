"""The style sheets of all pages as one file, so that a first visit asks once: css/all.css."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

ALL = "css/all.css"
#: In this order, since a later rule wins over an earlier one. Print has a file of its own.
SHEETS = (
    *("tokens", "base", "frame", "forms", "cards", "rows", "charts", "decisions", "picking"),
    "people",
    *("band", "places", "doing", "groups", "plan", "said", "letters", "room", "map"),
)


def without_air(sheet: str) -> str:
    """Leave out comments, the space at both ends of lines, after a colon and before a brace, and most ends of lines."""
    lines = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL).splitlines()
    tight = (re.sub(r"^([\w-]+): ", r"\1:", line.strip()) for line in lines)
    rules = [re.sub(r" {$", "{", line) for line in tight]
    return "".join(
        line if line.endswith(("{", "}", ";", ",")) else f"{line}\n" for line in rules if line
    )


class AllSheets(BaseFinder):
    """Finds css/all.css: written anew when a sheet has changed, in development as when files are collected."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.folder = settings.DATA_DIR / "static"

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != ALL:
            return []
        found = str(self._written())
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        self._written()
        yield ALL, FileSystemStorage(location=self.folder)

    def _written(self) -> Path:
        sheets = [settings.BASE_DIR / "static" / "css" / f"{name}.css" for name in SHEETS]
        whole = self.folder / ALL
        newest = max(sheet.stat().st_mtime_ns for sheet in sheets)
        if not whole.exists() or whole.stat().st_mtime_ns < newest:
            whole.parent.mkdir(parents=True, exist_ok=True)
            draft = whole.with_suffix(f".{os.getpid()}")
            draft.write_text("".join(without_air(sheet.read_text()) for sheet in sheets))
            draft.replace(whole)
        return whole
