"""The questions about people: facilitators ask, change and end them; it is a part of the page of people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.numbers import read_number
from core.once import find_sent
from core.revisions import save_edit, status_of
from participation import permissions, services
from participation.about_us import read_about_us
from participation.forms import AboutUsAddForm, AboutUsQuestionForm, suggestions
from participation.models import MOST_QUESTIONS, AboutUsQuestion
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Project

#: The part of the page of people.
ABOUT_US = "about-us"


def show_about_us(
    request: HttpRequest,
    project: Project,
    form: AboutUsQuestionForm | None = None,
) -> HttpResponse:
    """Show the questions, and the form of one: of that which the address names, or of a new one."""
    chosen = form.question if form else _chosen(request, project)
    about_us = [] if chosen else read_about_us(project)
    is_full = not chosen and len(about_us) >= MOST_QUESTIONS
    if form is None and not is_full:
        form = AboutUsQuestionForm(question=chosen) if chosen else AboutUsAddForm()
    context = {
        "project": project,
        "tab": "people",
        "about_us": about_us,
        "form": form,
        "chosen": chosen,
        "is_full": is_full,
        "is_stopped": bool(about_us) and services.is_counting_stopped(project),
        "suggestions": suggestions(),
    }
    return render(request, "participation/about_us.html", context, status=status_of(form))


def _chosen(request: HttpRequest, project: Project) -> AboutUsQuestion | None:
    number = read_number(request.GET.get("one"))
    found: AboutUsQuestion | None = project.about_us.open().filter(pk=number or 0).first()
    return found


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def about_us_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a question about people."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_ask_about_us(project))
    if request.method != "POST":
        return _to_questions(project)
    form = AboutUsAddForm(request.POST)
    if form.is_valid():
        try:
            question = services.add_about_us_question(project, now=timezone.now(), **form.said)
        except services.CannotDo as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%s” is asked now.") % question.words)
            return _to_questions(project)
    elif find_sent(project.about_us.all(), form.cleaned_data.get("sent_key"), lock=None):
        return _to_questions(project)
    return show_about_us(request, project, form)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def about_us_change(request: HttpRequest, slug: str, about_us_pk: int) -> HttpResponse:
    """Change a question about people; of two who change it at once, the second sees both texts."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_ask_about_us(project))
    question = _get(project, about_us_pk)
    if request.method != "POST":
        return _to_questions(project, f"&one={question.pk}")
    form = AboutUsQuestionForm(request.POST, question=question)
    try:
        if save_edit(form, lambda: services.change_about_us_question(question, **form.said)):
            messages.success(request, _("“%s” is saved.") % form.said["words"])
            return _to_questions(project)
    except services.CannotDo as refusal:
        form.add_error(None, str(refusal))
    return show_about_us(request, project, form)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def about_us_end(request: HttpRequest, slug: str, about_us_pk: int) -> HttpResponse:
    """End a question about people, and delete the answers to it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_ask_about_us(project))
    question = _get(project, about_us_pk)
    if request.method == "POST":
        services.end_about_us_question(question, now=timezone.now())
        messages.success(request, _("“%s” is ended. The answers are deleted.") % question.words)
    return _to_questions(project)


def _get(project: Project, pk: int) -> AboutUsQuestion:
    return get_object_or_404(AboutUsQuestion.objects.open(), project=project, pk=read_number(pk))


def _to_questions(project: Project, more: str = "") -> HttpResponse:
    address = reverse("participation:people", args=[project.slug])
    return redirect(f"{address}?show={ABOUT_US}{more}")
