"""The page on which facilitators say how much say people have."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from plan import services
from plan.forms import PromiseForm
from plan.models import PlanPromise
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.permissions import can_edit_plan


@access(Who.FACILITATOR)
def promise_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how much say people have in the project, or change it; what it said before stays in view."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    said = PlanPromise.objects.filter(project=project).first()
    form = PromiseForm(request.POST or None, instance=said or PlanPromise(project=project))
    if save_edit(
        form,
        lambda: services.set_promise(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            by=get_member_or_403(project),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("It is saved. Everybody reads it at the top of the plan."))
        return redirect("plan:plan", slug)
    context = {"project": project, "tab": "plan", "form": form, "said": said}
    return render(request, "plan/promise_edit.html", context, status=status_of(form))
