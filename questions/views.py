"""Pages on which people say something, and get an answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.pages import page_by_key
from projects.access import MEMBERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from questions import permissions, services
from questions.forms import AnswerForm, ContributionForm


@access(*MEMBERS)
def contribution_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what we should be asking, or anything else; only the words are needed."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_something(project))
    form = ContributionForm(request.POST or None)
    now = timezone.now()
    if form.is_valid():
        said = services.add_contribution(
            project, member=get_member_or_403(project), now=now, **form.cleaned_data
        )
        return redirect("questions:contribution_detail", slug, said.pk)
    context = {"project": project, "tab": "", "form": form, "answer_by": services.answer_day(now)}
    return render(request, "questions/contribution_create.html", context)


@access(*MEMBERS)
def contribution_detail(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Show what somebody said, with the day by which it is answered, or with the answer."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read_some(project))
    rows = project.contributions.select_related("member", "answered_by")
    said = get_object_or_404(rows, pk=contribution_pk)
    if not permissions.can_read(project, said):
        raise Http404
    context = {"project": project, "tab": "", "said": said}
    return render(request, "questions/contribution_detail.html", context)


@access(Who.FACILITATOR)
def contribution_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what people said, what waits longest for an answer first; or what was answered."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    show_answered = request.GET.get("show") == "answered"
    rows = project.contributions.answered() if show_answered else project.contributions.open()
    page = page_by_key(
        rows.select_related("member", "answered_by"),
        key=("answered_at" if show_answered else "said_at", "pk"),
        places=project.contributions.all(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=show_answered,
    )
    context = {
        "project": project,
        "tab": "",
        "contributions": page.rows,
        "pages": page.addresses(show="answered" if show_answered else ""),
        "show_answered": show_answered,
        "today": timezone.localdate(),
    }
    return render(request, "questions/contribution_list.html", context)


@access(Who.FACILITATOR)
def contribution_answer(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Answer what somebody said, with the reason."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    said = get_object_or_404(
        project.contributions.select_related("member", "answered_by"), pk=contribution_pk
    )
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        me, now = get_member_or_403(project), timezone.now()
        try:
            services.answer_contribution(said, answer=form.cleaned_data["answer"], by=me, now=now)
        except services.AnsweredBefore:
            form.add_error(None, _("Somebody else answered at this moment. Read it below."))
        else:
            words = _("%(name)s can read your answer now.")
            messages.success(request, words % {"name": said.member})
            return redirect("questions:contribution_list", slug)
    context = {"project": project, "tab": "", "said": said, "form": form}
    return render(request, "questions/contribution_answer.html", context)
