"""Pages on which a facilitator takes down what somebody added, and its author answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit
from plan import permissions, services
from plan.addresses import known_address
from plan.forms import ReplyForm
from plan.models import Addition
from plan.views.known_one import show_one
from projects.access import MEMBERS, Who
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project


@access(Who.FACILITATOR)
def addition_take_down(request: HttpRequest, slug: str, addition_pk: int) -> HttpResponse:
    """Take down what somebody added, with a reason that they are told."""
    project = get_project_or_404(request.user, slug)
    addition = _addition(project, addition_pk)
    require(permissions.can_take_down(project))
    form = WordsForm(
        request.POST or None,
        label=_("Why is it taken down?"),
        hint=_("We tell whoever said it, and they can answer. For example: it names somebody."),
        missing=_("Say why it is taken down."),
    )
    there = known_address(slug, "data", one=addition.starting_point_id)
    if form.is_valid():
        by, why = get_member_or_403(project), form.cleaned_data["words"]
        services.take_down_addition(addition, by=by, why=why, now=timezone.now())
        messages.success(request, _("It is taken down, and whoever said it is told why."))
        return redirect(there)
    context = {
        "project": project,
        "tab": "plan",
        "form": form,
        "addition": addition,
        "back": there,
    }
    return render(request, "plan/addition_take_down.html", context)


@access(Who.FACILITATOR)
def addition_put_back(request: HttpRequest, slug: str, addition_pk: int) -> HttpResponse:
    """Put back what was taken down."""
    project = get_project_or_404(request.user, slug)
    addition = _addition(project, addition_pk)
    require(permissions.can_take_down(project))
    if request.method == "POST":
        services.put_back_addition(addition, by=get_member_or_403(project), now=timezone.now())
        messages.success(request, _("It is back. Everybody can read it again."))
    return redirect(known_address(slug, "data", one=addition.starting_point_id))


@access(*MEMBERS)
def addition_answer(request: HttpRequest, slug: str, addition_pk: int) -> HttpResponse:
    """Say what one thinks of one's words being taken down."""
    project = get_project_or_404(request.user, slug)
    addition = _addition(project, addition_pk)
    require(permissions.can_answer_taking_down(project, addition))
    there = known_address(slug, "data", one=addition.starting_point_id)
    if request.method != "POST":
        return redirect(there)
    form = ReplyForm(request.POST, addition=addition)
    me, now = get_member_or_403(project), timezone.now()
    is_down = True

    def save() -> None:
        nonlocal is_down
        is_down = services.answer_taking_down(addition, by=me, now=now, **form.cleaned_data)

    if not save_edit(form, save):
        return show_one(request, project, f"data-{addition.starting_point_id}", reply=form)
    if is_down:
        messages.success(request, _("Thank you. The people who run the project are told."))
    else:
        messages.info(request, _("It is back in sight already. Nothing was sent."))
    return redirect(there)


def _addition(project: Project, pk: int) -> Addition:
    rows = Addition.objects.select_related("member", "starting_point")
    return get_object_or_404(rows, starting_point__project=project, pk=pk)
