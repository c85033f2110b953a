"""Connections that do not wait for ever for a server that is there, and never answers."""

from time import monotonic
from types import SimpleNamespace
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base
from django.utils.asyncio import async_unsafe

#: The server itself should be the first to say that it takes too long: it does so in better words.
GRACE_SECONDS = 2
#: For so long after a server did not answer, nobody else waits to be told the same.
SPARED_SECONDS = 5


class PatientConnection(psycopg.Connection[Any]):
    """Gives up, and is closed, when an answer takes longer than ``patience``, in seconds; None waits for ever."""

    patience: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """
        Wait for the server as psycopg does.

        :raises psycopg.OperationalError: when no answer came in time; the connection is then closed.
        """
        timeout = self.patience if timeout is None else timeout
        try:
            return super().wait(gen, interval, timeout)
        except psycopg.errors._WaitTimeout as error:
            # What the server would say later belongs to nobody.
            self.pgconn.finish()
            raise psycopg.OperationalError(f"The server gave no answer in {timeout} s.") from error


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, with such connections where somebody waits for a page."""

    Database: Any = SimpleNamespace(**{**vars(psycopg), "connect": PatientConnection.connect})
    #: What each transaction sets for itself: none, unless transactions do not stay on one session of the server.
    in_each_transaction: dict[str, str] | None = None
    #: Of this process, all threads: one of them that waits is enough.
    silent_until = 0.0

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """
        Connect.

        :raises psycopg.OperationalError: also at once, when another thread waited in vain a moment ago.
        """
        cls, seconds = type(self), settings.DATABASE_QUERY_SECONDS
        if monotonic() < cls.silent_until:
            raise psycopg.OperationalError("The server gave no answer a moment ago.")
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.errors.ConnectionTimeout:
            cls.silent_until = monotonic() + (SPARED_SECONDS if seconds else 0)
            raise
        connection.patience = seconds + GRACE_SECONDS if seconds else None
        return connection

    def get_connection_params(self) -> dict[str, Any]:
        """Return what to connect with."""
        params: dict[str, Any] = super().get_connection_params()
        self.in_each_transaction = params.pop("in_each_transaction", None)
        return params

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if self.in_each_transaction and not autocommit:
            words = (
                f"SET LOCAL {name} = '{value}'" for name, value in self.in_each_transaction.items()
            )
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute("; ".join(words))

    def is_usable(self) -> bool:
        """Ask whether the server is still there; it has as long for this as for letting somebody in."""
        patience = self.connection.patience
        self.connection.patience = settings.DATABASE_CONNECT_SECONDS
        try:
            usable: bool = super().is_usable()
        finally:
            self.connection.patience = patience
        return usable
