"""Keeps what people say, what others say to that, and what it is for us."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core.once import find_sent
from outbox.services import tell_members
from projects.models import Member, Project
from questions.models import Contribution, Honour, Reply
from questions.services.answering import answer_day


@transaction.atomic
def add_contribution(
    project: Project,
    *,
    by: Member,
    words: str,
    now: datetime,
    said_by: Member | None = None,
    outside: str = Contribution.Outside.NOTHING,
    sent_key: UUID | None = None,
    **more: Any,
) -> Contribution:
    """
    Keep what somebody says, and promise a day for the answer.

    :param by: who types it.
    :param said_by: the member who said it, when that is not who types it.
    :param outside: what of it may be read outside the project: a choice of ``Contribution.Outside``.
    :param more: ``question``, ``kind``, ``way``, ``is_unasked``, and ``for_whom``: the name of who told it, when that
        is no member.
    """
    if sent := find_sent(project.contributions.all(), sent_key, lock=project):
        return sent
    member = None if more.get("for_whom") else said_by or by
    said = Contribution(
        project=project,
        member=member,
        entered_by=None if member == by else by,
        words=words,
        said_at=now,
        answer_by=answer_day(project, now),
        sent_key=sent_key,
        **more,
    )
    said.let_outside(outside, by=said.entered_by if outside else None)
    said.save()
    if member is not None and member != by:
        _tell_of_entering(said, member, by=by, now=now)
    return said


def _tell_of_entering(said: Contribution, member: Member, *, by: Member, now: datetime) -> None:
    tell_members(
        event=f"contribution:{said.pk}:entered",
        project=said.project,
        kind="contribution_entered",
        data={"contribution": said.pk, "by": by.known_as},
        recipients=[member],
        asks=True,
        now=now,
    )


@transaction.atomic
def add_reply(
    contribution: Contribution,
    *,
    member: Member,
    words: str,
    now: datetime,
    sent_key: UUID | None = None,
) -> Reply:
    """Keep what a member says to what somebody said."""
    sent = find_sent(contribution.replies.all(), sent_key, lock=contribution)
    return sent or contribution.replies.create(
        member=member, words=words, said_at=now, sent_key=sent_key
    )


def give_honour(contribution: Contribution, *, mark: str, member: Member) -> None:
    """Say what it is for us that somebody said this; a second time changes nothing."""
    Honour.objects.get_or_create(contribution=contribution, member=member, mark=mark)


def take_honour_back(contribution: Contribution, *, mark: str, member: Member) -> None:
    """Take back the mark that a member gave; those that others gave stay."""
    Honour.objects.filter(contribution=contribution, member=member, mark=mark).delete()
