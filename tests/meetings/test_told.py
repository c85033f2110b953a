"""What reports say of meetings: counts without names of what was held, and only what is published."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from core.dates import Period
from meetings.models import Meeting, MeetingNotes, PulseResult
from meetings.told import felt, held
from tests import factories
from tests.elements.conftest import DAY
from tests.elements.meetings_held import met
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
PERIOD = Period(DAY - timedelta(days=60), DAY)


@pytest.fixture
def there(project, jo):
    """Jo, who runs the project, and six others."""
    return [jo, *factories.MemberFactory.create_batch(6, project=project)]


def told(project, period=PERIOD, on=DAY):
    return {**held(project, period, on=on), **felt(project, period, on=on)}


def test_where_none_was_held_nothing_is_printed(project):
    found = told(project)
    assert (found["met"], found["meetings_felt"]) == (None, [])


def test_it_counts_meetings_by_kind_of_place_and_each_member_once(project, jo, there):
    met(project, jo, there, days=40, connect_minutes=20, where="meal")
    met(project, jo, there[:5], days=20, connect_minutes=0, where="place")
    met(project, jo, there[:5], days=10, connect_minutes=5, where="place")
    MeetingNotes.objects.update(others_there=2)
    found = told(project)["met"]
    assert [(row["label"], row["number"], row["timed"]) for row in found["kinds"]] == [
        ("In a place", 2, 1),
        ("Over a meal", 1, 1),
    ]
    assert (found["number"], found["timed"]) == (3, 2)
    assert (found["participants"], found["facilitators"], found["others"]) == (6, 1, 6)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Meeting.objects.update(on=DAY - timedelta(days=61)),
        lambda: Meeting.objects.update(on=DAY + timedelta(days=1)),
        lambda: MeetingNotes.objects.all().delete(),
        lambda: Meeting.objects.update(
            called_off_at=factories.NOW, called_off_why="Snow.", called_off_by=None
        ),
    ],
)
def test_what_was_not_held_in_this_time_is_left_out(project, jo, there, change):
    met(project, jo, there, days=10)
    assert told(project)["met"]["number"] == 1
    change()
    assert told(project)["met"] is None


def test_it_says_how_they_felt_where_that_is_published(project, jo, there):
    met(project, jo, there, days=40, how={"level": "coarse", "up": 4, "down": 2})
    met(project, jo, there, days=10, how={"level": "hidden", "up": None, "down": None})
    found = told(project)
    assert [day for day, _felt in found["meetings_felt"]] == [DAY - timedelta(days=40)]
    page = tight(render_to_string("meetings/report/felt.html", found))
    assert page.count("4 of 6") == PulseResult.objects.exclude(level="hidden").count() > 0
    page += tight(render_to_string("meetings/report/held.html", found))
    names = [member.known_as for member in there[1:]]
    assert lacks(page, *names, but_has="How our meetings feel")
