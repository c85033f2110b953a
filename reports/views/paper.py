"""What a project can print, in one place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.access import access, require
from elements.permissions import can_run_review
from outbox.letters import count_people
from projects.access import Who
from projects.getters import get_project_or_404


@access(Who.FACILITATOR)
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to sheets of a review, letters and reports, with what there is to print of each now."""
    project = get_project_or_404(request.user, slug)
    require(can_run_review(project))
    review = project.element_reviews.open().first()
    context = {
        "project": project,
        "tab": "",
        "review": review if review and review.takes_answers(on=timezone.localdate()) else None,
        "letters": count_people(project)["post"],
        "report": project.reports.filter(done_at__isnull=False).order_by("-pk").first(),
    }
    return render(request, "reports/paper.html", context)
