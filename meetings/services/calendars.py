"""Makes the private address of somebody's meetings, and stops it."""

import secrets
from datetime import datetime
from hashlib import sha256

from accounts.models import User
from meetings.models import CalendarFeed


def make_feed(user: User, *, now: datetime) -> str:
    """Make an address for somebody's own calendar, in place of the one before; return its key, kept nowhere."""
    key = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        user=user, defaults={"key_hash": _hashed(key), "made_at": now}
    )
    return key


def stop_feed(user: User) -> bool:
    """Let the address lead nowhere from now on; return whether there was one."""
    return bool(CalendarFeed.objects.filter(user=user).delete()[0])


def find_user_of_feed(key: str) -> User | None:
    """Return whose calendar it is; None when the address was stopped, or never made."""
    feed = CalendarFeed.objects.select_related("user").filter(key_hash=_hashed(key)).first()
    return feed.user if feed and feed.user.is_active else None


def _hashed(key: str) -> str:
    """A key of 256 random bits needs no slow hash: nobody tries them all."""
    return sha256(key.encode()).hexdigest()
