"""Reviews: opening them, how many have answered, and what they found."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from core.access import access, require
from core.pages import page_by_key
from core.revisions import save_edit, status_of
from elements import permissions, services
from elements.forms.reviews import (
    CloseReviewForm,
    ElementRhythmForm,
    ExtendReviewForm,
    OpenReviewForm,
)
from elements.getters import get_review_or_404
from elements.learned import came_of_last, lessons_of
from elements.models import ElementReviewRhythm, PlannedReview, Review
from elements.views.results import found_by
from elements.views.words import list_words
from projects.access import PROJECT_READERS, Who
from projects.getters import get_project_or_404, get_viewer_member
from projects.models import Project


@access(*PROJECT_READERS)
def review_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the reviews, newest first, with the rhythm in which they open."""
    project = get_project_or_404(request.user, slug)
    page = page_by_key(
        project.element_reviews.closed(),
        key=("opened_at", "pk"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "elements",
        "open_review": project.element_reviews.open().first(),
        "planned": PlannedReview.objects.filter(project=project).first(),
        "reviews": page.rows,
        "pages": page.addresses(),
        "rhythm": ElementReviewRhythm.objects.filter(project=project).first(),
        "can_open": permissions.can_open_review(project),
        "can_run": permissions.can_run_review(project),
    }
    return render(request, "elements/review_list.html", context)


@access(Who.FACILITATOR)
def review_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a review by hand."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_open_review(project))
    today = timezone.localdate()
    title = _("Review of %(month)s") % {"month": format_date(today, "F Y")}
    start = {"title": title, "closes_on": today + timedelta(days=services.DAYS_OPEN)}
    form = OpenReviewForm(request.POST or None, on=today, initial=start)
    if form.is_valid():
        try:
            return redirect(_open_or_plan(request, project, form.cleaned_data))
        except services.CannotDoReview as refusal:
            form.add_error(None, str(refusal))
        except services.KeyCannotBeStored:
            form.add_error(
                None,
                _(
                    "The review cannot open: the folder for the keys that protect people’s answers cannot be"
                    " written to. Please tell whoever runs Coproduce for you."
                ),
            )
    context = {"project": project, "tab": "elements", "form": form}
    return render(request, "elements/review_create.html", context)


def _open_or_plan(request: HttpRequest, project: Project, wanted: dict[str, Any]) -> str:
    """Open the review now, or plan it for its day; return the address that shows it."""
    by = get_viewer_member(project)
    opens_on = wanted.pop("opens_on")
    if opens_on:
        services.plan_review(project, by=by, opens_on=opens_on, **wanted)
        messages.success(request, _("The review is planned. It opens by itself on its day."))
        return reverse("elements:review_list", args=[project.slug])
    review = services.open_review(project, by=by, now=timezone.now(), **wanted)
    messages.success(request, _("The review is open. Everybody who is asked is told."))
    return review.get_absolute_url()


@access(Who.FACILITATOR)
def planned_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a planned review go; any other way than by the button only leads back."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_run_review(project))
    if request.method == "POST" and services.cancel_planned_review(project):
        messages.success(request, _("The planned review is cancelled. Nobody was told of it."))
    return redirect("elements:review_list", slug)


@access(Who.FACILITATOR)
def rhythm_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how often a review opens by itself."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_run_review(project))
    found = ElementReviewRhythm.objects.filter(project=project).first()
    rhythm = found or ElementReviewRhythm(project=project)
    form = ElementRhythmForm(request.POST or None, instance=rhythm)
    now = timezone.now()
    if save_edit(form, lambda: services.set_review_rhythm(project, **form.cleaned_data, now=now)):
        messages.success(request, _("The rhythm is set."))
        return redirect("elements:review_list", slug)
    context = {"project": project, "tab": "elements", "form": form}
    return render(request, "elements/rhythm_edit.html", context, status=status_of(form))


@access(*PROJECT_READERS)
def review_detail(request: HttpRequest, slug: str, element_review_pk: int) -> HttpResponse:
    """Show how many have answered while a review is open, and what it found when it is closed."""
    project = get_project_or_404(request.user, slug)
    review = get_review_or_404(project, element_review_pk)
    if request.GET.get("show") == "words":
        return list_words(request, project, review)
    today = timezone.localdate()
    mine = review.asked.filter(member=project.viewer.member_id)
    asked = None if review.is_closed else mine.first()
    printed, typed_in = (0, 0) if review.is_closed else review.count_sheets()
    context = {
        "project": project,
        "tab": "elements",
        "review": review,
        "takes_answers": review.takes_answers(on=today),
        "can_be_read": review.is_closed or services.can_be_read(review),
        "answered": review.count_answered(),
        "printed": printed,
        "typed_in": typed_in,
        "can_rate": permissions.can_rate(review, asked, on=today),
        "is_asked": asked is not None,
        "is_left_out": project.viewer.is_member and not review.is_closed and asked is None,
        "can_run": permissions.can_run_review(project),
        **(found_by(review) if review.is_closed else {}),
        "came": came_of_last(review),
        "lessons": lessons_of(review) if review.is_closed else [],
        "can_write": permissions.can_write_lesson(project),
    }
    return render(request, "elements/review_detail.html", context)


@access(Who.FACILITATOR)
def review_extend(request: HttpRequest, slug: str, element_review_pk: int) -> HttpResponse:
    """Keep a review open for longer, and say why."""
    project = get_project_or_404(request.user, slug)
    review = get_review_or_404(project, element_review_pk)
    require(permissions.can_run_review(project))
    form = ExtendReviewForm(request.POST or None, review=review, on=timezone.localdate())
    try:
        if save_edit(form, lambda: services.extend_review(review, **form.cleaned_data)):
            messages.success(request, _("The review is open for longer."))
            return redirect(review)
    except services.CannotDoReview as refusal:
        form.add_error(None, str(refusal))
    context = {"project": project, "tab": "elements", "form": form, "review": review}
    return render(request, "elements/review_extend.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def review_close(request: HttpRequest, slug: str, element_review_pk: int) -> HttpResponse:
    """Ask why a review closes before its day, or without its answers, and close it."""
    project = get_project_or_404(request.user, slug)
    review = get_review_or_404(project, element_review_pk)
    require(permissions.can_run_review(project))
    if review.is_closed and request.method != "POST":
        return redirect(review)
    answered = review.count_answered()
    is_lost = not review.is_closed and answered > 0 and not services.can_be_read(review)
    is_early = review.closes_on >= timezone.localdate()
    form = CloseReviewForm(
        request.POST if request.method == "POST" else None, is_early=is_early, is_lost=is_lost
    )
    if form.is_valid():
        with suppress(services.KeyIsAway):  # It went a moment ago: the page says what that means.
            if services.close_review(review, now=timezone.now(), **form.cleaned_data):
                messages.success(request, _("The review is closed."))
                return redirect(review)
            review.refresh_from_db()
            form.add_error(None, _closed_before(review))
        if not form.errors:
            return redirect("elements:review_close", slug, review.pk)
    context = {"answered": answered, "is_lost": is_lost, "is_early": is_early, "form": form}
    context |= {"project": project, "tab": "elements", "review": review}
    return render(request, "elements/review_close.html", context)


def _closed_before(review: Review) -> str:
    """Say to the second of two who close a review what the first one wrote."""
    if not review.closed_why:
        return _("This review was closed before you sent this. What you wrote was not saved.")
    return _(
        "Somebody closed this review before you sent this, and wrote: “%(why)s” What you wrote was not saved."
    ) % {"why": review.closed_why}
