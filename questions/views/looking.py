"""Pages on which a second person reads an answer, and on which whoever asked says whether it answers them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.dates import long_date
from outbox.cards import card_of
from projects.access import MEMBERS
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from questions import permissions, services
from questions.forms.answering import EnoughForm, SendBackForm
from questions.getters import files_of
from questions.models import Contribution

DETAIL = "questions:contribution_detail"


@access(*MEMBERS)
def answer_look(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Read a "no" before it is given: agree with it, or send it back."""
    project, said = _find(request, slug, contribution_pk)
    answer = said.answers.being_looked_at().select_related("by", "contribution").first()
    is_hidden = permissions.is_out_of_sight(project, said)
    is_over = is_hidden or said.is_taken_back
    if answer is None or is_over or not permissions.can_look_at(project, answer):
        return redirect(DETAIL, slug, said.pk)
    agrees = request.POST.get("agree") == "yes"
    form = SendBackForm(request.POST if request.method == "POST" and not agrees else None)
    me, now = get_member_or_403(project), timezone.now()
    try:
        if agrees:
            services.agree_with_answer(answer, by=me, now=now)
            messages.success(request, _("Thank you. The answer is given now."))
            return redirect(DETAIL, slug, said.pk)
        if form.is_valid():
            services.send_answer_back(answer, **form.cleaned_data, by=me, now=now)
            words = _("Thank you. It went back to %(name)s, and to nobody else.")
            messages.success(request, words % {"name": answer.by or _("whoever wrote it")})
            return redirect(DETAIL, slug, said.pk)
    except services.AnsweredBefore:
        messages.info(request, _("Somebody was quicker, or it was taken back. Nothing was sent."))
        return redirect(DETAIL, slug, said.pk)
    context = {"project": project, "tab": "questions", "said": said, "answer": answer, "form": form}
    context |= {"files": files_of(said)}
    return render(request, "questions/answer_look.html", context)


@access(*MEMBERS)
def answer_enough(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Say whether an answer answers oneself, or whoever told one."""
    project, said = _find(request, slug, contribution_pk)
    answer = said.answers.given().select_related("by", "followed_up_by").order_by("-number").first()
    is_for_me = permissions.can_judge_answer(project, said)
    if request.method == "POST":
        require(is_for_me)
    is_asked = answer and services.is_asked_whether_enough(answer) and not said.is_taken_back
    if not answer or not is_for_me or not is_asked:
        return redirect(DETAIL, slug, said.pk)
    is_by_hand = said.member_id != project.viewer.member_id
    first = {"why": answer.not_enough_why}
    if answer.is_enough is not None:
        first["is_enough"] = "yes" if answer.is_enough else "no"
    form = EnoughForm(request.POST or None, is_by_hand=is_by_hand, initial=first)
    is_behind = False
    if form.is_valid():
        me, now = get_member_or_403(project), timezone.now()
        try:
            services.judge_answer(answer, **form.cleaned_data, by=me, now=now)
        except services.AnsweredBefore:
            is_behind = True
        else:
            is_enough = form.cleaned_data["is_enough"]
            _thank(request, said, is_enough=is_enough, is_by_hand=is_by_hand)
            return redirect(card_of(request, project) or said.get_absolute_url())
    context = {"project": project, "tab": "questions", "said": said, "answer": answer, "form": form}
    context |= {"is_by_hand": is_by_hand, "is_behind": is_behind}
    status = 409 if is_behind else 200
    return render(request, "questions/answer_enough.html", context, status=status)


@access(*MEMBERS)
def answer_told(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Say that somebody who is no member was told the answer, or take that back."""
    project, said = _find(request, slug, contribution_pk)
    answer = said.answer
    if request.method == "POST" and answer and permissions.can_pass_on(project, said):
        if request.POST.get("told") == "no":
            services.mark_not_told(answer)
            messages.success(request, _("Put back: they still have to be told."))
        else:
            services.mark_told(answer, by=get_member_or_403(project), now=timezone.now())
            words = _("Thank you for telling %(name)s. Did it answer them? Say so here.")
            messages.success(request, words % {"name": said.author})
            return redirect("questions:answer_enough", slug, said.pk)
    return redirect(DETAIL, slug, said.pk)


def _find(request: HttpRequest, slug: str, pk: int) -> tuple[Project, Contribution]:
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    rows = project.contributions.select_related("project", "member", "entered_by", "answer__by")
    return project, get_object_or_404(rows, pk=pk)


def _thank(request: HttpRequest, said: Contribution, *, is_enough: bool, is_by_hand: bool) -> None:
    """Say what follows; ``is_by_hand``: to whoever typed it for somebody else."""
    if is_enough:
        messages.success(request, _("Thank you for saying so."))
        return
    day = said.project.contributions.values_list("answer_by", flat=True).get(pk=said.pk)
    words = _("Thank you. We look at it once more, and you hear by %(day)s.")
    if is_by_hand:
        words = _("Thank you. We look at it once more, for %(name)s to hear by %(day)s.")
    messages.success(request, words % {"name": said.author, "day": long_date(day)})
