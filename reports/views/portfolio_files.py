"""The portfolio of an organisation as files, for its coordinators."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.access import access
from core.tables import as_file, csv_parts
from projects.access import Who
from projects.models import Organisation
from reports.portfolio_files import count_pdfs, print_portfolio, table_of_projects


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.coordinated_by(request.user), slug=slug)


@access(Who.COORDINATOR)
def portfolio_table(request: HttpRequest, organisation_slug: str) -> HttpResponseBase:
    """Give all projects of an organisation as a table for a spreadsheet program."""
    organisation = _organisation(request, organisation_slug)
    today = timezone.localdate()
    parts = csv_parts(table_of_projects(organisation, on=today))
    return as_file(parts, name=f"{organisation.slug}-projects-{today}.csv")


@access(Who.COORDINATOR)
def portfolio_pdf(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Give a PDF of all projects, or of their ``?part=2``; in large print with ``?print=large``."""
    organisation = _organisation(request, organisation_slug)
    today, of = timezone.localdate(), count_pdfs(organisation)
    asked = request.GET.get("part", "1")
    if asked not in {str(number) for number in range(1, of + 1)}:
        raise Http404
    part = int(asked)
    is_large = request.GET.get("print") == "large"

    pdf, refusal = print_portfolio(
        organisation, on=today, part=part, of=of, is_large_print=is_large
    )
    if refusal:
        messages.error(request, refusal)
        return redirect("reports:portfolio", organisation.slug)
    name = f"{organisation.slug}-projects-{today}"
    name += (f"-part-{part}" if of > 1 else "") + ("-large-print" if is_large else "")
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
