"""
Meetings in people's own calendars, read back with another library than they are written with.

Over each change of the clock from 2026 to 2030, in eight zones: the hour in the file is the one on the wall.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.calendar import calendar_of
from meetings.models import CalendarFeed, Meeting
from outbox.emails import letter
from outbox.kinds import put_into_words
from outbox.models import Delivery
from participation.services import end_membership
from tests import factories
from tests.factories import NOW
from tests.gathering import FIELDS, a_meeting, plan_of

ZONES = [
    *("Europe/London", "Europe/Berlin", "America/New_York", "America/Santiago"),
    *("Australia/Lord_Howe", "Pacific/Auckland", "Africa/Cairo", "Asia/Kolkata"),
]


def entries(text: str) -> list:
    """Return what a calendar has, as another library reads it."""
    return vobject.readOne(text).contents.get("vevent", [])


def changes_of_the_clock(zone: ZoneInfo) -> list[date]:
    """Return the days from 2026 to 2030 on which clocks change there."""
    day, found = date(2026, 1, 1), []
    while day < date(2031, 1, 1):
        noon = datetime.combine(day, time(12), tzinfo=zone)
        if noon.utcoffset() != (noon + timedelta(days=1)).utcoffset():
            found.append(day + timedelta(days=1))
        day += timedelta(days=1)
    return found


def planned(project, on: date, begins: time, ends: time) -> Meeting:
    return Meeting(
        pk=1,
        project=project,
        **{**FIELDS, "on": on, "begins": begins, "ends": ends},
        changed_at=NOW,
    )


@pytest.mark.parametrize("name", ZONES)
def test_the_hour_is_the_one_on_the_wall_around_each_change_of_the_clock(name, project):
    zone = ZoneInfo(name)
    days = [
        day + timedelta(days=more) for day in changes_of_the_clock(zone) for more in (-1, 0, 1)
    ] or [date(2027, 3, 28)]
    assert len(days) > 20 or name == "Asia/Kolkata"
    with timezone.override(zone):
        for day in days:
            for begins, ends in ((time(4), time(5, 30)), (time(18), time(23, 45))):
                (entry,) = entries(calendar_of([planned(project, day, begins, ends)]))
                start, end = (one.value.astimezone(zone) for one in (entry.dtstart, entry.dtend))
                assert (start.date(), start.time(), end.time()) == (day, begins, ends)


def test_each_of_a_series_is_at_the_same_hour_when_the_clocks_change(project, jo):
    services.plan_meetings(project, plan=plan_of(on=date(2027, 3, 15), times=4), by=jo, now=NOW)
    found = entries(calendar_of(project.meetings.order_by("on")))
    utc = [one.dtstart.value.astimezone(UTC).hour for one in found]
    assert utc == [18, 18, 17, 17]
    assert len({one.uid.value for one in found}) == 4


def test_a_moved_or_called_off_meeting_takes_the_place_of_the_one_before(project, jo):
    meeting = a_meeting(project, jo, now=NOW)
    (first,) = entries(calendar_of([meeting]))
    meeting.begins = time(17)
    services.change_meeting(meeting, plan=plan_of(NOW), revision=1, by=jo, now=NOW)
    (moved,) = entries(calendar_of([meeting]))
    services.call_off_meeting(meeting, why="Jo is ill.", by=jo, now=NOW)
    (off,) = entries(calendar_of([Meeting.objects.get(pk=meeting.pk)]))
    assert first.uid.value == moved.uid.value == off.uid.value
    counts = [int(one.sequence.value) for one in (first, moved, off)]
    assert counts == sorted(set(counts))
    assert [one.status.value for one in (first, moved, off)] == [
        *("CONFIRMED", "CONFIRMED", "CANCELLED"),
    ]
    assert "Jo is ill." in off.description.value
    assert moved.dtstart.value.astimezone(timezone.get_current_timezone()).hour == 17


def test_words_of_people_break_no_file(project, jo):
    title, place = "Tea; cake, \\ and\u2028more", "4 Mill Lane\nEND:VCALENDAR\nRing, the; bell"
    meeting = a_meeting(project, jo, title=title, place=place, why="A\r\nB", now=NOW)
    (entry,) = entries(calendar_of([meeting]))
    assert entry.summary.value.startswith("Tea; cake, \\ and")
    assert entry.location.value == "4 Mill Lane END:VCALENDAR Ring, the; bell"


def test_the_email_carries_the_meetings_that_were_planned(project, amina, jo):
    a_meeting(project, jo, times=2, now=NOW)
    delivery = Delivery.objects.get(message__kind="meeting_asked_all", member=amina)
    email = letter(put_into_words(delivery.message))(delivery)
    ((name, text, kind),) = email.attachments
    assert (name, kind, len(entries(text))) == ("meeting.ics", "text/calendar", 2)


def test_a_private_address_has_the_meetings_of_all_projects_of_one_person(
    project, amina, jo, client
):
    a_meeting(project, jo)
    twin = factories.ProjectFactory(name="Elsewhere")
    boss = factories.MemberFactory(project=twin, role="facilitator")
    a_meeting(twin, boss, title="Not theirs")
    key = services.make_feed(amina.user, now=NOW)
    address = reverse("meetings:calendar_file", args=[key])
    (entry,) = entries(client.get(address).content.decode())
    assert entry.summary.value == "At the night shelter (Waiting at night)"
    end_membership(amina, now=NOW)
    assert entries(client.get(address).content.decode()) == []


def test_a_stopped_or_guessed_address_leads_nowhere_and_the_database_has_no_key(amina, client, db):
    first = services.make_feed(amina.user, now=NOW)
    second = services.make_feed(amina.user, now=NOW)
    row = CalendarFeed.objects.get()
    wrong = [first, row.key_hash, "x"]
    assert {
        client.get(reverse("meetings:calendar_file", args=[key])).status_code for key in wrong
    } == {404}
    assert services.find_user_of_feed(second) == amina.user
    assert services.stop_feed(amina.user)
    assert services.find_user_of_feed(second) is None
