"""The front page, and the home of a person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.models import Invitation
from plan.services import add_step, move_step
from projects.models import Project, Role
from tests import factories
from tests.home.page import part, words
from tests.needing import need_nothing
from tests.questions.rows import contribution


@pytest.fixture
def today():
    return timezone.localdate()


def invite(user, project, **more):
    member = factories.MemberFactory(project=project, user=user, joined_at=None)
    now = timezone.now()
    times = {"created_at": now, "leaves_at": now, "expires_at": now + timedelta(days=9)}
    return Invitation.objects.create(member=member, **(times | more))


def test_signed_out_the_front_page_says_what_this_is(client, db):
    page = words(client, "/")
    assert page.startswith("Work it out together, and keep every promise")
    assert "Equal" in page
    assert client.get("/").content.decode().count('class="button"') == 1


def test_a_stranger_is_told_what_to_do(signed_in, stranger):
    page = words(signed_in(stranger), "/")
    assert "Hello Sam You are in no project yet" in page
    assert "You signed in with sam@example.org ." in page


@pytest.fixture
def second(participant):
    """Another project of the participant."""
    second = factories.ProjectFactory(name="Gardens", slug="gardens")
    factories.MemberFactory(project=second, user=participant, known_as="Amina")
    return second


def test_with_one_project_the_home_is_its_today(signed_in, participant, settled_in, project, twin):
    client = signed_in(participant)
    assert client.get("/").headers["Location"] == project.get_absolute_url()
    assert "Nothing is asked of you today." in words(client, "/")


def test_with_several_projects_the_home_lists_them_and_no_others(
    signed_in, participant, settled_in, project, second, twin
):
    shown = signed_in(participant).get("/").context["projects"]
    assert [one["project"] for one in shown] == [second, project]


def test_both_homes_say_the_same_of_what_is_asked(
    signed_in, facilitator, participant, jo, amina, project, second, today, update, decide
):
    factories.MemberFactory(project=second, user=facilitator, role=Role.FACILITATOR)
    for one in (project, second):
        factories.ActionFactory(project=one, owner=one.members.get(user=participant), due_on=today)
        factories.ParticipationReviewFactory(project=one, finish_by=today - timedelta(days=1))
        factories.UnsettledFactory(project=one, look_again_on=today)
        factories.StatementFactory(project=one)
        factories.BoundaryFactory(project=one)
        factories.ReviewFactory(project=one, closes_on=today + timedelta(days=3))
        factories.DeliveryFactory(message__project=one, channel="post")
        contribution(one.members.get(user=participant))
    update("Chairs", at=timezone.now() - timedelta(days=20), more_on=today - timedelta(days=2))
    for user, at_least in ((facilitator, 6), (participant, 4)):
        client = signed_in(user)
        listed = client.get("/").context["projects"]
        assert len(listed) == 2
        for one in listed:
            own = client.get(one["project"].get_absolute_url()).context["asked"]
            assert one["asked"] == own
            assert len(own.all) >= at_least


def test_a_member_who_left_sees_nothing_of_the_project(signed_in, amina, participant, decide):
    decide("Lights are dimmed", at=timezone.now())
    amina.left_at = timezone.now()
    amina.save()
    page = words(signed_in(participant), "/")
    assert "You are in no project yet" in page
    assert "Lights are dimmed" not in page


def test_a_coordinator_is_led_to_their_organisations(signed_in, coordinator, project, twin):
    answer = signed_in(coordinator).get("/")
    assert answer.context["organisations"] == [project.organisation]
    assert f'href="/organisations/{project.organisation.slug}/"' in answer.content.decode()


def test_an_organisation_without_a_project_leads_to_its_first(signed_in, db):
    cora = factories.CoordinatorFactory()
    page = signed_in(cora.user).get("/").content.decode()
    assert "Create the first project" in page
    assert f'href="/organisations/{cora.organisation.slug}/projects/new/"' in page
    assert "See all projects" not in page
    factories.ProjectFactory(organisation=cora.organisation)
    page = signed_in(cora.user).get("/").content.decode()
    assert "Create the first project" not in page
    assert "See all projects" in page


def test_an_invitation_is_asked_first_even_of_a_stranger(signed_in, stranger, project):
    invitation = invite(stranger, project)
    client = signed_in(stranger)
    assert part(client, "/", "asked") == ["Will you take part in Waiting at night?"]
    assert f'href="/invitations/{invitation.token}/"' in client.get("/").content.decode()


@pytest.mark.parametrize("over", ["accepted_at", "declined_at", "revoked_at", "expires_at"])
def test_an_invitation_that_is_over_is_not_asked(signed_in, stranger, project, over):
    invite(stranger, project, **{over: timezone.now()})
    assert part(signed_in(stranger), "/", "asked") == []


def test_an_invitation_of_somebody_else_is_not_shown(signed_in, stranger, participant, project):
    invite(stranger, project)
    assert part(signed_in(participant), "/", "invitations") == []


def test_an_invitation_stands_on_the_home_of_ones_only_project(signed_in, participant, twin):
    invite(participant, twin)
    asked = ["Will you take part in Waiting at night?"]
    assert part(signed_in(participant), "/", "invitations") == asked


def test_what_one_promised_is_asked_what_is_late_first(
    signed_in, settled_in, amina, jo, participant, today
):
    for what, days, owner in [
        ("Ask the cleaners", 3, amina),
        ("Ring the porters", -2, amina),
        ("Book the room", 1, jo),
    ]:
        factories.ActionFactory(
            project=amina.project, owner=owner, what=what, due_on=today + timedelta(days=days)
        )
    done = factories.ActionFactory(project=amina.project, owner=amina)
    done.done_at, done.outcome = timezone.now(), "Rang them."
    done.save()

    client = signed_in(participant)
    assert part(client, "/", "asked") == ["Ring the porters", "Ask the cleaners"]
    assert words(client, "/").count("Overdue") == 1


def test_a_facilitator_sees_what_waits_in_each_of_their_projects(
    signed_in, facilitator, project, today, update, decide
):
    new = factories.ProjectFactory(name="Gardens", state=Project.State.SETTING_UP, started_on=None)
    factories.MemberFactory(project=new, user=facilitator, role=Role.FACILITATOR)
    factories.ParticipationReviewFactory(project=project, finish_by=today - timedelta(days=1))
    factories.UnsettledFactory(project=project, what="The machine", look_again_on=today)
    factories.UnsettledFactory(project=project, look_again_on=today + timedelta(days=1))
    update("Chairs", at=timezone.now() - timedelta(days=20), more_on=today - timedelta(days=2))
    decide("Lamps stay", at=timezone.now() - timedelta(days=20), look_again_on=today)
    letter = factories.DeliveryFactory(message__project=project, channel="post")
    factories.DeliveryFactory(message=letter.message, channel="phone")
    factories.DeliveryFactory(message=letter.message, channel="email")

    jo = project.members.get(user=facilitator)
    jo.experience_answered_at = timezone.now()
    jo.save()
    need_nothing(jo)
    listed = signed_in(facilitator).get("/").context["projects"]
    asked = {one["project"].name: [ask.title for ask in one["asked"].all] for one in listed}
    assert asked == {
        "Gardens": ["Finish setting up", "Which kinds of experience do you bring?"],
        "Waiting at night": [
            "People wait for news",
            "2 letters and calls to do",
            "Who is missing, and what do we do about it?",
            "Look at decision 1 again",
            "Look again: The machine",
        ],
    }


def test_a_participant_is_asked_nothing_of_what_facilitators_do(
    signed_in, participant, settled_in, jo, project, today, update, decide
):
    factories.ParticipationReviewFactory(project=project)
    factories.UnsettledFactory(project=project, look_again_on=today)
    update("Chairs", at=timezone.now(), more_on=today - timedelta(days=2))
    decide("Lamps stay", at=timezone.now(), look_again_on=today)
    factories.DeliveryFactory(message__project=project, channel="post")
    assert part(signed_in(participant), "/", "asked") == []


def test_since_the_last_visit_shows_what_happened_the_most_important_first(
    signed_in, participant, jo, visited, update, decide
):
    day = timedelta(days=1)
    decide("Too long ago", at=visited - 11 * day)
    decide("Lights are dimmed", at=visited - 5 * day)
    update("Too old an update", at=visited - 12 * day)
    update("The chairs are ordered", at=visited - 3 * day)
    factories.UpdateFactory(project=jo.project, title="A draft")
    step = add_step(jo.project, by=jo, title="A second screen", now=visited - 30 * day)
    move_step(step, by=jo, to_state="dropped", why="It made noise.", now=visited - 1 * day)

    client = signed_in(participant)
    assert part(client, "/", "news") == [
        "Lights are dimmed",
        "The chairs are ordered",
        "Step 1 was dropped: A second screen",
    ]
    page = words(client, "/")
    assert "Since you were last here" in page
    assert "It made noise." in page
    assert "Why: So that people can rest." in page


def test_the_first_visit_shows_the_last_thirty_days(signed_in, participant, jo, decide):
    decide("Older", at=timezone.now() - timedelta(days=31))
    decide("Newer", at=timezone.now() - timedelta(days=29))
    client = signed_in(participant)
    assert part(client, "/", "news") == ["Newer"]
    assert "In the last 30 days" in words(client, "/")


def test_nothing_of_another_project_is_news(signed_in, outsider, participant, decide):
    decide("Lights are dimmed", at=timezone.now())
    assert part(signed_in(outsider), "/", "news") == []


def test_at_most_eight_things_and_a_word_that_there_is_more(signed_in, participant, decide):
    for number in range(9):
        decide(f"Decision {number}", at=timezone.now() - timedelta(hours=number))
    client = signed_in(participant)
    assert len(part(client, "/", "news")) == 8
    assert "There is more." in words(client, "/")


def test_names_are_text(signed_in, stranger, project):
    stranger.name = "<img src=x> http://evil.example"
    stranger.save()
    page = signed_in(stranger).get("/").content.decode()
    assert "&lt;img src=x&gt; http://evil.example" in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize("person", ["participant", "facilitator", "coordinator"])
def test_a_home_costs_the_same_with_many_rows(request, signed_in, visited, fill_world, person):
    user = request.getfixturevalue(person)
    if person != "coordinator":
        factories.MemberFactory(user=user)  # of a second project
    client = signed_in(user)
    for path in ("/", "/projects/waiting-at-night/", "/projects/waiting-at-night/find/"):
        fill_world(3)
        few = count(client, path)
        fill_world(30)
        assert count(client, path) == few, path
        assert few <= 12, path


def count(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    seen = [query["sql"] for query in queries]
    assert max(seen.count(sql) for sql in seen) <= 2
    return len(seen)
