"""What can be done to organisations, projects and their plan; each verb in one transaction."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from projects.models import (
    Action,
    Boundary,
    Coordinator,
    Member,
    Organisation,
    Project,
    ReadinessCheck,
    Role,
    Step,
    StepChange,
    Unsettled,
)

Row = TypeVar("Row", bound=models.Model)
#: Addresses in which these words stand where a project's slug could.
TAKEN_WORDS = {"new"}


class ReasonNeeded(Exception):  # noqa: N818 - it is what is missing, not a fault
    """A project starts without time, money and permission confirmed only with a reason."""


# --- organisations and projects ---


@transaction.atomic
def create_organisation(*, name: str, by: User) -> Organisation:
    """Make an organisation with an address of its own; ``by`` becomes its first coordinator."""
    organisation = _with_free_slug(
        Organisation, name, lambda slug: Organisation.objects.create(name=name, slug=slug)
    )
    Coordinator.objects.create(organisation=organisation, user=by)
    return organisation


@transaction.atomic
def create_project(
    *,
    organisation: Organisation,
    by: User,
    name: str,
    summary: str,
    purpose: str,
    now: datetime,
    known_as: str = "",
    sent_key: UUID | None = None,
) -> Project:
    """
    Make a project that is being set up; ``by`` becomes its first facilitator.

    The same form sent twice (``sent_key``) gives the same project.
    """
    # Two presses of one button wait for each other here, so that the second finds the first one's project.
    User.objects.select_for_update().get(pk=by.pk)
    if sent := _sent(Project.objects.filter(created_by=by), sent_key):
        return sent
    words = {"name": name, "summary": summary, "purpose": purpose}
    made = {"created_by": by, "created_at": now, "sent_key": sent_key}
    project = _with_free_slug(
        Project,
        name,
        lambda slug: Project.objects.create(organisation=organisation, slug=slug, **words, **made),
    )
    Member.objects.create(
        project=project,
        user=by,
        role=Role.FACILITATOR,
        known_as=known_as or by.name or by.email.partition("@")[0],
        joined_at=now,
    )
    ReadinessCheck.objects.bulk_create(
        ReadinessCheck(project=project, kind=kind) for kind in ReadinessCheck.Kind
    )
    return project


@transaction.atomic
def start_project(project: Project, *, by: Member, on: date, reason: str = "") -> None:
    """
    Start a project that is being set up; one that has started stays as it is.

    :raises ReasonNeeded: when time, money and permission are not all confirmed and no reason is given.
    """
    _lock(project)
    project.refresh_from_db(fields=["state"])
    if not project.is_being_set_up:
        return
    is_ready = not project.readiness_checks.unconfirmed().exists()
    if not is_ready and not reason.strip():
        raise ReasonNeeded
    project.state = Project.State.RUNNING
    project.started_on, project.started_by = on, by
    project.start_reason = "" if is_ready else reason.strip()
    project.save(update_fields=["state", "started_on", "started_by", "start_reason"])


@transaction.atomic
def change_project(project: Project, *, revision: int, fields: Iterable[str]) -> None:
    """
    Save words of the project itself.

    :raises EditConflict: when somebody else changed them since ``revision``.
    """
    project.save_over(revision, fields)


@transaction.atomic
def answer_readiness(
    answers: Iterable[tuple[ReadinessCheck, bool, str]], *, by: Member, on: date
) -> None:
    """Confirm or withdraw several checks at once: (check, whether the project has it, note) each."""
    for check, is_confirmed, note in answers:
        if is_confirmed:
            confirm_readiness(check, by=by, on=on, note=note)
        else:
            withdraw_readiness(check, note=note)


@transaction.atomic
def confirm_readiness(check: ReadinessCheck, *, by: Member, on: date, note: str) -> None:
    """Confirm that the project has it. Once confirmed, who and when stay; only the note changes."""
    _lock(check.project)
    check.refresh_from_db(fields=["is_confirmed"])
    if not check.is_confirmed:
        check.confirmed_by, check.confirmed_on = by, on
        check.is_after_start = not Project.objects.get(pk=check.project_id).is_being_set_up
    check.is_confirmed, check.note = True, note
    check.save()


@transaction.atomic
def withdraw_readiness(check: ReadinessCheck, *, note: str) -> None:
    """Say that the project does not have it, or not any more; ``note`` says how it stands."""
    check.is_confirmed, check.note = False, note
    check.confirmed_by = check.confirmed_on = None
    check.is_after_start = False
    check.save()


# --- boundaries ---


@transaction.atomic
def add_boundary(
    project: Project,
    *,
    kind: str,
    what: str,
    why: str,
    who: str,
    until: date | None,
    now: datetime,
    sent_key: UUID | None = None,
) -> Boundary:
    """State what is open or fixed; every member is asked to read the boundaries again."""
    _lock(project)
    return _sent(project.boundaries.all(), sent_key) or project.boundaries.create(
        kind=kind,
        what=what,
        why=why,
        who=who,
        until=until,
        created_at=now,
        changed_at=now,
        sent_key=sent_key,
    )


@transaction.atomic
def change_boundary(boundary: Boundary, *, revision: int, by: Member, now: datetime) -> None:
    """
    Save a boundary whose words were changed, and keep what it said before.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    was = Boundary.objects.select_for_update().get(pk=boundary.pk)
    if was.in_words == boundary.in_words:
        return
    boundary.changed_at = now
    boundary.save_over(revision, ["kind", "what", "why", "who", "until", "changed_at"])
    boundary.changes.create(was=was.in_words, by=by, at=now)


@transaction.atomic
def retire_boundary(boundary: Boundary, *, why: str, now: datetime) -> None:
    """Say that a boundary no longer holds; it stays in view with its reason."""
    Boundary.objects.in_force().filter(pk=boundary.pk).update(
        retired_at=now, retired_why=why, changed_at=now
    )
    boundary.refresh_from_db()


