"""Pages on which a facilitator hides what was said, its author answers, and somebody takes back their own words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.revisions import save_edit
from projects.access import MEMBERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from questions import permissions, services
from questions.forms.hiding import HiddenAnswerForm, HideForm
from questions.getters import get_contribution_or_404, get_said_or_404
from questions.models import Contribution, Reply
from questions.views.shown import show_said


@access(Who.FACILITATOR)
def contribution_hide(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Hide what somebody said, or a reply to it, with a reason that they are told."""
    project, row = _find(request, slug, contribution_pk)
    require(permissions.can_hide(project))
    form = HideForm(request.POST or None)
    if form.is_valid():
        me, why = get_member_or_403(project), form.cleaned_data["words"]
        try:
            services.hide_words(row, by=me, why=why, now=timezone.now())
        except (services.IsSetAside, services.IsTakenBack):
            row.refresh_from_db()
        else:
            messages.success(request, _("It is hidden. Whoever said it can read why, and answer."))
            return redirect(row.get_absolute_url())
    context = {"project": project, "tab": "questions", "row": row, "form": form}
    return render(request, "questions/contribution_hide.html", context)


@access(Who.FACILITATOR)
def contribution_show_again(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Show again what was hidden."""
    project, row = _find(request, slug, contribution_pk)
    require(permissions.can_hide(project))
    if request.method == "POST":
        me = get_member_or_403(project)
        if services.show_words_again(row, by=me, now=timezone.now()):
            messages.success(request, _("It is back. Everybody in the project can read it again."))
        else:
            messages.info(request, _("It is hidden no more. If it is set aside, it stays so."))
    return redirect(row.get_absolute_url())


@access(*MEMBERS)
def hidden_answer(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Say what one thinks of one’s words being hidden."""
    project, row = _find(request, slug, contribution_pk)
    may = permissions.can_answer_hiding(project, row)
    if request.method != "POST" or not may:
        if request.method == "POST":
            messages.error(request, may.reason)
        return redirect(row.get_absolute_url())
    form, is_hidden = HiddenAnswerForm(request.POST, row=row), True
    me, now = get_member_or_403(project), timezone.now()

    def save() -> None:
        nonlocal is_hidden
        is_hidden = services.answer_hiding(row, by=me, now=now, **form.cleaned_data)

    if not save_edit(form, save):
        said = get_contribution_or_404(project, contribution_pk)
        return show_said(request, project, said, hidden_form=form)
    if is_hidden:
        messages.success(request, _("Thank you. The people who run the project are told."))
    else:
        messages.info(request, _("It is hidden no more. Nothing was sent."))
    return redirect(row.get_absolute_url())


def take_back(request: HttpRequest, project: Project, said: Contribution) -> HttpResponse:
    """Let somebody take back their own words, after a page that says what this does: a part of the page of it."""
    row = get_said_or_404(said, request.GET)
    require(permissions.can_take_words_back(project, row))
    if row.is_taken_back:
        return redirect(row.get_absolute_url())
    me, author = get_member_or_403(project), row.author
    is_mine = row.member_id == me.pk
    if request.method == "POST":
        is_gone = services.take_words_back(row, by=me, now=timezone.now())
        _say_taken_back(request, "" if is_mine else author, is_gone=is_gone)
        return redirect(row.get_absolute_url())
    context = {"project": project, "tab": "questions", "said": said, "row": row}
    context |= {"is_mine": is_mine}
    return render(request, "questions/contribution_take_back.html", context)


def _say_taken_back(request: HttpRequest, author: str, *, is_gone: bool) -> None:
    """:param author: for whom it was taken back; empty when they did it themselves."""
    if not is_gone:
        words = _(
            "It is taken back. The facilitators still look at a worry about somebody’s safety. Until then they can"
            " read it, and nobody else. Then the words are gone."
        )
        messages.info(request, words)
    elif author:
        words = _("You took it back for %(name)s. The words are gone.")
        messages.success(request, words % {"name": author})
    else:
        messages.success(request, _("You took it back. Your words are gone."))


def _find(request: HttpRequest, slug: str, pk: int) -> tuple[Project, Contribution | Reply]:
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    return project, get_said_or_404(get_contribution_or_404(project, pk), request.GET)
