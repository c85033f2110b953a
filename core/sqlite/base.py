"""Connections that notice when their file is not where it was, or did not do what it was asked."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.sqlite3 import base
from django.utils.asyncio import async_unsafe


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper; where somebody waits for a page, it makes no new, empty file in place of one that is away."""

    #: Device and number of the file that is open.
    opened: tuple[int, int] | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if settings.SERVES_PAGES and not self.is_in_memory_db():
            params["database"] = f"{Path(params['database']).absolute().as_uri()}?mode=rw"
        return params

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        self.opened = self._find_file()
        return connection

    def is_usable(self) -> bool:
        """Whether nothing failed, and the file still stands where it was opened: else a new connection is made."""
        return not self.errors_occurred and self._find_file() == self.opened

    def _find_file(self) -> tuple[int, int] | None:
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
