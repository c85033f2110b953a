"""States what the group agrees on, changes and retires it, and keeps what each member says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.ended import end_once
from core.once import find_sent, lock_row
from core.standing import require_each_standing
from plan.models import Agreement, Concern, Statement
from plan.services.telling import tell_answer
from projects.models import Member, Project


class WordsChanged(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody answered words that are no longer those of the statement."""


@dataclass(frozen=True)
class Said:
    """
    What somebody says of a statement whose words they saw at ``revision``; ``concern``: what is in the way.

    ``stood``: how what they had said of it stood on the page; None when nobody looked at one.
    """

    statement: Statement
    revision: int
    says: str
    concern: str = ""
    stood: str | None = None

    def as_seen(self) -> dict[str, str]:
        """What is loaded of it ``seen_by`` them when it is saved."""
        agrees = self.says == Agreement.Says.AGREE
        return {"my_says": self.says, "my_concern": "" if agrees else self.concern}


@transaction.atomic
def add_statement(
    project: Project, *, kind: str, words: str, now: datetime, sent_key: UUID | None = None
) -> Statement:
    """State what we agree on; every member is asked whether they do."""
    return find_sent(project.statements.all(), sent_key, lock=project) or project.statements.create(
        kind=kind, words=words, created_at=now, changed_at=now, sent_key=sent_key
    )


@transaction.atomic
def change_statement(statement: Statement, *, revision: int, by: Member, now: datetime) -> None:
    """
    Save a statement in other words, and keep what it said before; everybody is asked again.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    was = Statement.objects.select_for_update().get(pk=statement.pk)
    if was.in_words == statement.in_words:
        return
    statement.changed_at = now
    statement.save_over(revision, ["kind", "words", "changed_at"])
    statement.changes.create(was=was.in_words, by=by, at=now)


@transaction.atomic
def retire_statement(statement: Statement, *, why: str, by: Member, now: datetime) -> None:
    """
    Say that a statement no longer holds; it stays in view with its reason, which answers its open concerns too.

    :raises EndedBefore: when somebody else took it back meanwhile, with another reason.
    """
    values = {"retired_at": now, "retired_why": why, "changed_at": now}
    if end_once(Statement.objects.in_force(), statement, words="retired_why", **values):
        for concern in statement.concerns.open().select_related("statement__project", "member"):
            close_concern(concern, outcome=why, by=by, now=now)


@transaction.atomic
def answer_statements(member: Member, said: Iterable[Said], *, by: Member, now: datetime) -> None:
    """
    Keep what a member says of several statements; ``by`` is the facilitator who enters it in their name, or they.

    :raises WordsChanged: when one of them has other words by now, or no longer holds; nothing is kept.
    :raises EditConflict: when somebody wrote something else down for them meanwhile; nothing is kept.
    """
    lock_row(member)
    entered_by = None if by == member else by
    said = sorted(said, key=lambda one: one.statement.pk)
    held = {str(one.statement.pk): _hold(one, member) for one in said}
    require_each_standing(
        held,
        {str(one.statement.pk): one.as_seen() for one in said},
        stood={str(one.statement.pk): one.stood for one in said},
    )
    for one in said:
        Agreement.objects.update_or_create(
            statement=one.statement,
            member=member,
            defaults={
                "says": one.says,
                "revision": one.revision,
                "said_at": now,
                "entered_by": entered_by,
            },
        )
        _keep_concern(member, one, entered_by=entered_by, now=now)


def _hold(one: Said, member: Member) -> Statement:
    """Hold a statement, and return it as the member sees it now, in the words that they saw."""
    held = Statement.objects.in_force().select_for_update().filter(pk=one.statement.pk)
    if not held.filter(revision=one.revision).exists():
        raise WordsChanged
    seen: Statement = Statement.objects.seen_by(member.pk).get(pk=one.statement.pk)
    return seen


def _keep_concern(member: Member, one: Said, *, entered_by: Member | None, now: datetime) -> None:
    """Raise a concern or put it in other words; close it when they agree, or when they took its words away."""
    known = one.statement.concerns.open().filter(member=member)
    if one.says == Agreement.Says.AGREE:
        known.update(closed_at=now, ended=Concern.Ended.AGREED)
    elif not one.concern:
        known.update(closed_at=now, ended=Concern.Ended.TAKEN_BACK)
    elif not known.update(words=one.concern, entered_by=entered_by):
        one.statement.concerns.create(
            member=member, words=one.concern, raised_at=now, entered_by=entered_by
        )


@transaction.atomic
def close_concern(concern: Concern, *, outcome: str, by: Member, now: datetime) -> None:
    """
    Answer a concern, tell whoever raised it, and ask them again; one that is closed stays as it is.

    Nobody is told what they wrote themselves.

    :raises EndedBefore: when it ended otherwise meanwhile: somebody else answered it, or it was taken back.
    """
    closed = end_once(
        Concern.objects.open(),
        concern,
        words="outcome",
        closed_at=now,
        ended=Concern.Ended.ANSWERED,
        outcome=outcome,
        closed_by=by,
    )
    if closed and concern.member_id != by.pk:
        tell_answer(concern, by=by, now=now)
