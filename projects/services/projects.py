"""Makes organisations and projects, makes projects ready and starts them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from accounts.models import User
from projects.models import Coordinator, Member, Organisation, Project, ReadinessCheck, Role
from projects.services.once import lock, sent_before

#: Addresses in which these words stand where a project's slug could.
TAKEN_WORDS = {"new"}


class ReasonNeeded(Exception):  # noqa: N818 - it is what is missing, not a fault
    """A project starts without time, money and permission confirmed only with a reason."""


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
    if sent := sent_before(Project.objects.filter(created_by=by), sent_key):
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
    lock(project)
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
    lock(check.project)
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
