"""Days that people type: what cannot be meant is asked about before it is kept."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

#: A day further away than this, in years, is a slip of the finger: nothing that a group writes down lies there.
YEARS_BACK, YEARS_AHEAD = 100, 50


def refuse_unlikely(day: date) -> None:
    """
    Refuse a day outside life, and show the year that was typed.

    :raises ValidationError: with the words for the form.
    """
    this_year = timezone.localdate().year
    if this_year - YEARS_BACK <= day.year <= this_year + YEARS_AHEAD:
        return
    raise ValidationError(
        _("Look at the year again: it says %(year)s.") % {"year": f"{day.year:04}"}, code="unlikely"
    )


def refuse_past(day: date) -> None:
    """
    Refuse a day that has passed where people are.

    :raises ValidationError: with the words for the form.
    """
    if day < timezone.localdate():
        raise ValidationError(
            _("This day has passed. Choose one that is still to come."), code="past"
        )
