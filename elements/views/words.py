"""Words of one's own: looked at by a facilitator first, then read by everybody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ballots.redaction import CannotTakeOut, RedactionForm
from core.access import access, require
from core.pages import page_by_key
from core.revisions import save_edit, status_of
from elements import permissions, services
from elements.getters import words_counts
from elements.models import Review, Words
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Project


def list_words(request: HttpRequest, project: Project, review: Review) -> HttpResponse:
    """Show the words that were looked at, and how many were left out: a part of the page of the review."""
    can_look = permissions.can_look_at_words(project)
    page = page_by_key(
        review.words.shown().select_related("element"),
        key="pk",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "project": project,
        "tab": "elements",
        "review": review,
        "words": page.rows,
        "pages": page.addresses(show="words"),
        "counts": words_counts(review) if review.is_closed else None,
        "can_look": can_look,
        "next_words": review.words.to_look_at().order_by("pk").first() if can_look else None,
    }
    return render(request, "elements/words_list.html", context)


@access(Who.FACILITATOR)
def words_look(request: HttpRequest, slug: str, words_pk: str) -> HttpResponse:
    """Look for names in somebody's words, and say what others read."""
    project = get_project_or_404(request.user, slug)
    rows = Words.objects.readable().select_related("review__project", "element", "contribution")
    words = get_object_or_404(rows, review__project=project, pk=words_pk)
    require(permissions.can_look_at_words(project))
    form = RedactionForm(request.POST or None, words=words)
    try:
        if save_edit(form, lambda: services.settle_words(words, **form.said, now=timezone.now())):
            after = words.review.words.to_look_at().order_by("pk").first()
            if after:
                return redirect("elements:words_look", slug, after.pk)
            messages.success(request, _("All words are looked at. Everybody can read them now."))
            return redirect(words.review.words_url)
    except (CannotTakeOut, services.CannotDoReview) as refusal:
        form.add_error("parts", str(refusal))
    context = {"project": project, "tab": "elements", "form": form, "words": words}
    return render(request, "elements/words_look.html", context, status=status_of(form))
