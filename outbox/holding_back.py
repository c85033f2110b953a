"""
What may have gone out already, when an older copy of the database is put back.

In SQL: it is done to the copy before anybody else can read it, and that may be older than the models.
"""

from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

from outbox.digests import GATHERED, last_end
from outbox.failed import HELD_BACK
from outbox.models import Rhythm

_OPEN = "channel = 'email' AND done_at IS NULL AND gave_up_at IS NULL"
_DUE_DIGESTS = "done_at IS NULL AND gave_up_at IS NULL AND due_at <= {now}"
_FREE = f"{_OPEN} AND is_held AND digest_id IS NULL"


def statements_that_hold_back(*, made_at: datetime, now: datetime) -> list[str]:
    """
    Return what gives up each email of a copy that may have left between ``made_at``, when it was made, and now.

    What was not yet due stays: alone, or held for a week or a month that has not ended.
    """
    give_up = f"SET gave_up_at = {_moment(now)}, lease_until = NULL, last_error = {_quoted(str(HELD_BACK))}"
    due_digests = _DUE_DIGESTS.format(now=_moment(now))
    gathered = f"digest_id IN (SELECT id FROM outbox_digest WHERE {due_digests})"  # noqa: S608 - all of it is ours
    which = [
        f"{_OPEN} AND NOT is_held AND due_at <= {_moment(now)}",
        f"{_OPEN} AND is_held AND {gathered}",
        *(_ended(rhythm, made_at=made_at, now=now) for rhythm in GATHERED),
        _ended_for_followers(made_at=made_at, now=now),
        f"{_FREE} AND member_id IS NOT NULL AND member_id NOT IN ({_who_chose(*GATHERED)})",
    ]
    deliveries = [f"UPDATE outbox_delivery {give_up} WHERE {rule}" for rule in which if rule]
    # Whoever asked for another address can ask again. What tells of one that was changed holds the link that undoes
    # it: twice is safer than never.
    addresses = f"UPDATE accounts_addresschange {give_up} WHERE {due_digests} AND mail = 'confirm'"
    # Whom news had reached is not known any more: it goes to nobody else.
    spreading = f"UPDATE outbox_spreading SET done_at = {_moment(now)} WHERE done_at IS NULL"  # noqa: S608
    digests = f"UPDATE outbox_digest {give_up} WHERE {due_digests}"
    return [*deliveries, digests, spreading, addresses]


def _ended(rhythm: str, *, made_at: datetime, now: datetime) -> str:
    """Return what was held for the last week or month, when that ended since the copy was made."""
    end = last_end(rhythm, now=now, zone=timezone.get_current_timezone())
    if end <= made_at:
        return ""
    told_before = f"SELECT id FROM outbox_message WHERE created_at < {_moment(end)}"  # noqa: S608
    return f"{_FREE} AND message_id IN ({told_before}) AND member_id IN ({_who_chose(rhythm)})"


def _ended_for_followers(*, made_at: datetime, now: datetime) -> str:
    """Return what was held for the last month of who follows, and for who does not want it gathered any more."""
    end = last_end(Rhythm.MONTHLY, now=now, zone=timezone.get_current_timezone())
    monthly = "SELECT id FROM outbox_follower WHERE rhythm = 'monthly'"
    changed = f"follower_id NOT IN ({monthly})"
    if end <= made_at:
        return f"{_FREE} AND follower_id IS NOT NULL AND {changed}"
    told_before = f"message_id IN (SELECT id FROM outbox_message WHERE created_at < {_moment(end)})"  # noqa: S608
    return f"{_FREE} AND follower_id IS NOT NULL AND ({changed} OR {told_before})"


def _who_chose(*rhythms: str) -> str:
    kinds = ", ".join(_quoted(str(rhythm)) for rhythm in rhythms)
    return f"SELECT member_id FROM outbox_preference WHERE rhythm IN ({kinds})"  # noqa: S608


def _moment(moment: datetime) -> str:
    """Write a moment as this database compares it."""
    in_utc = moment.astimezone(UTC)
    return _quoted(
        str(in_utc.replace(tzinfo=None)) if connection.vendor == "sqlite" else in_utc.isoformat()
    )


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
