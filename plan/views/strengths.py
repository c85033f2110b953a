"""Pages of what the project builds on: strengths, difficulties beside them, and what exists already."""

from django.http import HttpRequest, HttpResponse

from core.access import access
from plan.kinds import DIFFICULTY, EXISTING, STRENGTH
from plan.views.kept import create_kept, edit_kept, retire_kept
from projects.access import Who


@access(Who.FACILITATOR)
def strength_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a strength, with the steps that build on it."""
    return create_kept(request, slug, STRENGTH)


@access(Who.FACILITATOR)
def strength_edit(request: HttpRequest, slug: str, strength_pk: int) -> HttpResponse:
    """Change what a strength says, or the steps that build on it."""
    return edit_kept(request, slug, STRENGTH, strength_pk)


@access(Who.FACILITATOR)
def strength_retire(request: HttpRequest, slug: str, strength_pk: int) -> HttpResponse:
    """Say that it is no longer a strength, and why."""
    return retire_kept(request, slug, STRENGTH, strength_pk)


@access(Who.FACILITATOR)
def difficulty_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a difficulty."""
    return create_kept(request, slug, DIFFICULTY)


@access(Who.FACILITATOR)
def difficulty_edit(request: HttpRequest, slug: str, difficulty_pk: int) -> HttpResponse:
    """Change what a difficulty says, or what is done about it."""
    return edit_kept(request, slug, DIFFICULTY, difficulty_pk)


@access(Who.FACILITATOR)
def difficulty_retire(request: HttpRequest, slug: str, difficulty_pk: int) -> HttpResponse:
    """Say that it is no longer a difficulty, and what became of it."""
    return retire_kept(request, slug, DIFFICULTY, difficulty_pk)


@access(Who.FACILITATOR)
def existing_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add something that exists already."""
    return create_kept(request, slug, EXISTING)


@access(Who.FACILITATOR)
def existing_edit(request: HttpRequest, slug: str, existing_pk: int) -> HttpResponse:
    """Change whose it is, or how we support it."""
    return edit_kept(request, slug, EXISTING, existing_pk)


@access(Who.FACILITATOR)
def existing_retire(request: HttpRequest, slug: str, existing_pk: int) -> HttpResponse:
    """Say that it no longer exists, and what became of it."""
    return retire_kept(request, slug, EXISTING, existing_pk)
