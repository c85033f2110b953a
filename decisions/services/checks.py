"""
Checks decision logs, and keeps what was found for all to see.

A check that somebody asks for reads what is new since the last sound one, so that it takes a moment however long the
log is. The nightly one reads all of it, from the first version on: what was changed before the point up to which an
earlier check found all sound is found by that one alone, and so the page says when it was last done.
"""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from core.background import wake
from decisions import chain
from decisions.models import LONGEST_CHECK, DecisionLog
from projects.models import Project

#: So many versions are read while somebody waits for the page; a worker reads more.
AT_ONCE = 200


def verify_chain(project: Project) -> list[str]:
    """Read every version of a project's log; return what is not as it was written, a sentence each."""
    return chain.find_problems(project)[1]


def check_log(project: Project, *, only_new: bool = False, now: datetime) -> DecisionLog:
    """
    Verify the chain of a project and keep what was found, for all to see.

    :param only_new: read what was written since the last check that found all sound; all of it where there is none.
    """
    log = _log_of(project)
    since = _sound(log) if only_new else None
    mine = DecisionLog.objects.filter(pk=log.pk)

    def progress(count: int) -> None:
        mine.update(read_count=count)

    found = chain.read_chain(project, since=since, progress=progress)
    log.checked_at, log.checked_count, log.problems = now, found.count, found.problems
    if since is None:
        log.whole_checked_at = now
    _keep(log, found.sound, since)
    return log


def ask_for_check(project: Project, *, now: datetime) -> DecisionLog:
    """
    Check what is new in a log: at once where that is little, else a worker does. Only one does at a time.

    Return the log: what was found stands in it, or that it is being checked.
    """
    from decisions.tasks import check_asked

    log = _log_of(project)
    since = _sound(log)
    if log.version_count - (since.count if since else 0) <= AT_ONCE:
        return check_log(project, only_new=True, now=now)
    is_free = Q(asked_at=None) | Q(asked_at__lte=now - LONGEST_CHECK)
    if DecisionLog.objects.filter(is_free, pk=log.pk).update(asked_at=now, read_count=0):
        wake(check_asked, log=log.pk)
    log.refresh_from_db()
    return log


def keep_failed_check(log: DecisionLog, *, now: datetime) -> None:
    """Keep, for all to see, that the check of a log broke off: something in it cannot even be read."""
    log.checked_at, log.checked_count, log.whole_checked_at = now, 0, now
    log.problems = [_("The check broke off: something in the log cannot be read.")]
    _keep(log, None, None)


def _log_of(project: Project) -> DecisionLog:
    first = {"head_hash": chain.first_link(project)}
    return DecisionLog.objects.get_or_create(project=project, defaults=first)[0]


def _sound(log: DecisionLog) -> chain.Sound | None:
    """Return how far the log was sound at its last check; None when that is not known."""
    if log.sound_to is None:
        return None
    return chain.Sound(log.sound_to, log.sound_hash, log.checked_count)


def _keep(log: DecisionLog, sound: chain.Sound | None, since: chain.Sound | None) -> None:
    """Keep what a check found; but not of a part whose beginning another check found to be wrong meanwhile."""
    log.sound_to, log.sound_hash = (sound.to, sound.hash) if sound else (None, "")
    log.asked_at, log.read_count = None, 0
    what = ["checked_at", "checked_count", "problems", "whole_checked_at", "sound_to", "sound_hash"]
    rows = DecisionLog.objects.filter(pk=log.pk)
    if since:
        rows = rows.filter(sound_to=since.to, sound_hash=since.hash)
    if not rows.update(**{name: getattr(log, name) for name in [*what, "asked_at", "read_count"]}):
        log.refresh_from_db()
