"""Changes what the host of an installation says of itself; each change says who made it."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.once import lock_row
from core.standing import plain, require_same_standing
from home import hosting
from home.models import Host, HostChange, HostLogo

Part = HostChange.Part


@transaction.atomic
def change_host(
    part: str, said: Mapping[str, Any], *, by: User, now: datetime, stood: str | None = None
) -> Host:
    """
    Save one part of what the host says, and note who said so, and what stood there before.

    A text counts as written on this day, also when nothing in it changed: somebody has looked at it.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else changed the same part meanwhile; nothing is saved.
    """
    host = _the_row()
    require_same_standing(host, said, stood=stood)
    before = {name: plain(getattr(host, name)) for name in said if _differs(host, name, said)}
    for name, value in {**said, **_days(host, part, timezone.localdate(now))}.items():
        setattr(host, name, value)
    host.save()
    _note(host, part, by=by, now=now, before=before)
    return host


@transaction.atomic
def set_logo(data: bytes, media_type: str, *, by: User, now: datetime) -> Host:
    """Keep a picture that was drawn anew as the logo, in place of the one before."""
    host = _the_row()
    host.logo_hash = sha256(data).hexdigest()
    host.save(update_fields=["logo_hash"])
    HostLogo.objects.update_or_create(
        host=host, defaults={"sha256": host.logo_hash, "media_type": media_type, "data": data}
    )
    _note(host, Part.LOGO, by=by, now=now)
    return host


@transaction.atomic
def take_logo_away(*, by: User, now: datetime) -> Host:
    """Delete the logo."""
    host = _the_row()
    HostLogo.objects.filter(host=host).delete()
    host.logo_hash = ""
    host.save(update_fields=["logo_hash"])
    _note(host, Part.LOGO, by=by, now=now)
    return host


def _the_row() -> Host:
    """Return the row, which nobody else can change until this is done."""
    host, _is_new = Host.objects.get_or_create(one=1)
    lock_row(host)
    host.refresh_from_db()
    return host


def _differs(host: Host, name: str, said: Mapping[str, Any]) -> bool:
    return plain(getattr(host, name)) != plain(said[name])


def _days(host: Host, part: str, on: date) -> dict[str, date]:
    """Return the days that go with a text that is saved."""
    if part == Part.PRIVACY:
        return {"privacy_written_on": on}
    if part == Part.ACCESSIBILITY:
        begun = host.accessibility_begun_on or on
        return {"accessibility_written_on": on, "accessibility_begun_on": begun}
    return {}


def _note(
    host: Host, part: str, *, by: User, now: datetime, before: dict[str, str] | None = None
) -> None:
    host.changes.create(part=part, by=by, at=now, before=before or {})
    # This process shows it at once; see hosting for the others.
    transaction.on_commit(hosting.forget)
