"""Where `reports` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.models import Member, Project
from projects.peoples_words import PeoplesWords
from reports.models import LetterPack, LetterPackFile, Pack, PackFile, ReportFile
from reports.taking_away import take_report_away


def _let_go(row: Any, field: str, by: Member, now: datetime) -> None:
    """Take a stored report away: it could not be changed, but made anew."""
    take_report_away(row, by=by, now=now)


PEOPLES_WORDS = (
    PeoplesWords(_("Where sheets come back to"), Pack, ("send_back",)),
    PeoplesWords(_("Where answers to letters come back to"), LetterPack, ("send_back",)),
    PeoplesWords(_("A report"), ReportFile, ("html",), let_go=_let_go),
)


def forget_words(project: Project) -> None:
    """
    Remove letters and sheets that were laid out with the words as they were; they can be asked for again.

    What is being laid out just now is made again (:meth:`reports.models.Rendered.keep_once`).
    """
    LetterPackFile.objects.filter(pack__project=project).delete()
    PackFile.objects.filter(pack__review__project=project).delete()
