"""Draws the people map, acts on who has how much say, and records who can speak for whom."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from actions.models import Action
from actions.services import add_action
from core.once import find_sent
from participation.models import Group, ImbalanceAction, SpeaksFor
from participation.services.owners import ask_owner_of_action
from projects.models import Member, Project

#: What can be changed of a group, each written on the form.
GROUP_FIELDS = (
    *("name", "sector", "affected", "involve", "involve_why", "reach"),
    *("should_be_a_few", "should_be_here", "say_today", "say_wanted"),
)


@transaction.atomic
def add_group(
    project: Project,
    *,
    name: str,
    sector: str,
    affected: str = "",
    involve: str = Group.Involve.NOT_SURE,
    involve_why: str = "",
    reach: str = "",
    should_be_a_few: bool = False,
    should_be_here: int | None = None,
    say_today: str = "",
    say_wanted: str = "",
    now: datetime,
    sent_key: UUID | None = None,
) -> Group:
    """Put a group on the people map; the same form sent twice (``sent_key``) puts it there once."""
    if sent := find_sent(project.groups.all(), sent_key, lock=project):
        return sent
    return Group.objects.create(
        project=project,
        sent_key=sent_key,
        name=name,
        sector=sector,
        affected=affected,
        involve=involve,
        involve_why=involve_why,
        reach=reach,
        should_be_a_few=should_be_a_few,
        should_be_here=should_be_here,
        say_today=say_today,
        say_wanted=say_wanted,
        created_at=now,
        changed_at=now,
    )


def change_group(group: Group, *, revision: int, now: datetime, **fields: Any) -> None:
    """
    Change what the map says of a group. The same words again are no change.

    :raises EditConflict: when somebody changed it since ``revision``; nothing is saved.
    """
    was = Group.objects.filter(pk=group.pk).values(*fields).first()
    if was == fields:
        return
    for name, value in fields.items():
        setattr(group, name, value)
    group.changed_at = now
    group.save_over(revision, [*fields, "changed_at"])


def retire_group(group: Group, *, now: datetime) -> None:
    """Take a group off the map. Who spoke for it, and the reviews that looked at it, stay readable."""
    Group.objects.filter(pk=group.pk, retired_at=None).update(retired_at=now, changed_at=now)


@transaction.atomic
def act_on_imbalance(
    group: Group,
    *,
    what: str,
    owner: Member,
    due_on: date,
    now: datetime,
    sent_key: UUID | None = None,
) -> Action:
    """
    Promise an action so that a group has the say that it should have, and tell the member who is to do it.

    The same form sent twice (``sent_key``) makes one.
    """
    action = add_action(
        group.project, what=what, owner=owner, due_on=due_on, now=now, sent_key=sent_key
    )
    ImbalanceAction.objects.get_or_create(action=action, defaults={"group": group})
    ask_owner_of_action(action, group=group.pk, now=now)
    return action


class Speaking(NamedTuple):
    """How far a member says they can speak for a group (empty: not at all), and whether everybody sees their name."""

    extent: str
    note: str = ""
    is_named: bool = False


@transaction.atomic
def record_group_spoken_for(
    member: Member,
    group: Group,
    *,
    extent: str,
    note: str = "",
    is_named: bool = False,
    now: datetime,
) -> SpeaksFor:
    """Record how far a member says they can speak for a group; a later word replaces the earlier one."""
    words = {"extent": extent, "note": note, "is_named": is_named}
    said, _made = SpeaksFor.objects.update_or_create(
        member=member, group=group, defaults={**words, "said_at": now}
    )
    return said


def remove_group_spoken_for(member: Member, group: Group) -> None:
    """Record that a member no longer says they can speak for a group."""
    SpeaksFor.objects.filter(member=member, group=group).delete()


@transaction.atomic
def record_groups_spoken_for(
    member: Member, said: Mapping[Group, Speaking], *, now: datetime
) -> None:
    """Record a member's words for several groups at once; what did not change keeps its day."""
    rows = member.speaks_for.all()
    before = {row.group_id: Speaking(row.extent, row.note, row.is_named) for row in rows}
    for group, words in said.items():
        if not words.extent:
            if group.pk in before:
                remove_group_spoken_for(member, group)
        elif before.get(group.pk) != words:
            record_group_spoken_for(member, group, **words._asdict(), now=now)
