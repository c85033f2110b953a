"""Pages on which a facilitator leads a question: its words, when ideas are welcome, its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from projects.access import Who
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404
from questions import permissions, services
from questions.forms.asking import QuestionEndForm, WordingAnswerForm
from questions.models import Wording


@access(Who.FACILITATOR)
def wording_answer(
    request: HttpRequest, slug: str, question_pk: int, wording_pk: int
) -> HttpResponse:
    """Take another way to ask a question, or say why not."""
    project = get_project_or_404(request.user, slug)
    question = get_object_or_404(project.questions, pk=question_pk)
    require(permissions.can_answer_wording(project, question))
    rows = question.wordings.exclude(outcome=Wording.Outcome.FIRST)
    wording = get_object_or_404(rows.select_related("by", "answered_by"), pk=wording_pk)
    form = WordingAnswerForm(request.POST or None, question=question)
    if form.is_valid():
        me, now = get_member_or_403(project), timezone.now()
        try:
            services.answer_wording(wording, **form.cleaned_data, by=me, now=now)
        except services.QuestionReworded as error:
            question = error.question
            form.look_again(question)
            form.add_error(None, _("The question was put in other words meanwhile. Read it below."))
        except services.QuestionEnded:
            form.add_error(None, _("This question has just been settled or put down."))
        else:
            messages.success(request, _thanks(wording, is_mine=wording.by_id == me.pk))
            return redirect("questions:question_detail", slug, question.pk)
    context = {"project": project, "tab": "questions", "form": form, "question": question}
    return render(request, "questions/wording_answer.html", {**context, "wording": wording})


def _thanks(wording: Wording, *, is_mine: bool) -> str:
    is_taken = wording.outcome == Wording.Outcome.TAKEN
    said = _("This is our question now.") if is_taken else _("The question stays as it is.")
    return said if is_mine else said + " " + _("We tell %(name)s.") % {"name": wording.by}


@access(Who.FACILITATOR)
def question_ideas(request: HttpRequest, slug: str, question_pk: int) -> HttpResponse:
    """Say that the group is ready for ideas, or not yet."""
    project = get_project_or_404(request.user, slug)
    question = get_object_or_404(project.questions, pk=question_pk)
    require(permissions.can_lead(project))
    if request.method == "POST":
        is_ready = request.POST.get("ready") == "yes"
        change = services.make_ready_for_ideas if is_ready else services.put_ideas_off
        if not change(question, by=get_member_or_403(project), now=timezone.now()):
            messages.info(request, _("This question has ended, so nothing was changed."))
        elif is_ready:
            messages.success(request, _("Ideas are welcome now. Everybody can see that."))
        else:
            messages.success(request, _("First what we know, wonder and feel. Ideas come later."))
    return redirect("questions:question_detail", slug, question_pk)


@access(Who.FACILITATOR)
def question_end(request: HttpRequest, slug: str, question_pk: int) -> HttpResponse:
    """Say how a question was settled, or why it is put down."""
    project = get_project_or_404(request.user, slug)
    question = get_object_or_404(project.questions, pk=question_pk)
    require(permissions.can_lead(project))
    form = QuestionEndForm(request.POST or None)
    if form.is_valid():
        me = get_member_or_403(project)
        services.end_question(question, **form.cleaned_data, by=me, now=timezone.now())
        messages.success(request, _("Thank you. We tell everybody who said something about it."))
        return redirect("questions:question_detail", slug, question.pk)
    context = {"project": project, "tab": "questions", "form": form, "question": question}
    return render(request, "questions/question_end.html", context)


@access(Who.FACILITATOR)
def question_reopen(request: HttpRequest, slug: str, question_pk: int) -> HttpResponse:
    """Open a question again, with the reason."""
    project = get_project_or_404(request.user, slug)
    question = get_object_or_404(project.questions, pk=question_pk)
    require(permissions.can_lead(project))
    form = WordsForm(
        request.POST or None,
        label=_("Why do we look at it again?"),
        hint=_("We tell everybody who said something about it. Everybody can read it."),
        missing=_("Say why we look at it again."),
    )
    if form.is_valid():
        me, why = get_member_or_403(project), form.cleaned_data["words"]
        try:
            services.reopen_question(question, why=why, by=me, now=timezone.now())
        except services.NotEnded:
            form.add_error(None, _("This question is open already."))
        else:
            messages.success(request, _("It is open again. We tell everybody who said something."))
            return redirect("questions:question_detail", slug, question.pk)
    context = {"project": project, "tab": "questions", "form": form, "question": question}
    return render(request, "questions/question_reopen.html", context)
