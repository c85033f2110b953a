"""The place where questions are asked and read."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.came_up import came_up_at, where_it_came_up
from core.pages import page_by_key
from core.prepared import Prepared, number
from projects.access import MEMBERS
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from questions import permissions, said, services
from questions.forms.asking import AskForm, WordingForm
from questions.models import Contribution, Question, QuestionTurn, Wording
from questions.views.changed import list_changed
from questions.views.outside import list_outside
from questions.views.paper import question_on_paper
from questions.views.shown import community_of
from questions.waiting import read_as

#: So many of those that ended are shown below the list, and so many wordings beside it.
NEWEST_ENDED, MOST_WAITING = 5, 5
#: So many ways to ask a question are shown, unless somebody wants to see them all.
MOST_WAYS = 12


@access(*MEMBERS)
def question_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is explored, the newest first; all that was settled or put down; or whose words changed what."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    if request.GET.get("show") == "changed":
        return list_changed(request, project)
    if request.GET.get("show") == "outside":
        return list_outside(request, project)
    show_ended = request.GET.get("show") == "ended"
    questions = project.questions.all()
    rows = questions.ended() if show_ended else said.with_figures(questions.explored())
    page = page_by_key(
        rows.select_related("asked_by", "ended_by"),
        key=("ended_at" if show_ended else "asked_at", "pk"),
        places=questions,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "questions",
        "questions": page.rows,
        "pages": page.addresses(show="ended" if show_ended else ""),
        "show_ended": show_ended,
        "can_ask": permissions.can_ask(project),
        **({} if show_ended else _beside(project)),
    }
    return render(request, "questions/question_list.html", context)


def _beside(project: Project) -> dict[str, Any]:
    """Return what ended last, and the wordings that wait for the group, the longest wait first."""
    ended = project.questions.ended().order_by("-ended_at", "-pk")[: NEWEST_ENDED + 1]
    waiting = Wording.objects.waiting().filter(question__project=project)
    found = list(waiting.select_related("by", "question").order_by("at", "pk")[: MOST_WAITING + 1])
    newest = list(ended)
    return {
        "ended": newest[:NEWEST_ENDED],
        "more_ended": len(newest) > NEWEST_ENDED,
        "waiting": found[:MOST_WAITING],
        "more_waiting": len(found) > MOST_WAITING,
        "can_lead": permissions.can_lead(project),
    }


@access(*MEMBERS)
def question_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask something that the project explores from now on."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_ask(project))
    came_up = came_up_at(request, project)
    form = AskForm(request.POST or None)
    if form.is_valid():
        by: dict[str, Any] = {"by": get_member_or_403(project), "now": timezone.now()}
        typed = {**by, **form.cleaned_data}
        asked = came_up.write_down(
            "question", lambda: services.ask_question(project, **typed), **by
        )
        messages.success(request, _("Thank you. Everybody in the project can read it now."))
        return redirect(came_up.address or asked)
    context = {"project": project, "tab": "questions", "form": form, "came_up": came_up}
    return render(request, "questions/question_create.html", context)


@access(*MEMBERS)
def question_detail(request: HttpRequest, slug: str, question_pk: int) -> HttpResponse:
    """Show a question: where it is, all the ways in which it was asked, and what people said; or all on paper."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    question = said.get_question_or_404(project, question_pk)
    if "print" in request.GET:
        return question_on_paper(request, project, question)
    context = {
        "project": project,
        "tab": "questions",
        "question": question,
        "came_up": where_it_came_up(project, "question", [question.pk]).get(question.pk),
        "can_say": permissions.can_say_something(project) and not question.has_ended,
        "can_reword": permissions.can_reword(project, question),
        "can_lead": permissions.can_lead(project),
        "can_answer": permissions.can_answer(project),
        **community_of(project, question),
        **_said(request, project, question),
        **_ways(question, show_all=request.GET.get("ways") == "all"),
    }
    return render(request, "questions/question_detail.html", context)


def _said(request: HttpRequest, project: Project, question: Question) -> dict[str, Any]:
    """Return the page of what people said that the address asks for, and the ideas that stand apart."""
    asked = request.GET.get("show", "")
    show = asked if asked in said.SHOWS else ""
    newest = request.GET.get("order") == "newest"
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = said.said_page(question, show=show, newest=newest, after=after, before=before)
    order, today = "newest" if newest else "", timezone.localdate()
    stand_apart = not (show or question.takes_ideas or question.has_ended)
    ideas = said.ideas_apart(question) if stand_apart else []
    return {
        "contributions": read_as(project.viewer, page.rows, on=today),
        "pages": page.addresses(("after", "before"), "#said", show=show, order=order),
        "show": show,
        "order": order,
        "shows": [("", _("All of it")), *_shows()],
        "ideas": read_as(project.viewer, ideas[: said.MOST_IDEAS], on=today),
        "more_ideas": len(ideas) > said.MOST_IDEAS,
    }


def _shows() -> list[tuple[str, Any]]:
    kinds = Contribution.Kind
    return [
        (said.WAITING, _("Waiting for an answer")),
        (said.ANSWERED, _("Answered")),
        (kinds.IDEA.value, _("Ideas")),
        (kinds.WORRY.value, _("Worries")),
        (kinds.STORY.value, _("Stories")),
        (kinds.QUESTION.value, _("Questions")),
    ]


def _ways(question: Question, *, show_all: bool) -> dict[str, Any]:
    """Return how the question was asked, the newest way first; what waits for the group; how it ended before."""
    found = list(_ways_of(question.pk)) if show_all else _NEWEST_WAYS.all(question=question.pk)
    ways = found if show_all else found[:MOST_WAYS]
    ends = _ENDS.all(question=question.pk)
    return {
        "ways": [one for one in ways if one.outcome != Wording.Outcome.OPEN or question.has_ended],
        "waiting": [] if question.has_ended else [one for one in ways if one.is_open],
        "more_ways": len(found) > len(ways),
        "ends": ends if any(turn.what == QuestionTurn.What.OPENED for turn in ends) else [],
    }


def _ways_of(question: Any) -> QuerySet[Wording]:
    rows = Wording.objects.filter(question=question)
    return rows.select_related("by", "answered_by").order_by("-at", "-pk")


def _ends() -> QuerySet[QuestionTurn]:
    what = QuestionTurn.What
    ends = QuestionTurn.objects.filter(what__in=[what.SETTLED, what.PUT_DOWN, what.OPENED])
    ends = ends.filter(question=number("question"))
    return ends.select_related("by").order_by("-at", "-pk")[:MOST_WAYS]


_NEWEST_WAYS = Prepared(lambda: _ways_of(number("question"))[: MOST_WAYS + 1])
_ENDS = Prepared(_ends)


@access(*MEMBERS)
def wording_create(request: HttpRequest, slug: str, question_pk: int) -> HttpResponse:
    """Ask a question another way; the group takes that, or says why not."""
    project = get_project_or_404(request.user, slug)
    question = get_object_or_404(project.questions, pk=question_pk)
    require(permissions.can_reword(project, question))
    form = WordingForm(request.POST or None)
    if form.is_valid():
        me, now = get_member_or_403(project), timezone.now()
        try:
            services.propose_wording(question, by=me, now=now, **form.cleaned_data)
        except services.QuestionEnded:
            form.add_error(None, _("This question has just been settled or put down."))
        else:
            words = _("Thank you. We will tell you whether the group takes it, or why not.")
            messages.success(request, words)
            return redirect("questions:question_detail", slug, question.pk)
    context = {"project": project, "tab": "questions", "form": form, "question": question}
    return render(request, "questions/wording_create.html", context)
