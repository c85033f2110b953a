"""Days and hours in our words, the same in pages, emails and reports; and periods."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q
from django.utils import dateformat, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted."""

    starts_on: date
    ends_on: date

    def of(self, field: str) -> Q:
        """Keep the rows whose moment lies in the period."""
        return Q(**{f"{field}__date__gte": self.starts_on, f"{field}__date__lte": self.ends_on})

    def of_day(self, field: str) -> Q:
        """Keep the rows whose day lies in the period."""
        return Q(**{f"{field}__gte": self.starts_on, f"{field}__lte": self.ends_on})


def long_date(value: date | datetime | None) -> str:
    """Write a day in full, "Thursday 19 November 2026", in the reader's time zone; nothing for None."""
    if value is None:
        return ""
    local = _local(value)
    return _in_words(local.year, local.month, local.day, get_language())


@lru_cache(maxsize=4096)
def _in_words(year: int, month: int, day: int, language: str | None) -> str:
    """Write a day once: a list shows the same few days many times, and formatting one is slow."""
    return dateformat.format(date(year, month, day), _("l j F Y"))


def iso_day(value: date | datetime | None) -> str | None:
    """Write a day for other programs, "2026-11-19", in the reader's time zone; None for None."""
    if value is None:
        return None
    local = _local(value)
    return date(local.year, local.month, local.day).isoformat()


def month_words(year: int, month: int | None) -> str:
    """Write a month, "March 2024", or a year alone where the month is not known."""
    return dateformat.format(date(year, month, 1), _("F Y")) if month else str(year)


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
