"""Pages on which a facilitator answers what somebody said, takes it on, or promises another day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit, status_of
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from questions import permissions, services
from questions.forms.answering import HandOverForm, LaterForm, OneAnswerForm
from questions.getters import files_of
from questions.models import Contribution, ContributionAnswer
from questions.waiting import SHOWN, read_as

LIST = "questions:contribution_list"


@access(Who.FACILITATOR)
def contribution_answer(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Answer what somebody said, with the reason."""
    project, said = _find(request, slug, contribution_pk)
    form = _form(request, project, said)
    if not form.is_valid():
        return _show_answering(request, project, said, form)
    typed, me = dict(form.cleaned_data), get_member_or_403(project)
    try:
        answer = services.answer_contribution(said, **typed, by=me, now=timezone.now())
    except services.AnsweredBefore:
        project, said = _find(request, slug, contribution_pk)
        return _show_answering(request, project, said, form, is_behind=True)
    except services.NobodyToLook:  # a mark of honour came meanwhile
        project, said = _find(request, slug, contribution_pk)
        form = _form(request, project, said)
        form.is_valid()
        return _show_answering(request, project, said, form)
    _say_what_happens(request, said, answer)
    return redirect(LIST, slug)


def _find(request: HttpRequest, slug: str, pk: int) -> tuple[Project, Contribution]:
    project = get_project_or_404(request.user, slug)
    require(permissions.can_answer(project))
    rows = project.contributions.select_related("project", *SHOWN).with_honours()
    said = get_object_or_404(rows, pk=pk)
    read_as(project.viewer, [said], on=timezone.localdate())
    return project, said


def _form(request: HttpRequest, project: Project, said: Contribution) -> OneAnswerForm:
    looks = None
    if said.is_honoured:  # type: ignore[attr-defined]
        others = services.can_look(said, by=get_member_or_403(project))
        looks = others if others and not others.facilitators().exists() else None
    last = said.answers.order_by("-number").values_list("number", flat=True).first()
    first = {"seen": last or 0, "outcome": request.GET.get("outcome", "")}
    return OneAnswerForm(request.POST or None, project=project, looks=looks, initial=first)


def _show_answering(
    request: HttpRequest,
    project: Project,
    said: Contribution,
    form: OneAnswerForm,
    *,
    is_behind: bool = False,
) -> HttpResponse:
    """Show the page; what was written before, and what becomes of it, stands above the form."""
    people = ("by", "seen_by", "to_be_seen_by", "followed_up_by")
    answers = list(said.answers.select_related(*people).order_by("number"))
    if is_behind:
        form.data = request.POST.copy()
        form.data["seen"] = str(answers[-1].number if answers else 0)
    context: dict[str, Any] = {
        "project": project,
        "tab": "questions",
        "said": said,
        "form": form,
        "answers": answers,
        "files": files_of(said),
        "honours": _marks(said),
        "looked_at": next((one for one in answers if one.is_being_looked_at), None),
        "is_settled": said.answer is not None and said.answer.until is None,
        "was_refused": any(one.is_enough is False for one in answers),
        "is_behind": is_behind,
        "today": timezone.localdate(),
    }
    status = 409 if is_behind else 200
    return render(request, "questions/contribution_answer.html", context, status=status)


def _marks(said: Contribution) -> list[str]:
    """Name the marks of honour that it carries, each once; who gave them is not shown."""
    if not said.is_honoured:  # type: ignore[attr-defined]
        return []
    given = set(said.honours.values_list("mark", flat=True))
    return [str(mark.label) for mark in said.honours.model.Mark if mark.value in given]


def _say_what_happens(request: HttpRequest, said: Contribution, answer: ContributionAnswer) -> None:
    if answer.is_being_looked_at:
        who = answer.to_be_seen_by or _("another facilitator")
        words = _(
            "Nobody is told yet: first %(who)s reads it, because it carries a mark of honour."
        )
        messages.success(request, words % {"who": who})
    elif said.is_unnamed:
        messages.success(request, _("Your answer is there. Whoever said it can come and read it."))
    elif said.is_from_community:
        words = _("Your answer is there. %(name)s gets it by email.")
        messages.success(request, words % {"name": said.author})
    elif said.for_whom:
        words = _("Your answer is there. Somebody has to tell %(name)s; we remind them.")
        messages.success(request, words % {"name": said.author})
    else:
        words = _("%(name)s can read your answer now.")
        messages.success(request, words % {"name": said.author})


@access(Who.FACILITATOR)
def contribution_read(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Say that one has read it, and answers it."""
    project, said = _find(request, slug, contribution_pk)
    if request.method == "POST":
        me = get_member_or_403(project)
        if services.read_contribution(said, by=me, now=timezone.now()):
            messages.success(request, _("Thank you. Everybody can see that you will answer."))
        elif said.read_by and said.answer is None:
            words = _("%(name)s said so first, and will answer.")
            messages.info(request, words % {"name": said.read_by})
        else:
            messages.info(request, _over(said))
    return redirect(LIST, slug)


def _over(said: Contribution) -> str:
    """Say why nobody needs to answer it any more."""
    if said.is_taken_back:
        return _("It was taken back.")
    return _("It has an answer by now.")


@access(Who.FACILITATOR)
def contribution_hand_over(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Let another facilitator answer it."""
    project, said = _find(request, slug, contribution_pk)
    form = HandOverForm(request.POST or None, project=project)
    if said.answer_id is not None or said.is_taken_back:
        messages.info(request, _over(said))
        return redirect(LIST, slug)
    if form.is_valid():
        to, me = form.cleaned_data["to"], get_member_or_403(project)
        try:
            services.hand_over_contribution(said, to=to, by=me, now=timezone.now())
        except services.AnsweredBefore:
            messages.info(request, _("Somebody else changed this meanwhile. Look again."))
        else:
            messages.success(request, _("%(name)s will answer.") % {"name": to})
        return redirect(LIST, slug)
    context = {"project": project, "tab": "questions", "said": said, "form": form}
    return render(request, "questions/contribution_hand_over.html", context)


@access(Who.FACILITATOR)
def contribution_later(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Promise the answer for another day, with the reason."""
    project, said = _find(request, slug, contribution_pk)
    form = LaterForm(request.POST or None, said=said)
    me, now = get_member_or_403(project), timezone.now()
    try:
        is_saved = save_edit(
            form, lambda: services.promise_later(said, **form.cleaned_data, by=me, now=now)
        )
    except services.AnsweredBefore:
        return redirect("questions:contribution_answer", slug, said.pk)
    if is_saved:
        words = _("Saved. %(name)s is told of the new day, and why.")
        anybody = _("Saved. The new day and the reason can be read on this page.")
        messages.success(request, words % {"name": said.author} if said.member else anybody)
        return redirect(LIST, slug)
    context = {"project": project, "tab": "questions", "said": said, "form": form}
    return render(request, "questions/contribution_later.html", context, status=status_of(form))