def read_boundaries(member: Member, *, now: datetime) -> None:
    """Note that a member has read what is open and what is fixed."""
    member.boundaries_read_at = now
    member.save(update_fields=["boundaries_read_at"])


# --- steps ---


@transaction.atomic
def add_step(
    project: Project,
    *,
    by: Member,
    title: str,
    details: str = "",
    owner: Member | None = None,
    starts_on: date | None = None,
    due_on: date | None = None,
    planned_by: Iterable[Member] = (),
    now: datetime,
    sent_key: UUID | None = None,
) -> Step:
    """Add a planned step with the next number of its project; its history begins."""
    _lock(project)
    if sent := _sent(project.steps.all(), sent_key):
        return sent
    last = project.steps.aggregate(last=models.Max("number"))["last"] or 0
    step = project.steps.create(
        number=last + 1,
        title=title,
        details=details,
        owner=owner,
        starts_on=starts_on,
        due_on=due_on,
        created_at=now,
        sent_key=sent_key,
    )
    step.planned_by.set(planned_by)
    StepChange.objects.create(step=step, to_state=step.state, by=by, at=now)
    return step


@transaction.atomic
def change_step(
    step: Step, *, revision: int, by: Member, planned_by: Iterable[Member], now: datetime
) -> None:
    """
    Save a step whose words, dates or owner were changed; what it said before joins its history.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    was = Step.objects.select_related("owner").get(pk=step.pk)
    step.save_over(revision, ["title", "details", "owner", "starts_on", "due_on"])
    step.planned_by.set(planned_by)
    if was.in_words != step.in_words:
        StepChange.objects.create(
            step=step, from_state=was.state, to_state=was.state, was=was.in_words, by=by, at=now
        )


@transaction.atomic
def move_step(step: Step, *, by: Member, to_state: str, why: str = "", now: datetime) -> None:
    """
    Move a step to another state and keep the move in its history; nothing when it stands there already.

    A step that begins without a day of its own begins today; one that is done or dropped ends today.
    Dropping needs ``why`` (the database refuses it otherwise).
    """
    today = timezone.localdate(now)
    step.refresh_from_db(from_queryset=Step.objects.select_for_update())
    if step.state == to_state:
        return
    came_from, step.state = step.state, to_state
    step.why_dropped = why if to_state == Step.State.DROPPED else ""
    step.ended_on = today if step.has_ended else None
    begins = to_state in (Step.State.DOING, Step.State.EXPLORING) and step.starts_on is None
    if begins and (step.due_on is None or step.due_on >= today):
        step.starts_on = today
    step.save(update_fields=["state", "why_dropped", "ended_on", "starts_on"])
    StepChange.objects.create(
        step=step, from_state=came_from, to_state=to_state, why=why, by=by, at=now
    )


# --- what is not settled, and actions ---


@transaction.atomic
def add_unsettled(
    project: Project,
    *,
    what: str,
    why: str,
    look_again_on: date,
    now: datetime,
    sent_key: UUID | None = None,
) -> Unsettled:
    """Say what is not settled yet, and when it is looked at again."""
    _lock(project)
    return _sent(project.unsettled.all(), sent_key) or project.unsettled.create(
        what=what, why=why, look_again_on=look_again_on, created_at=now, sent_key=sent_key
    )


@transaction.atomic
def change_unsettled(unsettled: Unsettled, *, revision: int) -> None:
    """
    Save its words and the day on which it is looked at again.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    unsettled.save_over(revision, ["what", "why", "look_again_on"])


def settle(unsettled: Unsettled, *, outcome: str, now: datetime) -> None:
    """Say how it was settled; what is settled already stays as it is."""
    Unsettled.objects.open().filter(pk=unsettled.pk).update(settled_at=now, outcome=outcome)
    unsettled.refresh_from_db()


@transaction.atomic
def add_action(
    project: Project,
    *,
    what: str,
    owner: Member,
    due_on: date,
    now: datetime,
    sent_key: UUID | None = None,
) -> Action:
    """Keep what somebody promised to do by a date. Telling them is for the app that knows why."""
    _lock(project)
    return _sent(project.actions.all(), sent_key) or project.actions.create(
        what=what, owner=owner, due_on=due_on, created_at=now, sent_key=sent_key
    )


def finish_action(action: Action, *, outcome: str, now: datetime) -> None:
    """Say what came of it; an action that is done stays as it is."""
    Action.objects.open().filter(pk=action.pk).update(done_at=now, outcome=outcome)
    action.refresh_from_db()


# --- inside ---


def _lock(project: Project) -> None:
    """Let what is added to a project be added one after the other (SQLite does so by itself)."""
    Project.objects.select_for_update().values_list("pk", flat=True).get(pk=project.pk)


def _sent(rows: models.QuerySet[Row], sent_key: UUID | None) -> Row | None:
    """Return the row that the same form made before."""
    return rows.filter(sent_key=sent_key).first() if sent_key else None


def _with_free_slug(model: type[models.Model], name: str, create: Callable[[str], Any]) -> Any:
    """Make a row at the first address that is free: "night", "night-2", "night-3"..."""
    base = slugify(name)[:70].strip("-") or slugify(model.__name__)
    manager = model._default_manager
    taken = TAKEN_WORDS | set(manager.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while True:
        slug = base if number == 1 else f"{base}-{number}"
        number += 1
        if slug in taken:
            continue
        try:
            with transaction.atomic():
                return create(slug)
        except IntegrityError:
            # Somebody took it meanwhile: try the next. Anything else is a fault.
            if not manager.filter(slug=slug).exists():
                raise
