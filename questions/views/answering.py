"""Pages on which what people said is answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.pages import page_by_key
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from questions import permissions, services
from questions.forms.answering import AnswerForm


@access(Who.FACILITATOR)
def contribution_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what people said, what waits longest for an answer first; or what was answered."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    show_answered = request.GET.get("show") == "answered"
    rows = project.contributions.answered() if show_answered else project.contributions.open()
    page = page_by_key(
        rows.select_related("member", "answer__by"),
        key=("answer__given_at" if show_answered else "said_at", "pk"),
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
        project.contributions.select_related("member", "answer__by"), pk=contribution_pk
    )
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        me, now = get_member_or_403(project), timezone.now()
        try:
            services.answer_contribution(said, **form.cleaned_data, by=me, now=now)
        except services.AnsweredBefore:
            form.add_error(None, _("Somebody else answered at this moment. Read it below."))
        else:
            words = _("%(name)s can read your answer now.")
            messages.success(request, words % {"name": said.author})
            return redirect("questions:contribution_list", slug)
    context = {"project": project, "tab": "", "said": said, "form": form}
    return render(request, "questions/contribution_answer.html", context)
