"""The pages on which a member answers a review. Answers travel in the form; the server keeps none of it meanwhile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.numbers import read_number
from core.typed import takes_private_answers
from elements import permissions, services
from elements.asked import who_is_asked
from elements.forms.rating import QUESTION, RatingForm
from elements.getters import get_review_or_404
from elements.learned import came_of_last
from elements.models import Asked, ElementReviewRhythm, Review
from projects.access import MEMBERS
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project


@access(*MEMBERS)
@takes_private_answers
def review_rate(request: HttpRequest, slug: str, element_review_pk: int) -> HttpResponse:
    """Answer a review, an element a page; then see all answers and send them."""
    project = get_project_or_404(request.user, slug)
    review = get_review_or_404(project, element_review_pk)
    asked = Asked.objects.filter(review=review, member=project.viewer.member_id).first()
    require(permissions.can_open_rating(project))
    today = timezone.localdate()
    form = RatingForm(request.POST or None, asked=review.asked_indicators())
    if asked is None and not review.is_closed:
        return _not_asked(request, project, review, form)
    if not permissions.can_rate(review, asked, on=today):
        return _over(request, project, review, form, asked)
    if request.method != "POST":
        return _show(request, project, review, form, page=0)
    page = form.page_after(_at(request, form), request.POST.get("go", "next"))
    if request.POST.get("go") != "send" or not form.is_valid():
        return _show(request, project, review, form, page=page)
    try:
        me = get_member_or_403(project)
        services.send_answers(review, member=me, ballot=form.ballot, on=today)
    except services.ReviewIsClosed:
        return _over(request, project, review, form, asked)
    except services.KeyIsAway:
        form.add_error(None, not_now())
        return _show(request, project, review, form, page=page, status=503)
    return redirect("elements:review_rate", slug, review.pk)


def _at(request: HttpRequest, form: RatingForm) -> int:
    """Return the page from which the form was sent."""
    return min(read_number(request.POST.get("at")) or 0, form.last_page)


def not_now() -> str:
    """Say that answers cannot be taken while the key is away that would open them."""
    return _(
        "We cannot take your answers just now, because the key that opens them later is missing. What you answered is"
        " still here. Please tell a facilitator, and try again later."
    )


def _show(
    request: HttpRequest,
    project: Project,
    review: Review,
    form: RatingForm,
    *,
    page: int,
    status: int = 200,
) -> HttpResponse:
    parts = form.parts()
    who = who_is_asked(review) if page == 0 else None
    context = {
        "project": project,
        "tab": "elements",
        "review": review,
        "form": form,
        "who": who,
        "came": came_of_last(review) if page == 0 else None,
        "can_be_read": page > 0 or services.can_be_read(review),
        "page": page,
        "page_count": len(parts),
        "parts": parts,
        "part": parts[page - 1] if 1 <= page <= len(parts) else None,
        "question": form[QUESTION],
        "is_last_part": page == len(parts),
        "carried": form.carried(page),
        "kept_as": _kept_as(project, review),
    }
    kind = "intro" if page == 0 else "check" if page == form.last_page else "element"
    return render(request, f"elements/review_rate_{kind}.html", context, status=status)


def _not_asked(
    request: HttpRequest, project: Project, review: Review, form: RatingForm
) -> HttpResponse:
    """Say why this review does not ask whoever looks, and when the next one does (docs/adr/0117)."""
    rhythm = ElementReviewRhythm.objects.filter(project=project, is_paused=False).first()
    context = {
        "project": project,
        "tab": "elements",
        "review": review,
        "came_later": review.began_before(get_member_or_403(project)),
        "next_on": rhythm.next_on if rhythm else None,
        "parts": form.parts() if request.method == "POST" else [],
        "question": form[QUESTION],
    }
    status = 403 if request.method == "POST" else 200
    return render(request, "elements/review_rate_not_asked.html", context, status=status)


def _over(
    request: HttpRequest,
    project: Project,
    review: Review,
    form: RatingForm,
    asked: Asked | None,
) -> HttpResponse:
    """Say that the answers are in, or that the review closed meanwhile; what was typed is shown once more."""
    is_in = bool(asked and asked.has_answered)
    context = {
        "project": project,
        "tab": "elements",
        "review": review,
        "is_in": is_in,
        "parts": form.parts() if request.method == "POST" and not is_in else [],
        "question": form[QUESTION],
        "kept_as": _kept_as(project, review),
    }
    status = 200 if is_in or request.method != "POST" else 409
    return render(request, "elements/review_rate_over.html", context, status=status)


def _kept_as(project: Project, review: Review) -> str:
    """Name the place in the browser where unsent answers are kept: one for each review and user."""
    return f"coproduce-review-{review.pk}-{project.viewer.user_id}"
