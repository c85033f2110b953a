"""The list of what waits for an answer, and its clock."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import access, require
from core.numbers import read_number
from core.revisions import save_edit, status_of
from projects.access import MEMBERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from questions import permissions, services
from questions.forms.answering import AnswerTimeForm, SeveralForm
from questions.getters import with_files
from questions.models import AnswerTime
from questions.views.saying import list_mine
from questions.waiting import SHOWN, read_as, what_waits, what_was_answered


@access(*MEMBERS)
def contribution_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what waits for an answer, the longest wait first and the same for all; what was answered; or one's own."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    if request.GET.get("show") == "mine":
        return list_mine(request, project)
    show_answered = request.GET.get("show") == "answered"
    today = timezone.localdate()
    beside = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = (
        what_was_answered(project, **beside)
        if show_answered
        else what_waits(project, on=today, **beside)
    )
    context = {
        "project": project,
        "tab": "questions",
        "contributions": read_as(project.viewer, page.rows, on=today),
        "pages": page.addresses(show="answered" if show_answered else ""),
        "show_answered": show_answered,
        "today": today,
    }
    return render(request, "questions/contribution_list.html", context)


@access(Who.FACILITATOR)
def contribution_answer_several(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer several with one text; each is told on their own."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    keys = _numbers(request.GET.getlist("said"))
    form = SeveralForm(request.POST or None, project=project, initial={"said": keys})
    if form.is_valid():
        typed = dict(form.cleaned_data)
        keys = [said.pk for said in typed.pop("said")]
        me, now = get_member_or_403(project), timezone.now()
        done = services.answer_several(project, keys, **typed, by=me, now=now)
        _say_what_was_answered(request, done)
        return redirect("questions:contribution_list", slug)
    rows = project.contributions.filter(pk__in=_numbers(form["said"].value() or []))
    rows = rows.select_related(*SHOWN).with_honours().with_look().longest_wait_first()
    together = [row for row in with_files(rows.open()) if not row.is_honoured]  # type: ignore[attr-defined]
    for row in together:
        row.project = project
    if not together and request.method == "GET":
        messages.info(request, _("Tick what you want to answer together."))
        return redirect("questions:contribution_list", slug)
    context = {"project": project, "tab": "questions", "form": form, "together": together}
    return render(request, "questions/contribution_answer_several.html", context)


def _numbers(keys: Iterable[Any]) -> list[int]:
    """Return those that can be keys."""
    return [number for key in keys if (number := read_number(key))]


def _say_what_was_answered(request: HttpRequest, done: services.AnsweredTogether) -> None:
    if count := len(done.answered):
        words = ngettext(
            "Your answer to %(n)s thing that was said can be read now.",
            "Your answer to %(n)s things that were said can be read now. Each person is told on their own.",
            count,
        )
        messages.success(request, words % {"n": count})
    for said in done.left_out:
        words = _("We left out %(name)s: it has an answer by now, or it needs one of its own.")
        messages.warning(request, words % {"name": said.author})


@access(Who.FACILITATOR)
def answer_time_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Set by when the project answers, and pause its clock until a day."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    clock = AnswerTime.objects.filter(project=project).first() or AnswerTime(project=project)
    form = AnswerTimeForm(request.POST or None, clock=clock)
    me, now = get_member_or_403(project), timezone.now()
    if save_edit(
        form, lambda: services.set_answer_time(project, **form.cleaned_data, by=me, now=now)
    ):
        messages.success(request, _("Saved. Everybody can see it on this page."))
        return redirect("questions:contribution_list", slug)
    context = {"project": project, "tab": "questions", "form": form}
    return render(request, "questions/answer_time_edit.html", context, status=status_of(form))
