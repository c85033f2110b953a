"""Makes a report: gathers, lays out, and stores page and PDF once."""

import hashlib
import logging
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from reports.content import gather
from reports.limits import TookTooLong, within
from reports.models import Report, ReportFile
from reports.pdf import render_pdf

logger = logging.getLogger(__name__)
#: Less than a lease (core.leases.LEASE), so that nobody else takes the report meanwhile.
SECONDS = 150
MEGABYTES = 900
#: A worker that died this often on the same report would die again.
TRIES = 3


def render(report: Report, *, now: datetime) -> bool:
    """
    Make the page and the PDF of a report that the caller holds by a lease; return whether they are stored now.

    What goes wrong with the report itself is recorded on it, for a page to say. When the database is away, the
    lease runs out and the schedule finds the report again.
    """
    if report.tries > TRIES:
        report.fail(now=now, error=_("The work was broken off several times."))
        return False
    try:
        with translation.override(settings.LANGUAGE_CODE):
            report.move_to(Report.Stage.GATHERING)
            html = render_page(report, now=now)
            document = render_document(report, html)
            report.move_to(Report.Stage.RENDERING)
            # No query in here: one that is broken off in the middle leaves a connection that cannot be used.
            with within(seconds=SECONDS, megabytes=MEGABYTES):
                pdf, pages = render_pdf(document)
    except DatabaseError:
        raise
    except TookTooLong:
        report.fail(now=now, error=_("It took too long. A shorter period may work."))
    except MemoryError:
        report.fail(now=now, error=_("It needed too much memory. A shorter period may work."))
    except Exception as error:
        logger.exception("report %s: %s", report.pk, type(error).__name__)
        report.fail(now=now, error=_("Something went wrong on our side."))
    else:
        return store(report, html=html, pdf=pdf, pages=pages, now=now)
    return False


def render_page(report: Report, *, now: datetime) -> str:
    """Return the report as the part of a page that is kept."""
    return render_to_string("reports/report_body.html", gather(report, now=now))


def render_document(report: Report, html: str) -> str:
    """Return the whole HTML document that the PDF is made of, around the same part."""
    # The part comes from our own template, which has escaped every word of a person.
    context = {"report": report, "project": report.project, "body": mark_safe(html)}  # noqa: S308
    return render_to_string("reports/report_document.html", context)


@transaction.atomic
def store(report: Report, *, html: str, pdf: bytes, pages: int, now: datetime) -> bool:
    """Keep what was rendered, once; return False when somebody else was earlier."""
    if not report.mark_done(now=now):
        return False
    report.move_to(Report.Stage.READY)
    ReportFile.objects.create(
        report=report,
        html=html,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=pages,
        created_at=now,
    )
    return True
