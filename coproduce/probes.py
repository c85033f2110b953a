"""Looks at an installation: one small function for each part, which says whether it is well, and what to do if not."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ballots.checks import keys_are_safe
from core.context import FILES
from core.fonts import name_letters, packages_for, samples_without_font
from home.ticks import last_ticks, late_queues
from reports.pdf import can_print

#: Whether it is well, and a sentence. No words ever hold a setting that may be a secret.
Found = tuple[bool, str]
_START = "Start Coproduce (./run, or the services “beat” and the workers)"
#: With less room than this, in bytes, a disk is said to be nearly full.
_ROOM = 1_000_000_000
_SECONDS = 10


def settings_fit() -> Found:
    """Whether people outside of this machine can use it as it is set."""
    if settings.DEMO or settings.DEBUG:
        return True, "this is a demo, or DEBUG is on: not for real people"
    if not settings.IS_HTTPS:
        return True, f"only for this machine, as SITE_URL is {settings.SITE_URL}"
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost>"):
        return False, "emails come from “localhost”. Set DEFAULT_FROM_EMAIL"
    return True, f"people use it at {settings.SITE_URL}"


def mail() -> Found:
    """Whether the mail server can be reached and lets us sign in; nothing is sent."""
    if settings.EMAIL_BACKEND == FILES:
        return (
            not settings.IS_HTTPS,
            "emails are kept as files and not sent. To send them, set EMAIL_HOST",
        )
    try:
        with get_connection(timeout=_SECONDS):
            pass
    except Exception as error:
        return (
            False,
            f"the mail server does not let us in ({type(error).__name__}). Look at EMAIL_HOST",
        )
    return True, "the mail server can be reached, and takes our name and password"


def queue() -> Found:
    """Whether what wakes the workers answers, and how much waits there."""
    from coproduce.celery import app

    try:
        with app.connection_for_write(connect_timeout=_SECONDS) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
            channel: Any = broker.default_channel
            waiting = sum(channel._size(each.name) for each in settings.CELERY_TASK_QUEUES)
    except Exception as error:
        return False, f"the broker does not answer ({type(error).__name__}). Look at BROKER_URL"
    return True, f"the broker answers; {waiting} things wait for a worker"


def schedule() -> Found:
    """How long ago a worker of each queue was last seen to do what the schedule asks."""
    ticks, now = last_ticks(), timezone.now()
    late = late_queues(ticks, now=now)
    if not late:
        age = max(now - at for at in ticks.values())
        return True, f"each queue was last worked on {max(age.total_seconds(), 0):.0f} seconds ago"
    if not ticks:
        return False, f"it never ran. {_START}"
    names = ", ".join(f"“{name}”" for name in late)
    return False, f"nobody works on the queue {names}. {_START}"


def disk() -> Found:
    """How much room there is for data, and for pictures and recordings."""
    free = {
        Path(place): shutil.disk_usage(place).free
        for place in (settings.DATA_DIR, settings.FILES_DIR)
    }
    words = ", ".join(f"{bytes_ // 10**6} MB free in {place}" for place, bytes_ in free.items())
    is_well = min(free.values()) > _ROOM
    return is_well, words if is_well else f"{words}. Make room"


def fonts() -> Found:
    """Whether reports can be made, in the letters of many readers."""
    if not can_print():
        return (
            False,
            "Pango is missing, so no report can be made. On Debian:   apt install libpangoft2-1.0-0",
        )
    if missing := samples_without_font():
        return (
            False,
            f"no font has {name_letters(missing)}. On Debian:   apt install {packages_for(missing)}",
        )
    return True, "reports can be made, in the letters of many languages"


def keys() -> Found:
    """Whether the folder of the keys is safe, and opens what is locked."""
    from coproduce.backup.looking import of_keys

    if problems := keys_are_safe(None):
        return False, f"{problems[0].msg} {problems[0].hint}"
    found = of_keys()
    return not found, " ".join(
        found
    ) or f"all that is locked can be opened with {settings.KEYS_DIR}"


def migrations() -> Found:
    """Whether the database is as new as this Coproduce."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        return False, "it is older than this Coproduce. Type:   python manage.py migrate"
    return True, "it answers, and is as new as this Coproduce"


def logs() -> Found:
    """Whether each decision log is as it was written."""
    from coproduce.backup.looking import problems_of_logs

    found = problems_of_logs()
    if found:
        return False, f"{found[0]} More is said by:   python manage.py check_decisions"
    return True, "all are as they were written"


#: What each is called, in the order in which they are looked at.
PROBES: dict[str, Callable[[], Found]] = {
    "settings": settings_fit,
    "database": migrations,
    "decision logs": logs,
    "keys": keys,
    "mail": mail,
    "queue": queue,
    "schedule": schedule,
    "disk": disk,
    "fonts": fonts,
}
