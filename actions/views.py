"""Pages of actions: what somebody promised to do by a date."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions import permissions, services
from actions.addresses import address_of
from actions.forms import ActionForm, TakeoverAnswerForm
from actions.models import Action, ActionQuerySet, Takeover
from core.access import access, require
from core.numbers import read_number
from core.pages import page_by_key
from outbox.cards import card_of
from projects.access import PROJECT_READERS, Who
from projects.forms import WordsForm, people_of
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from projects.permissions import can_edit_plan


@access(*PROJECT_READERS)
def action_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is promised, soonest first: all, mine or what is late; or what was done; or show one promise."""
    project = get_project_or_404(request.user, slug)
    if one := request.GET.get("one"):
        return show_one(request, project, find_action(project, one))
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    page = page_by_key(
        _shown(project, show).select_related("owner").prefetch_related(ASKED),
        key=("done_at" if show == "done" else "due_on", "pk"),
        places=project.actions.all(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=show == "done",
    )
    for action in page.rows:
        asked = action.asked[0] if action.asked else None
        action.may_finish = _may_finish(project, action, asked)
        may_ask = permissions.can_ask_to_take_over(project, action)
        action.may_ask_another = not asked and bool(may_ask)
    context = {
        "actions": page.rows,
        "pages": page.addresses(show=show),
        "show": show,
        "choices": _choices(project),
    }
    return _show(request, project, context)


#: Who is asked to take each action over: at most one.
ASKED = Prefetch(
    "takeovers",
    queryset=Takeover.objects.open().select_related("to", "asked_by"),
    to_attr="asked",
)
#: What the list can show -> how that is called.
SHOWN = {
    "": gettext_lazy("Still to do"),
    "mine": gettext_lazy("Mine"),
    "late": gettext_lazy("Late"),
    "done": gettext_lazy("Done"),
}


def _choices(project: Project) -> list[tuple[str, Any]]:
    """Return what the list can show to the viewer: only who is a member has promises of their own."""
    is_member = bool(project.viewer.member_id)
    return [(name, words) for name, words in SHOWN.items() if name != "mine" or is_member]


def _shown(project: Project, show: str) -> ActionQuerySet:
    rows = project.actions.all()
    if show == "done":
        return rows.done()
    if show == "mine":
        return rows.open().filter(owner=project.viewer.member_id)
    return rows.overdue(on=timezone.localdate()) if show == "late" else rows.open()


def show_one(
    request: HttpRequest,
    project: Project,
    action: Action,
    *,
    form: WordsForm | None = None,
    answer_form: TakeoverAnswerForm | None = None,
) -> HttpResponse:
    """
    Show one promise, and who was asked to do it instead; with a form for whoever may answer that, and one for whoever
    may say that it is done.
    """
    people = ("to", "asked_by", "instead_of", "entered_by")
    takeovers = list(action.takeovers.select_related(*people))
    asked = next((takeover for takeover in takeovers if takeover.is_open), None)
    if asked and permissions.can_answer_takeover(project, asked):
        answer_form = answer_form or answer_form_for(project, asked)
    if not action.done_at and _may_finish(project, action, asked):
        form = form or _finish_form()
    context = {
        "actions": [action],
        "one": action,
        "form": form,
        "takeovers": takeovers,
        "asked": asked,
        "answer_form": answer_form,
        "may_end": asked and permissions.can_end_takeover(project, asked),
        "may_ask_another": not asked and permissions.can_ask_to_take_over(project, action),
    }
    return _show(request, project, context)


def _may_finish(project: Project, action: Action, asked: Takeover | None) -> bool:
    """Whether the viewer is shown how to say that it is done: not while they are asked whether they will do it."""
    is_asked = asked is not None and asked.to_id == project.viewer.member_id
    return not is_asked and bool(permissions.can_finish_action(project, action))


def answer_form_for(project: Project, takeover: Takeover, sent: Any = None) -> TakeoverAnswerForm:
    """Return the form on which somebody says yes or no, or another writes down what they said."""
    is_me = takeover.to_id == project.viewer.member_id
    return TakeoverAnswerForm(sent, for_name="" if is_me else takeover.to.known_as)


def _show(request: HttpRequest, project: Project, context: dict[str, Any]) -> HttpResponse:
    today, can_edit = timezone.localdate(), can_edit_plan(project)
    shared = {"project": project, "tab": "plan", "today": today, "can_edit": can_edit}
    return render(request, "actions/action_list.html", shared | context)


def find_action(project: Project, pk: str | int) -> Action:
    """Return a promise of the project, or say that there is none."""
    rows = project.actions.select_related("owner")
    found: Action = get_object_or_404(rows, pk=read_number(pk))
    return found


def _finish_form(sent: Any = None) -> WordsForm:
    return WordsForm(
        sent,
        label=_("How did it go?"),
        hint=_("A sentence is enough. Everybody in the project can read it."),
        missing=_("Say how it went."),
    )


@access(Who.FACILITATOR)
def action_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what somebody promised to do."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    form = ActionForm(
        request.POST or None, instance=Action(project=project), people=people_of(project)
    )
    if form.is_valid():
        me = get_member_or_403(project)
        action = services.note_promise(project, by=me, now=timezone.now(), **form.cleaned_data)
        words = _("Thank you. It is on the list.")
        if action.owner != me:
            words += " " + _("We tell %(name)s.") % {"name": action.owner}
        messages.success(request, words)
        return redirect("actions:action_list", slug)
    context = {"project": project, "tab": "plan", "form": form}
    return render(request, "actions/action_create.html", context)


# A participant is let in as well to an action that they promised themselves: the permission says so.
@access(Who.FACILITATOR)
def action_finish(request: HttpRequest, slug: str, action_pk: int) -> HttpResponse:
    """Say that an action is done, and how it went."""
    project = get_project_or_404(request.user, slug)
    action = find_action(project, action_pk)
    require(permissions.can_finish_action(project, action))
    if request.method != "POST":
        return redirect(address_of(slug, action.pk))
    form = _finish_form(request.POST)
    if not form.is_valid():
        return show_one(request, project, action, form=form)
    me, outcome = get_member_or_403(project), form.cleaned_data["words"]
    services.finish_action(action, outcome=outcome, by=me, now=timezone.now())
    messages.success(request, _("Thank you. It is done."))
    return redirect(card_of(request, project) or reverse("actions:action_list", args=[slug]))
