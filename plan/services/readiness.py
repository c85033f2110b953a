"""Makes projects ready and starts them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from core.ended import require_same_words
from core.once import lock_row
from core.standing import require_each_standing
from plan.models import ReadinessCheck
from projects.models import Member, Project

#: What a project says of whom to ring when somebody may be in danger.
SAFETY_FIELDS = ("ring_now", "safety_name", "safety_phone", "safety_email")


class ReasonNeeded(Exception):  # noqa: N818 - it is what is missing, not a fault
    """
    A project that is not ready starts only with a reason.

    It is ready with time, money and permission confirmed, and with somebody to ring when somebody may be in danger.
    """


@dataclass(frozen=True)
class Readiness:
    """What somebody says of one check; ``stood``: how it stood on their page, None when nobody looked at one."""

    check: ReadinessCheck
    is_confirmed: bool
    note: str = ""
    stood: str | None = None


@transaction.atomic
def start_project(project: Project, *, by: Member, on: date, reason: str = "") -> None:
    """
    Start a project that is being set up; one that has started stays as it is.

    :raises ReasonNeeded: when it is not ready and no reason is given.
    :raises EndedBefore: when somebody else started it meanwhile, with another reason.
    """
    lock_row(project)
    project.refresh_from_db(fields=["state", "start_reason", *SAFETY_FIELDS])
    if not project.is_being_set_up:
        require_same_words(theirs=project.start_reason, mine=reason.strip())
        return
    is_confirmed = project.readiness_checks.confirmed().count() == len(ReadinessCheck.Kind)
    is_ready = is_confirmed and project.has_safety_contact
    if not is_ready and not reason.strip():
        raise ReasonNeeded
    project.state = Project.State.RUNNING
    project.started_on, project.started_by = on, by
    project.start_reason = "" if is_ready else reason.strip()
    project.save(update_fields=["state", "started_on", "started_by", "start_reason"])


@transaction.atomic
def answer_readiness(answers: Iterable[Readiness], *, by: Member, on: date) -> None:
    """
    Confirm or withdraw several checks at once.

    :raises EditConflict: when somebody else answered one of them meanwhile; nothing is saved.
    """
    answers = list(answers)
    require_each_standing(
        {answer.check.kind: _hold(answer.check) for answer in answers},
        {one.check.kind: {"is_confirmed": one.is_confirmed, "note": one.note} for one in answers},
        stood={answer.check.kind: answer.stood for answer in answers},
    )
    for answer in answers:
        if answer.is_confirmed:
            confirm_readiness(answer.check, by=by, on=on, note=answer.note)
        else:
            withdraw_readiness(answer.check, note=answer.note)


@transaction.atomic
def confirm_readiness(check: ReadinessCheck, *, by: Member, on: date, note: str) -> None:
    """Confirm that the project has it. Once confirmed, who and when stay; only the note changes."""
    check = _hold(check)
    if not check.is_confirmed:
        check.confirmed_by, check.confirmed_on = by, on
        check.is_after_start = not Project.objects.get(pk=check.project_id).is_being_set_up
    check.is_confirmed, check.note = True, note
    check.save()


@transaction.atomic
def withdraw_readiness(check: ReadinessCheck, *, note: str) -> None:
    """Say that the project does not have it, or not any more; ``note`` says how it stands."""
    check = _hold(check)
    check.is_confirmed, check.note = False, note
    check.confirmed_by = check.confirmed_on = None
    check.is_after_start = False
    check.save()


def _hold(check: ReadinessCheck) -> ReadinessCheck:
    """Return the check as it is kept, and keep it where nobody has answered it before."""
    lock_row(check.project)
    held, _made = ReadinessCheck.objects.get_or_create(project=check.project, kind=check.kind)
    return held
