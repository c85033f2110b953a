"""Progress reports of a project, and the portfolio of an organisation's coordinators."""

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe

from core.access import access, require
from core.pages import page_by_key
from core.tables import as_csv
from projects.access import PROJECT_READERS, Who
from projects.getters import get_project_or_404
from projects.models import Organisation
from reports import permissions, services
from reports.content import words_of
from reports.forms import ReportForm
from reports.models import Report
from reports.portfolio import projects_of, told
from reports.portfolio_files import count_pdfs
from reports.tables import table_of_results

if TYPE_CHECKING:
    from accounts.models import User

#: So many fit on a page that can still be read on a phone.
PROJECTS_A_PAGE = 12


@access(*PROJECT_READERS)
def report_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the reports of a project, newest first; those that are not ready only to who asks for them."""
    project = get_project_or_404(request.user, slug)
    may_ask = permissions.can_ask_for_report(project)

    reports = Report.objects.filter(project=project).select_related("asked_by").with_size()
    page = page_by_key(
        reports if may_ask else reports.ready(),
        key="pk",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {"project": project, "tab": "reports", "page": page, "may_ask": may_ask}
    return render(request, "reports/report_list.html", context)


@access(Who.FACILITATOR, Who.COORDINATOR)
def report_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a report."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_ask_for_report(project))

    now = timezone.now()
    today = timezone.localdate(now)
    initial = {"starts_on": today - timedelta(days=91), "ends_on": today}
    form = ReportForm(request.POST or None, initial=initial, today=today)
    if form.is_valid():
        by = cast("User", request.user)
        try:
            report = services.ask_for_report(project, by=by, now=now, **form.cleaned_data)
        except services.TooManyReports as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(report)
    context = {"project": project, "tab": "reports", "form": form, "words": words_of(project)}
    return render(request, "reports/report_create.html", context)


@access(Who.FACILITATOR, Who.COORDINATOR)
def report_detail(request: HttpRequest, slug: str, report_pk: int) -> HttpResponse:
    """Show those who ask for reports how far one is; htmx asks for the middle of the page again."""
    project = get_project_or_404(request.user, slug)
    report = get_object_or_404(Report.objects.with_size(), project=project, pk=report_pk)
    require(permissions.can_ask_for_report(project))

    context = {"project": project, "tab": "reports", "report": report}
    htmx = getattr(request, "htmx", None)
    is_part = htmx and not htmx.history_restore_request
    template = "reports/report_detail.html"
    return render(request, f"{template}#stand" if is_part else template, context)


@access(*PROJECT_READERS)
def report_read(request: HttpRequest, slug: str, report_pk: int) -> HttpResponse:
    """Show a stored report as a page, as it was when it was made."""
    project = get_project_or_404(request.user, slug)
    report = get_object_or_404(
        Report.objects.ready().select_related("file", "taken_away__by").defer("file__pdf"),
        project=project,
        pk=report_pk,
    )
    require(permissions.can_read_report(project, report))

    # Rendered by our own template, which had escaped every word of a person, and never changed since.
    body = mark_safe(report.file.html)  # noqa: S308
    context = {"project": project, "tab": "reports", "report": report, "body": body}
    return render(request, "reports/report_read.html", context)


@access(*PROJECT_READERS)
def report_pdf(request: HttpRequest, slug: str, report_pk: int) -> HttpResponse:
    """Give the PDF of a stored report."""
    project = get_project_or_404(request.user, slug)
    report = get_object_or_404(
        Report.objects.ready().select_related("project", "file").defer("file__html"),
        project=project,
        pk=report_pk,
    )
    require(permissions.can_read_report(project, report))

    if not report.file.pdf:
        return redirect("reports:report_read", slug, report_pk)
    answer = HttpResponse(bytes(report.file.pdf), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{report.filename}"'
    return answer


@access(*PROJECT_READERS)
def review_table(request: HttpRequest, slug: str, closed_review_pk: int) -> HttpResponse:
    """Give what is published of a closed review as a table for a spreadsheet program."""
    project = get_project_or_404(request.user, slug)
    review = get_object_or_404(project.element_reviews.closed(), pk=closed_review_pk)
    answer = HttpResponse(as_csv(table_of_results(review)), content_type="text/csv; charset=utf-8")
    filename = f"{project.slug}-review-{review.pk}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


@access(Who.FACILITATOR, Who.COORDINATOR)
def report_retry(request: HttpRequest, slug: str, report_pk: int) -> HttpResponse:
    """Try a report again that did not work; any other way than by the button only leads back to it."""
    project = get_project_or_404(request.user, slug)
    report = get_object_or_404(Report, project=project, pk=report_pk)
    require(permissions.can_ask_for_report(project))

    if request.method == "POST":
        try:
            report = services.retry_report(report, now=timezone.now())
        except services.TooManyReports as refusal:
            messages.error(request, str(refusal))
    return redirect(report)


@access(Who.COORDINATOR)
def portfolio(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Show the projects of an organisation to those who answer for them."""
    organisation = get_object_or_404(
        Organisation.objects.coordinated_by(request.user), slug=organisation_slug
    )

    page = page_by_key(
        projects_of(organisation, on=timezone.localdate()),
        key="slug",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=PROJECTS_A_PAGE,
    )
    context = {
        "organisation": organisation,
        "page": page,
        "rows": [told(project) for project in page.rows],
        "pdfs": range(1, count_pdfs(organisation) + 1),
    }
    return render(request, "reports/portfolio.html", context)
