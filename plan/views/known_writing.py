"""Pages on which things of the six kinds that a project knows are added, changed and retired."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from plan import services
from plan.addresses import known_address
from plan.kinds import KnownKind
from projects.access import Who
from projects.forms import WordsForm
from projects.getters import get_project_or_404


@access(Who.FACILITATOR)
def known_create(request: HttpRequest, slug: str, kind: KnownKind) -> HttpResponse:
    """Add a thing of a kind."""
    project = get_project_or_404(request.user, slug)
    require(kind.may_write(project))
    form = kind.new_form(request.POST or None, project=project, today=timezone.localdate())
    if form.is_valid():
        typed = form.cleaned_data
        services.add_known_thing(
            form.save(commit=False),
            now=timezone.now(),
            sent_key=typed["sent_key"],
            steps=typed.get("steps"),
        )
        messages.success(request, _("It is written down. Everybody in the project can read it."))
        return redirect(known_address(slug, kind.key))
    back = known_address(slug, kind.key)
    context = {"project": project, "tab": "plan", "kind": kind, "form": form, "back": back}
    return render(request, "plan/known_create.html", context)


@access(Who.FACILITATOR)
def known_edit(request: HttpRequest, slug: str, kind: KnownKind, **named: int) -> HttpResponse:
    """Change a thing of a kind; after a conflict, show both texts."""
    pk = named[kind.pk_name]
    project = get_project_or_404(request.user, slug)
    row = get_object_or_404(kind.rows(project).in_force(), pk=pk)  # type: ignore[attr-defined]
    require(kind.may_write(project))
    form = kind.edit_form(
        request.POST or None, instance=row, project=project, today=timezone.localdate()
    )
    if save_edit(
        form,
        lambda: services.change_known_thing(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            steps=form.cleaned_data.get("steps"),
        ),
    ):
        messages.success(request, _("It is changed."))
        return redirect(known_address(slug, kind.key, one=pk))
    context = {"project": project, "tab": "plan", "kind": kind, "form": form}
    context["back"] = known_address(slug, kind.key, one=pk)
    return render(request, "plan/known_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def known_retire(request: HttpRequest, slug: str, kind: KnownKind, **named: int) -> HttpResponse:
    """Say that a thing no longer holds, and why."""
    pk = named[kind.pk_name]
    project = get_project_or_404(request.user, slug)
    row = get_object_or_404(kind.rows(project), pk=pk)
    require(kind.may_write(project))
    form = WordsForm(
        request.POST or None,
        label=str(kind.why),
        hint=_("It stays in view, with this reason, for everybody."),
        missing=_("Say why."),
    )
    if form.is_valid():
        services.retire_known_thing(row, why=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("It stays in view with its reason."))
        return redirect(known_address(slug, kind.key, one=pk))
    context = {"project": project, "tab": "plan", "kind": kind, "form": form, "row": row}
    context["back"] = known_address(slug, kind.key, one=pk)
    return render(request, "plan/known_retire.html", context)
