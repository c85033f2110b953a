"""The empty people map to print."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404
from reports.blank_map import CannotPrint, print_blank_map


@access(*PROJECT_READERS)
def blank_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the PDF of an empty map."""
    project = get_project_or_404(request.user, slug)
    try:
        pdf = print_blank_map(project, on=timezone.localdate())
    except CannotPrint:
        messages.error(
            request, _("PDFs can’t be made here at the moment. Please try again in a minute.")
        )
        return redirect(reverse("participation:people", args=[slug]) + "?show=picture")
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="empty-map-{slug}.pdf"'
    return answer
