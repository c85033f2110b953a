"""What the pages share of all that a project keeps: a list, a page to add, to change, and to retire a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import Verdict, require
from core.pages import page_by_key
from core.revisions import EditConflict
from plan import services
from projects.forms import WordsForm
from projects.getters import get_project_or_404
from projects.models import Project

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Kind:
    """A kind of row: its word in addresses and templates, its forms, who may write it, and its titles."""

    noun: str
    new_form: type[Any]
    edit_form: type[Any]
    may_write: Callable[[Project], Verdict]
    title: "_StrPromise"
    add: "_StrPromise"
    lead: "_StrPromise"
    change: "_StrPromise"
    retire: "_StrPromise"
    why: "_StrPromise"

    @property
    def list_page(self) -> str:
        return f"plan:{self.noun}_list"

    @property
    def create_page(self) -> str:
        return f"plan:{self.noun}_create"

    def rows(self, project: Project) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.new_form._meta.model.objects.filter(project=project)
        return rows


def list_kept(
    request: HttpRequest, project: Project, kind: Kind, rows: Any, **more: Any
) -> HttpResponse:
    """List what holds, oldest first; or what no longer does, and why."""
    show_retired = request.GET.get("show") == "retired"
    page = page_by_key(
        rows.retired() if show_retired else rows.in_force(),
        key="pk",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "project": project,
        "tab": "plan",
        "kind": kind,
        "rows": page.rows,
        "pages": page.addresses(show="retired" if show_retired else ""),
        "show_retired": show_retired,
        "today": timezone.localdate(),
        "can_write": kind.may_write(project),
        **more,
    }
    return render(request, f"plan/{kind.noun}_list.html", context)


def create_kept(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    """Add a row of a kind."""
    project = get_project_or_404(request.user, slug)
    require(kind.may_write(project))
    form = kind.new_form(request.POST or None, project=project, today=timezone.localdate())
    if form.is_valid():
        typed = form.cleaned_data
        services.keep(
            form.save(commit=False),
            now=timezone.now(),
            sent_key=typed["sent_key"],
            steps=typed.get("steps"),
        )
        messages.success(request, _("It is written down. Everybody in the project can read it."))
        return redirect(kind.list_page, slug)
    context = {"project": project, "tab": "plan", "kind": kind, "form": form}
    return render(request, "plan/kept_create.html", context)


def edit_kept(request: HttpRequest, slug: str, kind: Kind, pk: int) -> HttpResponse:
    """Change a row of a kind; after a conflict, show both texts."""
    project = get_project_or_404(request.user, slug)
    row = get_object_or_404(kind.rows(project).in_force(), pk=pk)  # type: ignore[attr-defined]
    require(kind.may_write(project))
    form = kind.edit_form(
        request.POST or None, instance=row, project=project, today=timezone.localdate()
    )
    theirs = None
    if form.is_valid():
        typed = form.cleaned_data
        try:
            services.change_kept(
                form.save(commit=False), revision=typed["revision"], steps=typed.get("steps")
            )
        except EditConflict as conflict:
            theirs = form.start_from(conflict.theirs)
        else:
            messages.success(request, _("It is changed."))
            return redirect(kind.list_page, slug)
    context = {"project": project, "tab": "plan", "kind": kind, "form": form, "theirs": theirs}
    return render(request, "plan/kept_edit.html", context, status=409 if theirs else 200)


def retire_kept(request: HttpRequest, slug: str, kind: Kind, pk: int) -> HttpResponse:
    """Say that a row no longer holds, and why."""
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
        services.retire_kept(row, why=form.cleaned_data["words"], now=timezone.now())
        messages.success(request, _("It stays in view with its reason."))
        return redirect(kind.list_page, slug)
    context = {"project": project, "tab": "plan", "kind": kind, "form": form, "row": row}
    return render(request, "plan/kept_retire.html", context)
