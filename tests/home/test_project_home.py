"""The home of a project, and its timeline."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from plan.models import Step
from plan.services import add_step, move_step
from projects.models import Project
from tests import factories
from tests import known_factories as things
from tests.factories import NOW
from tests.home.page import part, words
from tests.needing import need_nothing
from tests.pages import lacks, tight

HOME, TIMELINE = "/projects/waiting-at-night/", "/projects/waiting-at-night/find/"


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_participant_is_asked_what_is_theirs(signed_in, participant, amina, jo, today):
    factories.ActionFactory(
        project=amina.project, owner=amina, what="Ask the cleaners", due_on=today
    )
    factories.ActionFactory(project=amina.project, owner=jo)
    factories.BoundaryFactory(project=amina.project)
    client = signed_in(participant)
    assert part(client, HOME, "asked") == [
        "Ask the cleaners",
        "Which kinds of experience do you bring?",
        "What can change here, and what cannot?",
    ]
    assert "Hello Amina Three things are asked of you. Asked of you" in words(client, HOME)


def test_what_is_answered_is_not_asked_again(signed_in, participant, settled_in, project):
    boundary = factories.BoundaryFactory(project=project)
    client = signed_in(participant)
    assert part(client, HOME, "asked") == []
    assert "Nothing is asked of you today." in words(client, HOME)

    boundary.changed_at = timezone.now()
    boundary.save()
    assert part(client, HOME, "asked") == ["What can change here, and what cannot?"]


def test_a_facilitator_sees_what_waits_for_them_and_what_people_wait_for(
    signed_in, facilitator, jo, project, today, update
):
    jo.experience_answered_at = jo.boundaries_read_at = timezone.now()
    jo.save()
    need_nothing(jo)
    factories.ParticipationReviewFactory(project=project, finish_by=today + timedelta(days=3))
    factories.UnsettledFactory(project=project, what="The machine", look_again_on=today)
    update("Chairs", at=timezone.now() - timedelta(days=40), more_on=today)
    factories.DeliveryFactory(message__project=project, channel="phone")

    client = signed_in(facilitator)
    assert part(client, HOME, "asked") == [
        "Who is missing, and what do we do about it?",
        "Look again: The machine",
    ]
    assert part(client, HOME, "waited") == ["People wait for news", "1 letter or call to do"]


def test_a_participant_does_not_see_what_people_wait_for(
    signed_in, participant, project, today, update
):
    update("Chairs", at=timezone.now(), more_on=today)
    factories.DeliveryFactory(message__project=project, channel="phone")
    assert part(signed_in(participant), HOME, "waited") == []


def test_a_coordinator_reads_and_is_asked_nothing(
    signed_in, coordinator, project, jo, today, visited
):
    factories.ActionFactory(project=project, owner=jo)
    factories.ParticipationReviewFactory(project=project)
    client = signed_in(coordinator)
    assert (part(client, HOME, "asked"), part(client, HOME, "waited")) == ([], [])
    assert lacks(words(client, HOME), "Nothing is asked of you", but_has=project.name)


def test_what_comes_next(signed_in, participant, project, jo, today, update):
    factories.ReviewRhythmFactory(project=project, next_on=today + timedelta(days=9))
    update("Chairs", at=timezone.now(), more_on=today + timedelta(days=5))
    for title, state in [
        ("Under way", Step.State.DOING),
        ("Explored", Step.State.EXPLORING),
        ("Later", Step.State.PLANNED),
        ("Done", Step.State.DONE),
    ]:
        factories.StepFactory(project=project, title=title, state=state, owner=jo)
    factories.UnsettledFactory(
        project=project, what="Where the machine stands", look_again_on=today + timedelta(days=2)
    )

    page = signed_in(participant).get(HOME)
    ahead = page.context["ahead"]
    assert [step.title for step in ahead.steps] == ["Under way", "Explored"]
    assert (ahead.news_on, ahead.review_on) == (
        today + timedelta(days=5),
        today + timedelta(days=9),
    )
    assert [row.what for row in ahead.unsettled] == ["Where the machine stands"]


def test_a_project_without_dates_says_so(signed_in, participant):
    assert "Nothing has a date yet." in words(signed_in(participant), HOME)


def test_a_project_that_is_being_set_up_leads_its_facilitator_to_the_list(
    signed_in, facilitator, participant, project, client
):
    Project.objects.update(state=Project.State.SETTING_UP, started_on=None)
    assert part(signed_in(facilitator), HOME, "asked")[0] == "Finish setting up"
    client.force_login(participant)
    assert "This project is being set up. It has not started yet." in words(client, HOME)


def test_the_timeline_shows_all_newest_first_and_what_was_dropped(
    signed_in, participant, jo, update, decide
):
    now, day = timezone.now(), timedelta(days=1)
    step = add_step(jo.project, by=jo, title="A second screen", now=now - 90 * day)
    decide("Lights are dimmed", at=now - 80 * day)
    update("The chairs are ordered", at=now - 70 * day)
    move_step(step, by=jo, to_state="exploring", now=now - 65 * day)
    move_step(step, by=jo, to_state="dropped", why="It made noise.", now=now - 60 * day)

    page = signed_in(participant).get(TIMELINE)
    assert [entry["title"] for entry in page.context["page"].rows] == [
        "Step 1 was dropped: A second screen",
        "Step 1 is being explored: A second screen",
        "The chairs are ordered",
        "Lights are dimmed",
        "New step 1: A second screen",
    ]
    assert page.context["page"].rows[0]["look"] == "past"


def every_title(client, way="next", query="") -> tuple[list[str], str]:
    """Go through all pages one way; return also how the address of the last one ends."""
    titles = []
    while True:
        page = client.get(TIMELINE + query)
        entries = page.context["page"].rows
        assert len(entries) <= 25
        shown = [entry["title"] for entry in entries]
        titles = titles + shown if way == "next" else shown + titles
        link = re.search(rf'rel="{way}" href="([^"]+)"', tight(page.content.decode()))
        if not link:
            return titles, query
        query = link[1]


def test_paging_loses_and_doubles_nothing_also_of_one_moment(
    signed_in, participant, jo, update, decide
):
    now = timezone.now()
    for number in range(30):
        add_step(jo.project, by=jo, title=f"Step {number}", now=now)
        update(f"Update {number}", at=now if number % 5 else now - timedelta(hours=number))
    for number in range(8):
        decide(f"Decision {number}", at=now)

    client = signed_in(participant)
    titles, last = every_title(client)
    assert (len(titles), len(set(titles))) == (68, 68)
    back, _first = every_title(client, "prev", last)
    assert len(set(back)) == 68
    assert len(back) == 68


def test_the_timeline_tells_what_people_noticed_to_change(signed_in, participant, project):
    things.ImpactFactory(project=project, what="People sleep at night")
    things.ImpactFactory(project=project, what="Gone", retired_at=NOW, retired_why="It was undone.")
    page = signed_in(participant).get(TIMELINE)
    assert [entry["title"] for entry in page.context["page"].rows] == ["People sleep at night"]
    assert "Noticed by A carer." in page.content.decode()


@pytest.mark.parametrize("key", ["x", "1_2", "99-1", "0-x", "-", "0-" + "9" * 5000, "0-\x00"])
def test_a_made_up_place_in_the_timeline_shows_the_first_page(signed_in, participant, decide, key):
    decide("Lights are dimmed", at=timezone.now())
    for word in ("after", "before"):
        page = signed_in(participant).get(TIMELINE, {word: key})
        assert [entry["title"] for entry in page.context["page"].rows] == ["Lights are dimmed"]


def test_an_empty_timeline_says_what_will_stand_there(signed_in, participant):
    assert "Nothing happened yet" in words(signed_in(participant), TIMELINE)


def test_nothing_of_the_twin_project_shows(signed_in, outsider, decide):
    decide("Lights are dimmed", at=timezone.now())
    page = signed_in(outsider).get("/projects/waiting-at-night-twin/find/")
    assert page.context["page"].rows == []
    assert signed_in(outsider).get(TIMELINE).status_code == 404


def test_facilitators_are_asked_about_lessons_open_for_more_than_four_weeks(
    signed_in, facilitator, participant, project
):
    now = timezone.now()
    factories.LessonFactory(project=project, recorded_at=now - timedelta(days=27))
    page = signed_in(facilitator).get(f"/projects/{project.slug}/")
    assert lacks(page, "lesson", but_has=project.name)
    factories.LessonFactory(project=project, recorded_at=now - timedelta(days=30))
    page = signed_in(facilitator).get(f"/projects/{project.slug}/").content.decode()
    assert "1 lesson waits for a change" in page
    page = signed_in(participant).get(f"/projects/{project.slug}/").content.decode()
    assert lacks(page, "1 lesson waits for a change", but_has=project.name)


def test_members_are_asked_whether_they_agree(
    signed_in, participant, settled_in, amina, project, twin
):
    first, second = factories.StatementFactory.create_batch(2, project=project)
    factories.StatementFactory(project=twin)
    client = signed_in(participant)
    asked = ["Do you agree? 2 statements wait"]
    assert (part(client, HOME, "asked"), part(client, "/", "asked")) == (asked, asked)
    factories.agreement(first, amina)
    asked = ["Do you agree? 1 statement waits"]
    assert (part(client, HOME, "asked"), part(client, "/", "asked")) == (asked, asked)
    factories.agreement(second, amina, "not-yet")
    assert (part(client, HOME, "asked"), part(client, "/", "asked")) == ([], [])


def test_people_wait_for_what_came_of_their_concern(signed_in, facilitator, amina, project):
    statement = factories.StatementFactory(project=project)
    factories.agreement(statement, amina, "not-yet", concern="It is too loud.")
    assert part(signed_in(facilitator), HOME, "waited") == ["1 concern is open"]
