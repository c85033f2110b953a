"""Makes organisations and projects, and changes words of a project."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

from accounts.models import User
from core.offers import offered
from core.once import find_sent, lock_row
from core.standing import require_same_standing
from projects.models import Coordinator, Member, NameTakenOut, Organisation, Project, Role
from projects.name_hits import MOST_HITS, Name, find_hits
from projects.names_taken_out import take_out

#: Addresses in which these words stand where a project's slug could.
TAKEN_WORDS = {"new"}


@transaction.atomic
def create_organisation(*, name: str, by: User | None) -> Organisation:
    """
    Make an organisation with an address of its own; ``by`` becomes its first coordinator.

    The first one hosts the installation. With nobody, somebody is to be invited
    (:func:`home.services.invite_coordinator`).
    """
    is_host = not Organisation.objects.exists()
    organisation = _with_free_slug(
        Organisation,
        name,
        lambda slug: Organisation.objects.create(name=name, slug=slug, is_host=is_host),
    )
    if by:
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
    if sent := find_sent(Project.objects.filter(created_by=by), sent_key, lock=by):
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
    return project


@transaction.atomic
def change_project(project: Project, *, revision: int, fields: Iterable[str]) -> None:
    """
    Save words of the project itself.

    :raises EditConflict: when somebody else changed them since ``revision``.
    """
    project.save_over(revision, fields)


@transaction.atomic
def choose_public_page(project: Project, *, now: datetime, stood: str | None = None) -> None:
    """
    Keep whether the project has a public page, and that somebody chose; what waits for the page goes on.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else chose otherwise meanwhile.
    """
    lock_row(project)
    held = Project.objects.get(pk=project.pk)
    said = {"public_choice": "yes" if project.is_public else "no"}
    require_same_standing(held, said, stood=stood)
    project.public_answered_at = now
    project.save(update_fields=["is_public", "public_answered_at"])
    if project.is_public and not held.is_public:
        for tell in offered("public_page_opened"):
            tell(project, now=now)


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


@transaction.atomic
def take_name_out(
    project: Project, names: list[Name], chosen: set[str], *, by: Member, now: datetime
) -> int:
    """
    Take a name out of the words of a project at the places that were chosen; return at how many.

    What was changed since it was shown is another place, and stays. Where one word cannot be changed, all of a text
    goes. What is kept of what was read before is made anew without it. Who did so is kept, and never which name. The
    same places chosen twice are taken out once.
    """
    lock_row(project)
    hits = [hit for hit in find_hits(project, names) if hit.key in chosen]
    places = take_out(hits[:MOST_HITS], by=by, now=now)
    if places:
        NameTakenOut.objects.create(project=project, by=by, at=now, places=places)
        for forget in offered("forget_words"):
            forget(project)
    return places
