"""Members who share in the directory how the others can reach them."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from participation import services
from participation.models import DirectoryEntry
from projects.models import Member

#: What nobody but members may read anywhere.
SHARED = {
    "email": "numbat@example.org",
    "phone": "020 7946 0991",
    "postal_address": "7 Bilby Row",
    "words": "Ask for me at the Quokka Café",
}


def share(
    member: Member,
    *,
    until: date | None = None,
    by: Member | None = None,
    now: Any = None,
    ends_with_project: bool = False,
    **shared: str,
) -> DirectoryEntry:
    """Let a member share something, for a year where a test does not say how long."""
    now = now or timezone.now()
    words = dict.fromkeys(services.ENTRY_FIELDS, "") | {"what_for": "meet"}
    services.record_entry(
        member,
        shared=words | (shared or {"phone": SHARED["phone"]}),
        until=until or timezone.localdate(now) + timedelta(days=365),
        ends_with_project=ends_with_project,
        by=by,
        now=now,
    )
    return DirectoryEntry.objects.get(member=member)
