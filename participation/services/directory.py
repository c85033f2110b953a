"""Keeps how members chose that the others can reach them, asks whether it stays, and deletes it in time."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from core.once import lock_rows
from core.standing import require_each_standing
from outbox.services import tell_members
from participation.models import Consent, DirectoryEntry, years_later
from participation.services.consents import hold_member, note_answer
from projects.models import Member

PURPOSE = Consent.Purpose.DIRECTORY
#: What a member types, and nothing that was known before.
ENTRY_FIELDS = ("email", "phone", "postal_address", "words", "what_for", "for_words")


@transaction.atomic
def record_entry(
    member: Member,
    *,
    shared: Mapping[str, str],
    until: date,
    ends_with_project: bool = False,
    stood: Mapping[str, str] | None = None,
    by: Member | None = None,
    now: datetime,
) -> bool:
    """
    Keep how a member can be reached, what for and until when. Saving without a change is none.

    :param shared: the :data:`ENTRY_FIELDS`.
    :param by: who writes it down; None when they say it themselves. Whoever signs in then hears that it was.
    :param stood: how "directory" stood on the page; None when nobody looked.
    :returns: whether it is kept: nothing is of who left meanwhile.
    :raises EditConflict: when somebody else changed it meanwhile; nothing is saved.
    """
    if not hold_member(member, by=by):
        return False
    row = DirectoryEntry.objects.filter(member=member).first() or DirectoryEntry(member=member)
    said = {**shared, "until": until}
    if stood is not None:
        require_each_standing({"directory": row}, {"directory": said}, stood=stood)
    is_same = all(getattr(row, name) == value for name, value in said.items())
    if row.pk and is_same and row.ends_with_project == ends_with_project:
        return True
    for name in ENTRY_FIELDS:
        setattr(row, name, shared[name])
    if row.until != until:
        row.set_until(until, since=timezone.localdate(now))
    row.ends_with_project = ends_with_project
    row.said_at = now
    row.save()
    note_answer(member, PURPOSE, Consent.Answer.YES, by=by, now=now)
    if by not in (None, member) and member.user_id:
        _tell(member, "directory_noted", by=by, now=now)
    return True


@transaction.atomic
def keep_entry(member: Member, *, stood: str, by: Member | None = None, now: datetime) -> bool:
    """
    Let an entry be there for as long again, three years from now at most.

    :param stood: the day until which it was shared on the page.
    :param by: who writes it down; None when they say it themselves. Whoever signs in then hears that it was.
    :returns: whether it was kept: not when it is gone, was kept before, or does not end yet.
    """
    is_here, on = hold_member(member, by=by), timezone.localdate(now)
    row = DirectoryEntry.objects.filter(member=member).first()
    if not is_here or row is None or not row.is_ending(on) or stood != row.until.isoformat():
        return False
    days = row.days
    row.set_until(row.next_day(on), since=on)
    row.days, row.said_at = days, now
    row.save()
    note_answer(member, PURPOSE, Consent.Answer.YES, by=by, now=now)
    if by not in (None, member) and member.user_id:
        _tell(member, "directory_noted", by=by, now=now)
    return True


def forget_entry(member: Member, *, by: Member | None = None, now: datetime) -> None:
    """
    Delete what a member shared.

    :param by: who does so for them, or because it is wrong; the member hears it.
    """
    deleted, _each = DirectoryEntry.objects.filter(member=member).delete()
    if deleted and by not in (None, member):
        _tell(member, "directory_taken_back", by=by, now=now)


@transaction.atomic
def ask_to_keep(entry: DirectoryEntry, *, now: datetime) -> bool:
    """Ask a member once whether their entry stays when its day comes near; False when there is nothing to ask."""
    on = timezone.localdate(now)
    hold_member(entry.member, by=None)
    rows = DirectoryEntry.objects.to_ask_about(on=on).select_related("member__project")
    row = rows.filter(pk=entry.pk).first()
    if row is None:
        return False
    row.asked_at = now
    row.save(update_fields=["asked_at"])
    tell_members(
        event=f"directory_ends:{row.pk}:{row.until.isoformat()}:{row.said_at.isoformat()}",
        project=row.member.project,
        kind="directory_ends",
        data={"entry": row.pk, "until": row.until.isoformat()},
        recipients=[row.member],
        asks=True,
        now=now,
    )
    return True


@transaction.atomic
def delete_old_entries(*, on: date) -> None:
    """Delete the entries whose day has come; those that end with their project get their day once it has ended."""
    ended = set(DirectoryEntry.objects.after_end().values_list("pk", flat=True))
    over = set(DirectoryEntry.objects.over(on=on).values_list("pk", flat=True))
    lock_rows(DirectoryEntry, ended | over)
    rows = DirectoryEntry.objects.select_related("member__project")
    for row in rows.filter(pk__in=ended).after_end():
        if end := row.member.project.ended_on:
            row.ends_with_project = False
            row.set_until(min(row.until, years_later(end, 1)), since=end)
            row.save()
    # Read again: somebody may have kept theirs before they were locked.
    DirectoryEntry.objects.filter(pk__in=ended | over).over(on=on).delete()


def _tell(member: Member, kind: str, *, by: Member | None, now: datetime) -> None:
    tell_members(
        event=f"{kind}:{member.pk}:{now.isoformat()}",
        project=member.project,
        kind=kind,
        data={"by": by.known_as if by else ""},
        recipients=[member],
        asks=True,
        now=now,
    )
