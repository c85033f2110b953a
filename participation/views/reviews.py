"""Who is missing: participation reviews, their gaps, and how often they happen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.revisions import save_edit, status_of
from participation import looks, permissions, services
from participation.about_us import read_about_us
from participation.forms import FinishForm, GapAcceptForm, GapActionForm, ParticipationRhythmForm
from participation.getters import get_me, get_review_or_404
from participation.models import ParticipationReview, ReviewRhythm
from participation.printing import print_now
from projects.access import PROJECT_READERS, Who
from projects.getters import get_project_or_404
from projects.models import Project


@access(*PROJECT_READERS)
@never_cache
def review_detail(request: HttpRequest, slug: str, review_pk: int) -> HttpResponse:
    """Show who was missing, what is owed and what became of each gap; on paper or as a PDF, too."""
    project = get_project_or_404(request.user, slug)
    review = get_review_or_404(project, review_pk)
    context = _look(project, review)
    if "print" in request.GET:
        return render(request, "participation/review_paper.html", context)
    if request.GET.get("as") == "pdf":
        html = render_to_string("participation/review_document.html", context)
        if printed := print_now(html):
            return printed.to_keep(f"{project.slug}-who-is-missing-{review.due_on}")
        messages.error(request, printed.refusal)
        return redirect("participation:review_detail", slug, review.pk)
    return render(request, "participation/review_detail.html", context)


def _look(
    project: Project, review: ParticipationReview, *, with_counts: bool = True
) -> dict[str, Any]:
    """Return what a look shows to whoever looks; ``with_counts``: also who should be here and who is."""
    me = get_me(project) if project.viewer.is_facilitator else None
    return {
        "project": project,
        "tab": "people",
        "back_url": _detail(review),
        "can_review": permissions.can_review_participation(project),
        "can_manage": permissions.can_manage_members(project),
        **looks.read_look(project, review, me=me, now=timezone.now()),
        "about_us": read_about_us(project, until=review.finished_at) if with_counts else [],
    }


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def review_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a review today, beside the rhythm."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_review_participation(project))
    if request.method != "POST":
        return _to_missing(project)
    now = timezone.now()
    review = services.open_review(
        project, due_on=timezone.localdate(now), by=get_me(project), now=now
    )
    if review.finished_at:
        messages.info(request, _("You finished a look today. The next one can begin tomorrow."))
    elif review.opened_at != now:
        messages.info(
            request, _("This look is not finished yet. Finish it first, then begin again.")
        )
    return redirect("participation:review_detail", slug, review.pk)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def review_finish(request: HttpRequest, slug: str, review_pk: int) -> HttpResponse:
    """Finish a review with what was noticed."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_review_participation(project))
    review = get_review_or_404(project, review_pk)
    if review.finished_at and request.method != "POST":
        return redirect("participation:review_detail", slug, review.pk)
    form = FinishForm(request.POST or None)
    if form.is_valid():
        words, by, now = form.cleaned_data["reflection"], get_me(project), timezone.now()
        try:
            services.finish_review(review, by=by, reflection=words, now=now)
        except services.CannotDo as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. This look at who is missing is finished."))
            return redirect("participation:review_detail", slug, review.pk)
    context = {"project": project, "tab": "people", "form": form, "review": review}
    return render(request, "participation/review_finish.html", context)


@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gap_answer(request: HttpRequest, slug: str, review_pk: int, gap_pk: int) -> HttpResponse:
    """Answer a gap in its place on the page of the look: with an action, or with a reason to leave it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_review_participation(project))
    review = get_review_or_404(project, review_pk)
    context = _look(project, review, with_counts=False)
    row = next((row for row in context["found"] if row.gap.pk == gap_pk), None)
    if row is None:
        raise Http404
    gap = row.gap
    gap.review = review
    if request.method != "POST" and (review.finished_at or gap.action_id):
        return redirect(f"{_detail(review)}#gap-{gap.pk}")
    answer, mark = request.POST.get("answer", ""), {"instead_of": gap.answered_mark}
    action = GapActionForm(
        request.POST if answer == "action" else None, project=project, initial=mark
    )
    accept = GapAcceptForm(
        request.POST if answer == "accept" else None,
        initial={**mark, "reason": gap.reason or row.by_now},
    )
    if action.is_valid():
        services.answer_gap_with_action(gap, now=timezone.now(), **action.cleaned_data)
    elif accept.is_valid():
        services.accept_gap(gap, now=timezone.now(), **accept.cleaned_data)
    if action.is_valid() or accept.is_valid():
        return redirect(f"{_detail(review)}#gap-{gap.pk}")
    form = accept if accept.is_bound else action
    context |= {"opened": gap.pk, "action": action, "accept": accept, "form": form}
    return render(request, "participation/gap_answer.html", context)


def _detail(review: ParticipationReview) -> str:
    return reverse("participation:review_detail", args=[review.project.slug, review.pk])


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def review_rhythm(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how often the project looks at who is involved."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_set_rhythm(project))
    rhythm = ReviewRhythm.objects.filter(project=project).first()
    form = ParticipationRhythmForm(
        request.POST or None, instance=rhythm or ReviewRhythm(project=project)
    )
    if save_edit(form, lambda: services.set_review_rhythm(project, **form.cleaned_data)):
        messages.success(request, _("Saved. We will look at who is missing on that day."))
        return _to_missing(project)
    context = {"project": project, "tab": "people", "form": form}
    return render(request, "participation/review_rhythm.html", context, status=status_of(form))


def _to_missing(project: Project) -> HttpResponse:
    """Lead to who is missing on the page of people."""
    return redirect(reverse("participation:people", args=[project.slug]) + "#missing")
