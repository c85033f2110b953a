"""The hours of a meeting as they are read."""

from datetime import time

from django.utils import dateformat
from django.utils.translation import gettext as _


def hour(at: time) -> str:
    """Write an hour, "6pm", "7:30pm", "noon"."""
    return dateformat.time_format(at, "P").replace(" a.m.", "am").replace(" p.m.", "pm")


def hours(begins: time, ends: time) -> str:
    """Write from when to when, "6pm to 7:30pm"."""
    return _("%(begins)s to %(ends)s") % {"begins": hour(begins), "ends": hour(ends)}
