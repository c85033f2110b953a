"""The words of reports that other pages use too."""

from django.utils.translation import gettext_lazy

STATES = {"ready": ("full", gettext_lazy("Ready"))}
