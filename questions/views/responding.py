"""Pages on which the community is asked and its responses are looked at, and the link of whoever responded."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from core.access import Visitor, access, require
from core.pages import page_by_key
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from questions import permissions, services
from questions.forms.answering import EnoughForm
from questions.forms.responding import CommunityForm, ResponderOutsideForm, ResponseNoForm
from questions.models import CommunityQuestion, Contribution, Question, Response

LIST = "questions:community_list"


@access(Who.FACILITATOR)
@never_cache
def community_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the responses that nobody has looked at, who wrote first comes first, and what the community is asked."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    waiting = page_by_key(
        project.responses.waiting().select_related("asked"),
        key=("confirmed_at", "id"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    shown = Count("responses", filter=Q(responses__contribution__isnull=False))
    asked = page_by_key(
        project.community_questions.annotate(shown=shown).select_related("question", "idea"),
        key=("asked_at", "id"),
        descending=True,
        after=request.GET.get("asked", ""),
    )
    for one in asked.rows:
        one.about.project = project
    still = CommunityQuestion.objects.open().filter(pk__in=[one.pk for one in asked.rows])
    context = {
        "project": project,
        "tab": "questions",
        "waiting": waiting,
        "asked": asked,
        "open": set(still.values_list("pk", flat=True)),
    }
    return render(request, "questions/community_list.html", context)


@access(Who.FACILITATOR)
def community_ask(request: HttpRequest, slug: str, question_pk: int) -> HttpResponse:
    """Ask everybody about a question, in words for them; or stop that."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    question = get_object_or_404(project.questions.select_related("asked_by"), pk=question_pk)
    return _ask(request, project, question, {"question": question}, str(question))


@access(Who.FACILITATOR)
def community_ask_of_idea(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Ask everybody about something that was said and is on the public page; or stop that."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    idea = get_object_or_404(project.contributions.select_related("member"), pk=contribution_pk)
    return _ask(request, project, idea, {"idea": idea}, _("What do you think of this idea?"))


def _ask(
    request: HttpRequest,
    project: Project,
    about: Question | Contribution,
    which: dict[str, Any],
    words: str,
) -> HttpResponse:
    """
    Show the page on which everybody is asked, and do what was sent from it.

    :param which: what it is about, under its name in :class:`questions.models.CommunityQuestion`.
    :param words: what stands in the form first.
    """
    held = project.community_questions.filter(stopped_at=None, **which).first()
    if held is not None and "stop" in request.POST:
        services.stop_asking_community(held, now=timezone.now())
        messages.success(request, _("It is not asked on the public page any more."))
        return redirect(about)
    require(permissions.can_ask_community(project, about))
    form = CommunityForm(request.POST or None, initial={"words": words})
    if form.is_valid():
        me, now = get_member_or_403(project), timezone.now()
        services.ask_community(about, **form.cleaned_data, by=me, now=now)
        messages.success(request, _("Everybody who reads the public page is asked this now."))
        return redirect(about)
    context = {"project": project, "tab": "questions", "about": about, "form": form, "held": held}
    return render(request, "questions/community_ask.html", {**context, **which})


@access(Who.FACILITATOR)
@never_cache
def response_look(request: HttpRequest, slug: str, response_pk: int) -> HttpResponse:
    """Look at what somebody from the community responded: show it to the project, or tell them why not."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    rows = project.responses.filter(confirmed_at__isnull=False)
    row = get_object_or_404(rows.select_related("asked", "contribution"), pk=response_pk)
    if row.contribution:
        return redirect(row.contribution)
    said = request.POST.get("answer", "")
    form = ResponseNoForm(request.POST if said == "no" else None)
    by, now = get_member_or_403(project), timezone.now()
    if said == "yes":
        require(permissions.can_show_response(project))
        shown = services.show_response(row, by=by, now=now)
        return _shown(request, project, shown)
    if form.is_valid():
        if services.decline_response(row, by=by, now=now, **form.cleaned_data):
            messages.success(request, _("They are told, with your reason."))
        else:
            messages.info(request, _("Somebody decided this meanwhile, or it was taken back."))
        return redirect(LIST, slug)
    context = {"project": project, "tab": "questions", "row": row, "form": form}
    return render(request, "questions/response_look.html", context)


def _shown(request: HttpRequest, project: Project, shown: Contribution | None) -> HttpResponse:
    if shown is None:
        messages.info(request, _("Somebody decided this meanwhile, or it was taken back."))
        return redirect(LIST, project.slug)
    messages.success(request, _("Everybody in the project can read it now. Who wrote it is told."))
    return redirect(shown)


@csrf_exempt  # A token would set a cookie. Nothing here is done in the name of whoever is signed in.
@sensitive_post_parameters()
@access(
    Visitor.ANYBODY, because="whoever responds has no account; the link is signed, and asks first"
)
@never_cache
def response_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever has the link whether it is they who wrote; show what became of it; let them take it back."""
    row = Response.objects.of_token(token)
    if row is None:
        return render(request, "questions/response_gone.html", status=410)
    context: dict[str, Any] = {"row": row, "project": row.project, "said": row.contribution}
    done = request.POST.get("do", "")
    now = timezone.now()
    if done == "back" and row.confirmed_at and "sure" not in request.POST:
        return render(request, "questions/response_take_back.html", context)
    if done == "back":
        is_gone = services.take_response_back(row, now=now)
        context = {"is_taken_back": True, "is_gone": is_gone, "project": row.project}
        return render(request, "questions/response_gone.html", context)
    if done == "send":
        try:
            services.confirm_response(row, now=now)
            return redirect(request.path)
        except services.CommunityNotAsked:
            context["is_over"] = True
    elif row.contribution and _act_on_said(request, row.contribution, done, context):
        return redirect(request.path)
    return render(request, "questions/response_link.html", context)


def _act_on_said(
    request: HttpRequest, said: Contribution, done: str, context: dict[str, Any]
) -> bool:
    """
    Put into ``context`` what can be done with a response that is shown; return whether something was done.

    Whoever wrote it says whether the answer is enough, and what of it may be read outside.
    """
    now = timezone.now()
    answer = said.answers.given().select_related("by", "followed_up_by").order_by("-number").first()
    context |= {"answer": answer, "is_late": said.is_late(on=timezone.localdate(now))}
    is_asked = answer and services.is_asked_whether_enough(answer) and not said.is_taken_back
    enough = EnoughForm(request.POST if done == "enough" else None, is_by_hand=False)
    outside = ResponderOutsideForm(
        request.POST if done == "outside" else None, initial={"outside": said.outside}
    )
    context |= {"enough": enough if is_asked else None, "outside": outside}
    if answer and is_asked and enough.is_valid():
        try:
            services.judge_answer(answer, **enough.cleaned_data, by=None, now=now)
        except services.AnsweredBefore:
            context["is_behind"] = True
            return False
        return True
    if outside.is_valid():
        services.choose_outside(said, **outside.cleaned_data, by=None, now=now)
        return True
    return False
