"""People from outside who ask to take part: their link, and the page on which they are answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from core.access import Visitor, access, require
from participation import permissions, services
from participation.forms import JoinNoForm, JoinYesForm
from participation.getters import get_me
from participation.models import JoinRequest
from projects.access import Who
from projects.getters import get_project_or_404

#: So many are shown; the next come when these are answered.
MOST = 50


@csrf_exempt  # A token would set a cookie. Nothing here is done in the name of whoever is signed in.
@access(
    Visitor.ANYBODY,
    because="whoever asks to take part has no account; the link is signed, and asks first",
)
@never_cache
def join_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever has the link whether it is they who want to take part; let them take it back."""
    row = JoinRequest.objects.of_token(token)
    if row is None:
        return render(request, "participation/join_gone.html", status=410)
    if request.method == "POST" and request.POST.get("answer") == "no":
        services.take_join_request_back(row)
        return render(request, "participation/join_gone.html", {"is_taken_back": True})
    is_changed = False
    if request.method == "POST":
        now, shown = timezone.now(), request.POST.get("shown", "")
        if services.confirm_join_request(row, shown=shown, now=now):
            return redirect(request.path)
        is_changed = not row.project.has_ended
    context = {"row": row, "project": row.project, "is_changed": is_changed}
    return render(request, "participation/join_link.html", context)


@access(Who.FACILITATOR)
@never_cache
def join_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show those who ask to take part; who asked first comes first."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    found = list(project.join_requests.waiting()[: MOST + 1])
    context = {
        "project": project,
        "tab": "people",
        "rows": found[:MOST],
        "has_more": len(found) > MOST,
    }
    return render(request, "participation/join_list.html", context)


@access(Who.FACILITATOR)
@never_cache
def join_answer(request: HttpRequest, slug: str, join_pk: int) -> HttpResponse:
    """Answer somebody who asks to take part: with an invitation, or with a reason why not."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    row = get_object_or_404(project.join_requests.filter(confirmed_at__isnull=False), pk=join_pk)
    row.project = project
    said = request.POST.get("answer", "")
    yes = JoinYesForm(request.POST if said == "yes" else None)
    no = JoinNoForm(request.POST if said == "no" else None)
    if yes.is_valid() or no.is_valid():
        _answer(request, row, yes if yes.is_valid() else no)
        return redirect("participation:join_list", slug)
    context = {"project": project, "tab": "people", "row": row, "yes": yes, "no": no}
    context["form"] = no if no.is_bound else yes
    return render(request, "participation/join_answer.html", context)


def _answer(request: HttpRequest, row: JoinRequest, form: JoinYesForm | JoinNoForm) -> None:
    """Do what the form says, and say what became of it."""
    now, by, said = timezone.now(), get_me(row.project), form.cleaned_data
    try:
        if isinstance(form, JoinYesForm):
            is_done = bool(services.accept_join_request(row, by=by, now=now, **said))
            words = _("%s is invited.")
        else:
            is_done = services.decline_join_request(row, by=by, now=now, **said)
            words = _("%s is told, with your reason.")
    except services.NobodyNew:
        words = _("The project has ended, so nobody new can take part. We tell %s so by email.")
        messages.info(request, words % row.known_as)
        return
    if is_done:
        messages.success(request, words % row.known_as)
    else:
        messages.info(request, _("Somebody answered this meanwhile."))
