"""Days and hours in our words, the same in pages, emails and reports."""

from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _


def long_date(value: date | datetime | None) -> str:
    """Write a day in full, "Thursday 19 November 2026", in the reader's time zone; nothing for None."""
    if value is None:
        return ""
    return dateformat.format(_local(value), _("l j F Y"))


def long_moment(value: datetime | None) -> str:
    """Write a day and hour, "Thursday 19 November 2026 at 6:05pm", in the reader's time zone; nothing for None."""
    if value is None:
        return ""
    at = _local(value)
    hour = dateformat.format(at, "P").replace(" a.m.", "am").replace(" p.m.", "pm")
    return _("%(day)s at %(hour)s") % {"day": long_date(value), "hour": hour}


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
