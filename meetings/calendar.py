"""
Meetings as calendars read them (iCalendar, RFC 5545), written by the library `icalendar` (docs/adr/0164).

Each moment is written in UTC and each meeting is an entry of its own: no calendar has to know when clocks change here.
The library is read when it is first needed: it takes 5 MB, in each process of the server.
"""

from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from meetings.models import Meeting
from outbox.mail_ids import mail_host

if TYPE_CHECKING:
    from icalendar import Event

KIND = "text/calendar"


def calendar_of(meetings: Iterable[Meeting], *, for_everybody: str = "") -> str:
    """
    Return a file with these meetings, each with its project; one that was called off says so.

    :param for_everybody: the path of the page on which everybody reads of them; then nothing is said of how to join
        from elsewhere, nor why one was called off.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Coproduce//Meetings//EN")
    calendar.add("version", "2.0")
    # Not a request: an answer that a mail program sent would reach nobody.
    calendar.add("method", "PUBLISH")
    for meeting in meetings:
        calendar.add_component(_entry(meeting, for_everybody))
    return calendar.to_ical().decode()


def _entry(meeting: Meeting, for_everybody: str) -> "Event":
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"meeting-{meeting.pk}@{mail_host()}")
    # With the same number and a later count, a calendar puts it in place of the one it has.
    entry.add("sequence", meeting.revision)
    entry.add("dtstamp", meeting.changed_at.astimezone(UTC))
    entry.add("dtstart", meeting.starts_at.astimezone(UTC))
    entry.add("dtend", meeting.ends_at.astimezone(UTC))
    called = _("%(title)s (%(project)s)") % {
        "title": meeting.title,
        "project": meeting.project.name,
    }
    is_off = meeting.is_called_off
    entry.add("summary", _("Called off: %(what)s") % {"what": called} if is_off else called)
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if meeting.place:
        entry.add("location", " ".join(meeting.place.split()))
    entry.add("description", meeting.why if for_everybody else _describe(meeting))
    entry.add("url", f"{settings.SITE_URL}{for_everybody or meeting.get_absolute_url()}")
    return entry


def _describe(meeting: Meeting) -> str:
    ring = _("By phone: %(phone)s") % {"phone": meeting.phone} if meeting.phone else ""
    join = _("Online: %(link)s") % {"link": meeting.link} if meeting.link else ""
    why = meeting.called_off_why if meeting.is_called_off else meeting.why
    return "\n\n".join(filter(None, [why, ring, join]))
