"""Keeps what a member says of themselves, all of it or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from outbox.models import Preference
from outbox.services import set_preference
from participation.models import Group
from participation.services.groups import record_groups_spoken_for
from participation.services.members import change_name, record_experience
from projects.models import Member

#: The answers about how somebody wants to hear.
HEARS = ("channel", "rhythm", "phone", "postal_address")


@transaction.atomic
def record_part(
    member: Member,
    *,
    known_as: str,
    experience: Iterable[str],
    speaks_for: Mapping[Group, tuple[str, str]],
    hears: Mapping[str, str] | None = None,
    now: datetime,
) -> None:
    """
    Keep what a member said on one page of themselves.

    :param experience: kinds of experience, or "none"; empty when that was left for later.
    :param speaks_for: for each group the extent (empty: does not speak for it) and the note.
    :param hears: what they said of how they want to hear; an empty answer leaves what they chose before.
    """
    change_name(member, known_as=known_as)
    if kinds := set(experience):
        record_experience(member, kinds=kinds - {"none"}, now=now)
    record_groups_spoken_for(member, speaks_for, now=now)
    if hears and (hears["channel"] or hears["rhythm"]):
        known = Preference.of(member)
        words: dict[str, str] = {name: hears[name] or getattr(known, name) for name in HEARS}
        set_preference(
            member,
            channel=words["channel"],
            rhythm=words["rhythm"],
            phone=words["phone"],
            postal_address=words["postal_address"],
        )
