"""The project's story as cycles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.access import access
from elements.cycles import tell_cycles
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404


@access(*PROJECT_READERS)
def cycle_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was tried, said, shown, learned and changed, from review to review."""
    project = get_project_or_404(request.user, slug)
    page = tell_cycles(
        project, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "project": project,
        "tab": "elements",
        "cycles": page.rows,
        "pages": page.addresses(),
        "is_first": not page.before,
        "is_empty": not page.has_others and all(cycle.is_empty for cycle in page.rows),
    }
    return render(request, "elements/cycle_list.html", context)
