"""Pages of what the project builds on: strengths, difficulties beside them, and what exists already."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from core.access import PROJECT_READERS, Who, access
from plan.forms import (
    EditDifficultyForm,
    EditExistingForm,
    EditStrengthForm,
    NewDifficultyForm,
    NewExistingForm,
    NewStrengthForm,
)
from plan.views.kept import Kind, create_kept, edit_kept, list_kept, retire_kept
from projects.getters import get_project_or_404
from projects.permissions import can_edit_plan

STRENGTH = Kind(
    noun="strength",
    new_form=NewStrengthForm,
    edit_form=EditStrengthForm,
    may_write=can_edit_plan,
    title=gettext_lazy("Strengths"),
    add=gettext_lazy("Add a strength"),
    lead=gettext_lazy("What goes well, and what would make it better still."),
    change=gettext_lazy("Change this strength"),
    retire=gettext_lazy("This is no longer a strength"),
    why=gettext_lazy("Why is it no longer a strength?"),
)
DIFFICULTY = Kind(
    noun="difficulty",
    new_form=NewDifficultyForm,
    edit_form=EditDifficultyForm,
    may_write=can_edit_plan,
    title=gettext_lazy("Difficulties"),
    add=gettext_lazy("Add a difficulty"),
    lead=gettext_lazy(
        "We do not look away from what is hard. Say what it is, even if nobody knows what to do."
    ),
    change=gettext_lazy("Change this difficulty"),
    retire=gettext_lazy("This is no longer a difficulty"),
    why=gettext_lazy("What became of it?"),
)
EXISTING = Kind(
    noun="existing",
    new_form=NewExistingForm,
    edit_form=EditExistingForm,
    may_write=can_edit_plan,
    title=gettext_lazy("What exists already"),
    add=gettext_lazy("Add what exists"),
    lead=gettext_lazy(
        "What people around you have made already deserves support before anything new."
    ),
    change=gettext_lazy("Change what exists"),
    retire=gettext_lazy("This no longer exists"),
    why=gettext_lazy("What became of it?"),
)
MOST_BESIDE = 12


@access(*PROJECT_READERS)
def strength_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the strengths with the steps that build on them, and the difficulties beside them."""
    project = get_project_or_404(request.user, slug)
    rows = project.strengths.prefetch_related("steps")
    beside = project.difficulties.in_force().select_related("step")[: MOST_BESIDE + 1]
    return list_kept(
        request,
        project,
        STRENGTH,
        rows,
        difficulties=beside[:MOST_BESIDE],
        has_more_difficulties=len(beside) > MOST_BESIDE,
    )


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


@access(*PROJECT_READERS)
def difficulty_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the difficulties, with what is done about each."""
    project = get_project_or_404(request.user, slug)
    return list_kept(request, project, DIFFICULTY, project.difficulties.select_related("step"))


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


@access(*PROJECT_READERS)
def existing_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what the community has already, whose it is, and how we support it."""
    project = get_project_or_404(request.user, slug)
    return list_kept(request, project, EXISTING, project.existing.all())


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
