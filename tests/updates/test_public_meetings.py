"""What else everybody reads: meetings to which they can come, as a calendar too, and what can change."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from meetings.models import Meeting
from meetings.services import call_off_meeting
from plan.models import Boundary
from plan.services import add_boundary, change_boundary
from projects.models import Project
from tests import factories
from tests.factories import NOW
from tests.gathering import a_meeting
from tests.pages import lacks

pytestmark = pytest.mark.django_db
PAGE, CALENDAR = "/p/waiting-at-night/", "/p/waiting-at-night/meetings.ics"
JOIN = {"phone": "0300 123", "link": "https://call.example.org/room"}


@pytest.fixture
def open_project(project) -> Project:
    project.is_public, project.purpose = True, "A quiet night"
    project.save()
    return project


def in_calendar(client) -> list[tuple[str, str]]:
    found = Calendar.from_ical(client.get(CALENDAR).content).walk("VEVENT")
    return [(str(one["summary"]), str(one["url"])) for one in found]


def test_a_meeting_for_everybody_is_on_the_page_and_in_the_calendar(client, open_project, jo):
    a_meeting(open_project, jo, title="Soup for all", why="To meet", is_public=True, **JOIN)
    a_meeting(open_project, jo, title="Only us", why="Among ourselves")
    page = client.get(PAGE)
    assert lacks(page, "Only us", "Among ourselves", *JOIN.values(), but_has="Soup for all")
    ((summary, url),) = in_calendar(client)
    assert "Soup for all" in summary
    assert url.endswith(PAGE)
    file = client.get(CALENDAR)
    assert lacks(file.text, "Only us", *JOIN.values(), but_has="Soup for all")
    assert file.headers["Cache-Control"] == "public, no-cache"


def test_why_a_meeting_is_called_off_is_for_members(client, open_project, jo):
    meeting = a_meeting(open_project, jo, title="Soup for all", is_public=True)
    call_off_meeting(meeting, why="Ann is in hospital.", by=jo, now=timezone.now())
    assert lacks(client.get(PAGE), "hospital", but_has="Called off:")
    assert lacks(client.get(CALENDAR).text, "hospital", but_has="Called off: Soup for all")


def test_what_is_over_is_in_the_calendar_alone(client, open_project, jo):
    meeting = a_meeting(open_project, jo, title="Soup for all", is_public=True)
    past = timezone.now() - timedelta(days=9)
    Meeting.objects.filter(pk=meeting.pk).update(on=past.date(), over_at=past)
    assert lacks(client.get(PAGE), "Soup for all", but_has="A quiet night")
    assert len(in_calendar(client)) == 1
    Meeting.objects.filter(pk=meeting.pk).update(on=past.date() - timedelta(days=90))
    assert in_calendar(client) == []


def test_a_project_that_has_ended_invites_nobody(client, open_project, jo):
    a_meeting(open_project, jo, title="Soup for all", is_public=True)
    Project.objects.update(state="ended", ended_on=timezone.localdate() - timedelta(days=1))
    assert lacks(client.get(PAGE), "Soup for all", but_has="This project ended")
    assert in_calendar(client) == []
    Project.objects.update(is_public=False)
    assert client.get(CALENDAR).status_code == 404


def test_a_facilitator_opens_a_meeting_and_the_next_one_taken_from_it_is_not(
    signed_in, facilitator, open_project, jo
):
    meeting = a_meeting(open_project, jo, title="Soup for all", is_public=True)
    page = signed_in(facilitator)
    assert "It is on the public page." in page.get(meeting.get_absolute_url()).text
    create = reverse("meetings:meeting_create", args=[open_project.slug])
    form = page.get(f"{create}?like={meeting.pk}").context["form"]
    assert form["title"].value() == "Soup for all"
    assert not form["is_public"].value()


BOUNDARY = {"kind": "open", "what": "The chairs", "why": "They hurt.", "who": "Sister Mary"}


def test_what_can_change_is_shown_where_somebody_chose_it(client, open_project, jo):
    add_boundary(open_project, **BOUNDARY, until=None, is_public=True, now=NOW)
    add_boundary(open_project, **(BOUNDARY | {"what": "The walls"}), until=None, now=NOW)
    page = client.get(PAGE)
    assert lacks(page, "The walls", "Sister Mary", but_has="The chairs")
    assert "They hurt." in page.text


def test_putting_it_on_the_page_asks_nobody_to_read_it_again(open_project, jo):
    boundary = add_boundary(open_project, **BOUNDARY, until=None, now=NOW)
    boundary.is_public = True
    change_boundary(boundary, revision=1, by=jo, now=NOW + timedelta(days=1))
    row = Boundary.objects.get()
    assert (row.is_public, row.changed_at, row.changes.count()) == (True, NOW, 1)
    row.what = "The sofas"
    change_boundary(row, revision=2, by=jo, now=NOW + timedelta(days=2))
    assert Boundary.objects.get().changed_at == NOW + timedelta(days=2)


def test_a_boundary_is_put_there_by_its_form(client, signed_in, facilitator, open_project):
    page = signed_in(facilitator)
    typed = {"kind": "open", "what": "The chairs", "is_public": "on", "promise": ""}
    page.post(reverse("plan:boundary_create", args=[open_project.slug]), typed)
    assert Boundary.objects.get().is_public
    listed = page.get(reverse("plan:boundary_list", args=[open_project.slug]))
    assert "On the public page." in listed.text


def test_the_page_asks_the_same_for_few_and_for_many(
    client, open_project, jo, django_assert_max_num_queries
):
    for number in range(7):
        a_meeting(open_project, jo, title=f"Soup {number}", is_public=True)
        factories.BoundaryFactory(project=open_project, is_public=True)
    with django_assert_max_num_queries(12):
        seen = client.get(PAGE).text
    assert seen.count("Soup") == 5
