"""
What the host of the installation says of itself, for every page: read now and then, and kept in between.

Each process keeps it for half a minute, so that no page asks for it. The process that saved a change shows it at once,
the others within that time. While the database is away, what was read last is shown.
"""

import time

from django.db import DatabaseError

from home.models import Host

#: Seconds for which a process shows what it read.
KEPT_FOR = 30.0
_kept: tuple[float, Host] | None = None


def the_host() -> Host:
    """Return what the host says; it may be half a minute old. Where nothing was said yet, that is a row of nothing."""
    if _kept is not None and time.monotonic() < _kept[0]:
        return _kept[1]
    try:
        host = read_host()
    except DatabaseError:
        return last_read()
    keep(host, KEPT_FOR)
    return host


def read_host() -> Host:
    """Read what the host says now, for whoever changes it."""
    return Host.objects.first() or Host()


def last_read() -> Host:
    """Return what this process read last, however long ago; it asks nothing of the database."""
    return Host() if _kept is None else _kept[1]


def keep(host: Host, seconds: float) -> None:
    """Show this for so long."""
    global _kept
    _kept = (time.monotonic() + seconds, host)


def forget() -> None:
    """Read it anew when it is needed next; until then it is what was read last."""
    if _kept is not None:
        keep(_kept[1], 0)
