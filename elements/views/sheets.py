"""The page on which a facilitator types in what came back on paper. Nothing is kept before it is counted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import access, require
from core.typed import takes_private_answers
from elements import permissions, services
from elements.forms.rating import QUESTION
from elements.forms.sheets import NUMBER, SheetForm
from elements.getters import get_review_or_404
from elements.models import Review
from elements.views.rating import not_now
from projects.access import Who
from projects.getters import get_project_or_404

REFUSALS = (
    services.UnknownSheet,
    services.AlreadyIn,
    services.CannotDoReview,
    services.ReviewIsClosed,
)


@access(Who.FACILITATOR)
@takes_private_answers
def sheet_enter(request: HttpRequest, slug: str, element_review_pk: int) -> HttpResponse:
    """Type in the answers of one sheet, look at them once more, and count them."""
    project = get_project_or_404(request.user, slug)
    review = get_review_or_404(project, element_review_pk)
    require(permissions.can_run_review(project))
    is_open = review.takes_answers(on=timezone.localdate())
    form = SheetForm(request.POST or None, asked=review.asked_indicators())
    go = request.POST.get("go", "")
    if go == "send" and is_open and form.is_valid() and _count(review, form):
        messages.success(request, _("The sheet is counted. ") + _how_many(review))
        return redirect("elements:sheet_enter", slug, review.pk)
    context = {
        "project": project,
        "tab": "elements",
        "review": review,
        "is_open": is_open,
        "form": form,
        "number": form[NUMBER],
        "parts": form.parts(),
        "question": form[QUESTION],
        "is_check": go == "check" and form.is_valid(),
        "counted": _how_many(review),
    }
    status = 200 if is_open or not go else 409
    return render(request, "elements/sheet_enter.html", context, status=status)


def _count(review: Review, form: SheetForm) -> bool:
    """Count the sheet; return False when it could not be, which the form then says."""
    number = form.cleaned_data[NUMBER]
    try:
        services.send_sheet(review, number=number, ballot=form.ballot, on=timezone.localdate())
    except REFUSALS as refusal:
        form.add_error(NUMBER, str(refusal))
        return False
    except services.KeyIsAway:
        form.add_error(None, not_now())
        return False
    return True


def _how_many(review: Review) -> str:
    """Say how many of the sheets came back."""
    printed, came = review.count_sheets()
    return ngettext(
        "%(came)s of %(printed)s sheet is typed in.",
        "%(came)s of %(printed)s sheets are typed in.",
        printed,
    ) % {"came": came, "printed": printed}
