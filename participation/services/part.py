"""Keeps what a member says of themselves, all of it or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from core.once import lock_row
from core.standing import require_each_standing
from outbox.models import Preference
from outbox.services import set_preference
from participation.models import Group, SpeaksFor
from participation.services.groups import record_groups_spoken_for
from participation.services.members import change_name, record_experience
from projects.models import Member

#: The answers about how somebody wants to hear.
HEARS = ("channel", "rhythm", "phone", "postal_address")


def experience_said(member: Member) -> list[str]:
    """Return the kinds of experience that a member said they bring, or "none"; nothing before they answered."""
    if member.experience_answered_at is None:
        return []
    return sorted(str(kind.value) for kind in member.experience) or ["none"]


@transaction.atomic
def record_part(
    member: Member,
    *,
    known_as: str = "",
    experience: Iterable[str] = (),
    speaks_for: Mapping[Group, tuple[str, str]],
    hears: Mapping[str, str] | None = None,
    stood: Mapping[str, str] | None = None,
    now: datetime,
) -> None:
    """
    Keep what a member said on one page of themselves.

    :param known_as: empty when it stays as it is.
    :param experience: kinds of experience, or "none"; empty when that was left for later.
    :param speaks_for: for each group the extent (empty: does not speak for it) and the note.
    :param hears: what they said of how they want to hear; an empty answer leaves what they chose before.
    :param stood: how "name", "experience" and each group (by its number) stood on the page; None when nobody looked.
    :raises EditConflict: when somebody else changed one of them meanwhile; nothing is saved.
    """
    said = _by_key(known_as, sorted(experience), speaks_for)
    if stood is not None:
        _require_as_on_page(member, said, stood)
    if known_as:
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


def _by_key(
    known_as: str, experience: list[str], speaks_for: Mapping[Group, tuple[str, str]]
) -> dict[str, dict[str, Any]]:
    """Return what was said by the key under which the form carries it, without what stays as it is."""
    said: dict[str, dict[str, Any]] = {"name": {"known_as": known_as}} if known_as else {}
    if experience:
        said["experience"] = {"experience": experience}
    for group, (extent, note) in speaks_for.items():
        said[str(group.pk)] = {"extent": extent, "note": note}
    return said


def _require_as_on_page(
    member: Member, said: Mapping[str, Mapping[str, Any]], stood: Mapping[str, str]
) -> None:
    """Hold the member, and go on only when each of these is as it was on the page."""
    lock_row(member)
    held = Member.objects.get(pk=member.pk)
    rows: dict[str, Any] = {str(row.group_id): row for row in held.speaks_for.all()}
    rows |= {"name": held, "experience": SimpleNamespace(experience=experience_said(held))}
    require_each_standing(
        {key: rows.get(key) or SpeaksFor(extent="") for key in said},
        said,
        stood={key: stood.get(key, "") for key in said},
    )
