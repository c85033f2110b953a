"""
The report task beside WeasyPrint alone on the same HTML, by processor time.

The task gathers what happened, writes the page, makes the PDF and stores both; WeasyPrint alone gets the page that the
task stored, with the same style sheets and fonts, which both keep between reports. They take turns in one process, and
the ratio is taken inside each round. Run by ``bench/run reports``.
"""

import statistics
import sys
import time
from argparse import ArgumentParser
from datetime import timedelta

import django

BAR = 1.15


def weasyprint_alone(html: str) -> float:
    """Return the seconds of processor time that WeasyPrint takes for a page."""
    from weasyprint import HTML

    from reports import pdf

    fetcher, fonts, sheets = pdf._kit()
    begin = time.process_time()
    HTML(string=html, base_url=pdf.HOME, url_fetcher=fetcher).write_pdf(
        font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1"
    )
    return time.process_time() - begin


def the_task(project: object, by: object, number: int) -> tuple[float, str, int]:
    """
    Return the seconds of processor time of the task, its document and how many pages it has.

    :raises ObjectDoesNotExist: when no report was stored.
    """
    from django.utils import timezone

    from reports.models import ReportFile
    from reports.rendering import render_document
    from reports.services import ask_for_report
    from reports.tasks import render_report

    today = timezone.localdate()
    report = ask_for_report(
        project,
        by=by,
        starts_on=today - timedelta(days=240 + number),
        ends_on=today,
        now=timezone.now(),
    )
    begin = time.process_time()
    render_report(report_id=report.pk)
    seconds = time.process_time() - begin
    stored = ReportFile.objects.get(report=report)
    return seconds, render_document(report, stored.html), stored.pages


def main() -> int:
    """Measure and print; 1 when the bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    from accounts.models import User
    from projects.models import Project

    call_command("demo", verbosity=0)
    project = Project.objects.get(slug="waiting-at-night")
    by = User.objects.get(email="helen@example.org")
    _first, html, _pages = the_task(project, by, 0)
    weasyprint_alone(html)
    rounds = []
    for number in range(1, options.rounds + 1):
        ours, html, pages = the_task(project, by, number)
        alone = weasyprint_alone(html)
        rounds.append((ours, alone, ours / alone, pages))
        print(f"round {number} of {options.rounds}", file=sys.stderr)
    ours, alone, ratio, pages = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"A report of {pages:.0f} pages: {ours:.2f} s of processor time in the task,")
    print(f"{alone:.2f} s with WeasyPrint alone. Ratio {ratio:.2f} (bar: {BAR}).")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
