"""Takes a stored report away, because a name in it was taken out: its hash stays, and a signed note says so."""

from datetime import datetime

from django.core.signing import Signer
from django.db import transaction

from projects.models import Member
from reports.models import ReportFile, ReportTakenAway


@transaction.atomic
def take_report_away(file: ReportFile, *, by: Member, now: datetime) -> ReportTakenAway:
    """Let go of the page and the PDF of a report, and return the note that says so. A second time it is the first."""
    held = ReportFile.objects.select_for_update().defer("html", "pdf").get(pk=file.pk)
    signed = f"{held.report_id} {held.sha256} {now.isoformat()} {by.pk}"
    note, _is_new = ReportTakenAway.objects.get_or_create(
        report=held.report,
        defaults={
            "by": by,
            "at": now,
            "signature": Signer(salt="reports.taken-away").signature(signed),
        },
    )
    # The note first: the trigger lets go only of a file that a note names.
    ReportFile.objects.filter(pk=held.pk).update(html="", pdf=b"")
    return note
