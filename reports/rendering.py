"""Makes a report: gathers, lays out within limits, and stores page and PDF once."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core import fonts
from core.holding import keep_holding
from reports.content import gather
from reports.limits import TookTooLong, within
from reports.models import Rendered, Report, ReportFile, Stage
from reports.pdf import LettersMissing, render_pdf

logger = logging.getLogger(__name__)
#: What the layout of one PDF may take.
SECONDS = 60
MEGABYTES = 512
#: A pack of sheets or letters is as large as it may be in one piece.
MEGABYTES_OF_A_PACK = 900
#: So long a worker holds it, and anew every few seconds while it lives: when it is killed, others wait for no longer.
HELD, ANEW = timedelta(seconds=20), timedelta(seconds=5)
#: A worker that died this often on the same work would die again.
TRIES = 3


@dataclass(frozen=True)
class Written:
    """What is to be laid out: the whole HTML document, and the part of it that is kept as a page."""

    document: str
    part: str = ""


@dataclass(frozen=True)
class LaidOut:
    """A PDF with its number of pages, and the part that is kept as a page."""

    pdf: bytes
    pages: int
    part: str


def render(report: Report, *, now: datetime) -> bool:
    """Make the page and the PDF of a report that the caller holds by a lease; return whether they are stored now."""

    def write() -> Written:
        part = render_page(report, now=now)
        return Written(render_document(report, part), part)

    made = lay_out(report, write, now=now, smaller=_("A shorter period may work."))
    return made is not None and store(report, made, now=now)


def lay_out(
    job: Rendered,
    write: Callable[[], Written],
    *,
    now: datetime,
    smaller: str,
    megabytes: int = MEGABYTES,
) -> LaidOut | None:
    """
    Return the PDF of what ``write`` returns, for work that the caller holds by a lease.

    What goes wrong with the work itself is recorded on it, for a page to say (``smaller``: how to ask for less), and
    None is returned. When the database is away, the lease runs out and the schedule finds the work again.
    """
    if job.tries > TRIES:
        job.fail(now=now, error=_("The work was broken off several times."))
        return None
    try:
        with (
            translation.override(settings.LANGUAGE_CODE),
            keep_holding(job, lease=HELD, every=ANEW),
        ):
            job.move_to(Stage.GATHERING)
            written = write()
            job.move_to(Stage.RENDERING)
            # No query in here: one that is broken off in the middle leaves a connection that cannot be used.
            with within(seconds=SECONDS, megabytes=megabytes):
                pdf, pages = render_pdf(written.document)
    except DatabaseError:
        raise
    except Exception as error:
        job.fail(now=now, error=_tell(error, job, smaller=smaller))
        return None
    return LaidOut(pdf, pages, written.part)


def _tell(error: Exception, job: Rendered, *, smaller: str) -> str:
    """Return what went wrong in words for the page; what nobody expected is logged."""
    if isinstance(error, TookTooLong):
        return _("It took too long. %(smaller)s") % {"smaller": smaller}
    # A library in C that gets no memory ends in a SystemError.
    if isinstance(error, MemoryError | SystemError):
        return _("It needed too much memory. %(smaller)s") % {"smaller": smaller}
    if isinstance(error, LettersMissing):
        return tell_missing(error.letters)
    logger.error("%s: %s", job, type(error).__name__, exc_info=error)
    return _("Something went wrong on our side.")


def tell_missing(letters: list[str]) -> str:
    """Return in plain words that some letters cannot be printed, which, and how whoever runs this can add them."""
    return _(
        "It has letters that cannot be printed here yet: %(letters)s. Whoever runs this website can add them: they "
        "install %(packages)s, and start Coproduce again. Then try again here. Nothing is lost meanwhile."
    ) % {"letters": fonts.name_letters(letters), "packages": fonts.packages_for(letters)}


def render_page(report: Report, *, now: datetime) -> str:
    """Return the report as the part of a page that is kept."""
    return render_to_string("reports/report_body.html", gather(report, now=now))


def render_document(report: Report, html: str) -> str:
    """Return the whole HTML document that the PDF is made of, around the same part."""
    # The part comes from our own template, which has escaped every word of a person.
    context = {"report": report, "project": report.project, "body": mark_safe(html)}  # noqa: S308
    return render_to_string("reports/report_document.html", context)


@transaction.atomic
def store(report: Report, made: LaidOut, *, now: datetime) -> bool:
    """Keep what was rendered, once; return False when somebody else was earlier."""
    if not report.keep_once(report.project, now=now):
        return False
    report.move_to(Stage.READY)
    ReportFile.objects.create(
        report=report,
        html=made.part,
        pdf=made.pdf,
        sha256=hashlib.sha256(made.pdf).hexdigest(),
        pages=made.pages,
        created_at=now,
    )
    return True
