"""Pages on which people say something, and read what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.access import access, require
from core.typed import takes_private_answers
from projects.access import MEMBERS
from projects.getters import get_member_or_403, get_project_or_404
from questions import permissions, services
from questions.forms.saying import ContributionForm
from questions.forms.unnamed import is_said_unnamed
from questions.views.unnamed import say_without_name


@access(*MEMBERS)
@takes_private_answers(when=is_said_unnamed)
def contribution_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what we should be asking, or anything else; only the words are needed."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_something(project))
    form = ContributionForm(request.POST or None)
    now = timezone.now()
    if form.is_valid() and form.is_unnamed:
        if answer := say_without_name(request, project, form):
            return answer
    elif form.is_valid():
        said = services.add_contribution(
            project, by=get_member_or_403(project), now=now, **form.cleaned_data
        )
        return redirect("questions:contribution_detail", slug, said.pk)
    context = {
        "project": project,
        "tab": "",
        "form": form,
        "answer_by": services.answer_day(project, now),
    }
    return render(request, "questions/contribution_create.html", context)


@access(*MEMBERS)
def contribution_detail(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Show what somebody said, with the day by which it is answered, or with the answer."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    rows = project.contributions.select_related("member", "entered_by", "answer__by")
    said = get_object_or_404(rows, pk=contribution_pk)
    context = {"project": project, "tab": "", "said": said}
    return render(request, "questions/contribution_detail.html", context)
