"""Ends projects and opens them again; everybody who takes part is told, with the reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.background import wake
from core.ended import require_same_words
from core.once import lock_row
from outbox.services import tell_members
from participation.tasks import answer_after_the_end
from plan.models import Turn
from projects.models import Member, Project
from questions.tasks import answer_responses_after_the_end


class NotRunning(Exception):  # noqa: N818 - it is a state, not a fault
    """Only a project that runs can end."""


@transaction.atomic
def end_project(project: Project, *, by: Member, why: str, now: datetime) -> Turn:
    """
    End a running project today, in the time zone of the organisation. What it knows stays readable.

    Whoever asked to take part, or responded from outside, and waits is told by a worker
    (:func:`participation.services.answer_after_the_end`, :func:`questions.services.answer_response_after_the_end`).

    :raises NotRunning: when it has not started.
    :raises EndedBefore: when somebody else ended it meanwhile, with another reason.
    """
    lock_row(project)
    project.refresh_from_db(fields=["state", "ended_on"])
    if project.is_being_set_up:
        raise NotRunning
    if project.has_ended:
        last = _last(project, Turn.Kind.ENDED)
        require_same_words(theirs=last.why, mine=why)
        return last
    return _turn(project, Turn.Kind.ENDED, by=by, why=why, now=now)


@transaction.atomic
def reopen_project(project: Project, *, by: Member, why: str, now: datetime) -> Turn:
    """
    Open a project again that has ended; it goes on as if it had not.

    :raises NotRunning: when it has not started.
    :raises EndedBefore: when somebody else opened it meanwhile, with another reason.
    """
    lock_row(project)
    project.refresh_from_db(fields=["state", "ended_on"])
    if project.is_being_set_up:
        raise NotRunning
    if project.state == Project.State.RUNNING:
        last = _last(project, Turn.Kind.REOPENED)
        require_same_words(theirs=last.why, mine=why)
        return last
    return _turn(project, Turn.Kind.REOPENED, by=by, why=why, now=now)


def _last(project: Project, kind: Turn.Kind) -> Turn:
    """Return the turn that brought the project where it is; a project may have run from its start."""
    last = project.turns.newest_first().first()
    if last is None or last.kind != kind:
        raise NotRunning
    return last


def _turn(project: Project, kind: Turn.Kind, *, by: Member, why: str, now: datetime) -> Turn:
    turn = Turn.objects.create(project=project, kind=kind, why=why, by=by, at=now)
    is_end = kind == Turn.Kind.ENDED
    project.state = Project.State.ENDED if is_end else Project.State.RUNNING
    project.ended_on = timezone.localdate(now) if is_end else None
    project.save(update_fields=["state", "ended_on"])
    if is_end:
        wake(answer_after_the_end)
        wake(answer_responses_after_the_end)
    tell_members(
        event=f"turn:{turn.pk}",
        project=project,
        kind=f"project_{kind.value}",
        data={"turn": turn.pk, "by": by.known_as},
        recipients=project.members.taking_part(),
        # Who hears only what is asked of them hears this too: from now on nothing, or again something, is asked.
        asks=True,
        now=now,
    )
    return turn
