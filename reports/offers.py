"""What reports offer: their words, and the section that says what comes next."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from core.dates import Period
from core.offers import RunLink, Section
from projects.models import Project
from reports.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from reports.peoples_words import forget_words as forget_words

STATES = {"ready": ("full", gettext_lazy("Ready"))}
RUN_LINKS = (
    RunLink(gettext_lazy("Print on paper"), "reports:paper", 50),
    RunLink(gettext_lazy("Reports"), "reports:report_list", 60),
)


def coming(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return nothing of its own: it shows the lines of all apps, where the first page has no room for them."""
    return {}


SECTIONS = (
    Section(
        "coming",
        gettext_lazy("What comes next"),
        "reports/parts/coming.html",
        coming,
        order=85,
        needs=("coming",),
    ),
)
