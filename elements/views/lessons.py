"""Lessons: what we learned, whom each waits on, and what changed because of it."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.came_up import came_up_at
from core.numbers import read_number
from core.pages import page_by_key
from core.revisions import save_edit, status_of
from elements import permissions, services
from elements.forms.lessons import EditLessonForm, NewLessonForm, TieForm
from elements.learned import add_all
from elements.models import Lesson, LessonQuerySet
from elements.pickers import pick_change, pick_source
from projects.access import PROJECT_READERS, Who
from projects.forms import people_of
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member

#: So many of those that something came of are shown below the open ones.
LATEST = 5


@access(*PROJECT_READERS)
def lesson_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the open lessons, oldest first, and what came of the latest others; or all that something came of."""
    project = get_project_or_404(request.user, slug)
    show_tied = request.GET.get("show") == "tied"
    found = [] if show_tied else _wanted(project.lessons.with_all(), request.GET.get("one", ""))
    rows = project.lessons.with_all().exclude(pk__in=[lesson.pk for lesson in found])
    page = page_by_key(
        rows.tied() if show_tied else rows.open(),
        key=("tied_at" if show_tied else "recorded_at", "pk"),
        places=project.lessons.all(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=show_tied,
    )
    latest = [] if show_tied else list(rows.tied().order_by("-tied_at", "-pk")[:LATEST])
    add_all([*found, *page.rows, *latest], project)
    context = {
        "project": project,
        "tab": "elements",
        "lessons": page.rows,
        "pages": page.addresses(show="tied" if show_tied else ""),
        "show_tied": show_tied,
        "latest": latest,
        "found": found,
        "one": found[0] if found else None,
        "can_write": permissions.can_write_lesson(project),
    }
    return render(request, "elements/lesson_list.html", context)


def _wanted(rows: LessonQuerySet, typed: str) -> list[Lesson]:
    """Return the lesson that an address names, which comes first; none for an address that names none."""
    number = read_number(typed)
    return list(rows.filter(pk=number)) if number is not None else []


@access(Who.FACILITATOR)
def lesson_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down what we learned."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_write_lesson(project))
    form = NewLessonForm(
        request.POST or None,
        instance=Lesson(project=project, recorded_at=timezone.now()),
        people=people_of(project),
        sources=pick_source(project),
        initial={"source": request.GET.get("from", "")},
    )
    came_up = came_up_at(request, project)
    if form.is_valid():
        by: dict[str, Any] = {"by": get_member_or_403(project), "now": timezone.now()}
        typed = {**by, **form.cleaned_data}
        lesson = came_up.write_down(
            "lesson", lambda: services.record_lesson(project, **typed), **by
        )
        messages.success(
            request, _("The lesson is written down. Now say what changes because of it.")
        )
        return redirect(lesson)
    context = {"project": project, "tab": "elements", "form": form, "came_up": came_up}
    return render(request, "elements/lesson_create.html", context)


@access(Who.FACILITATOR)
def lesson_edit(request: HttpRequest, slug: str, lesson_pk: int) -> HttpResponse:
    """Change the words of a lesson, or who was there; what it said before stays in view."""
    project = get_project_or_404(request.user, slug)
    lesson = get_object_or_404(project.lessons, pk=lesson_pk)
    require(permissions.can_write_lesson(project))
    form = EditLessonForm(request.POST or None, instance=lesson, people=_people_of(lesson))
    if save_edit(
        form,
        lambda: services.change_lesson(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            agreed_by=form.cleaned_data["agreed_by"],
            by=get_member_or_403(project),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("It is changed."))
        return redirect(lesson)
    context = {
        "project": project,
        "tab": "elements",
        "form": form,
        "lesson": lesson,
    }
    return render(request, "elements/lesson_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def lesson_tie(request: HttpRequest, slug: str, lesson_pk: int) -> HttpResponse:
    """Say what changes because of a lesson, or why nothing does."""
    project = get_project_or_404(request.user, slug)
    lesson = get_object_or_404(project.lessons.with_all(), pk=lesson_pk)
    require(permissions.can_write_lesson(project))
    start = {"revision": lesson.revision}
    form = TieForm(request.POST or None, changes=pick_change(project), initial=start)
    if save_edit(
        form,
        lambda: services.tie_lesson(
            lesson,
            revision=form.cleaned_data["revision"],
            change=form.change_row,
            because=form.cleaned_data["because"],
            by=get_member_or_403(project),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("Everybody can read it now."))
        return redirect(lesson)
    context = {
        "project": project,
        "tab": "elements",
        "form": form,
        "lesson": form.conflict or lesson,
    }
    return render(request, "elements/lesson_tie.html", context, status=status_of(form))


def _people_of(lesson: Lesson) -> QuerySet[Member]:
    """Offer those who take part, and those who are named already."""
    agreed = lesson.agreed_by.through.objects.filter(lesson=lesson).values("member")
    here = Member.objects.filter(project=lesson.project_id)
    now = Member.objects.taking_part().filter(project=lesson.project_id).values("pk")
    named = Q(pk__in=now) | Q(pk__in=agreed) | Q(pk=lesson.waits_on_id)
    return here.filter(named).order_by("known_as", "pk")
