"""The words of reports that other pages use too."""

from django.utils.translation import gettext_lazy

from core.offers import RunLink

STATES = {"ready": ("full", gettext_lazy("Ready"))}

RUN_LINKS = (RunLink(gettext_lazy("Reports"), "reports:report_list", 60),)
