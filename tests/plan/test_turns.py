"""A project ends, and is opened again: with a reason that everybody hears."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from outbox.kinds import put_into_words
from outbox.models import Delivery, Message, Preference, Rhythm
from plan import services
from plan.models import Turn
from projects.models import Project
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
WHY = "The room is open again, and it stays as it is."


def shown(answer) -> str:
    return tight(answer.content.decode())


def address(project, name="project_end"):
    return reverse(f"plan:{name}", args=[project.slug])


@pytest.fixture
def ended(project, jo):
    services.end_project(project, by=jo, why=WHY, now=NOW)
    return project


def test_a_project_ends_on_a_day_with_a_reason(project, jo):
    turn = services.end_project(project, by=jo, why=WHY, now=NOW)
    project.refresh_from_db()
    assert (project.state, project.ended_on) == ("ended", DAY)
    assert (turn.kind, turn.why, turn.by, turn.at) == ("ended", WHY, jo, NOW)


def test_it_ends_on_the_day_that_it_is_where_people_are(project, jo):
    late = datetime(2026, 7, 19, 23, 30, tzinfo=UTC)
    services.end_project(project, by=jo, why=WHY, now=late)
    assert project.ended_on == date(2026, 7, 20)


def test_it_is_opened_again_and_goes_on(ended, jo):
    services.reopen_project(ended, by=jo, why="The lights broke.", now=NOW)
    ended.refresh_from_db()
    assert (ended.state, ended.ended_on) == ("running", None)
    assert list(ended.turns.newest_first().values_list("kind", flat=True)) == ["reopened", "ended"]


def test_the_database_wants_a_reason(project, jo):
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(project=project, kind="ended", why="", by=jo, at=NOW)


@pytest.mark.parametrize("make", [services.end_project, services.reopen_project])
def test_a_project_that_has_not_started_neither_ends_nor_is_opened_again(project, jo, make):
    Project.objects.update(state="setting-up", started_on=None)
    with pytest.raises(services.NotRunning):
        make(project, by=jo, why=WHY, now=NOW)
    assert not Turn.objects.exists()


def test_a_project_that_never_ended_is_not_opened_again(project, jo):
    with pytest.raises(services.NotRunning):
        services.reopen_project(project, by=jo, why=WHY, now=NOW)


def test_the_same_form_sent_twice_ends_it_once(ended, jo):
    assert services.end_project(ended, by=jo, why=WHY, now=NOW) == ended.turns.get()
    assert Message.objects.filter(kind="project_ended").count() == 1


def test_everybody_who_takes_part_is_told_also_who_hears_only_what_is_asked(project, jo, amina):
    Preference.objects.create(member=amina, rhythm=Rhythm.ASKED_ONLY)
    gone = factories.MemberFactory(project=project, left_at=NOW)
    services.end_project(project, by=jo, why=WHY, now=NOW)
    told = set(Delivery.objects.values_list("member", flat=True))
    assert {jo.pk, amina.pk} <= told
    assert gone.pk not in told


def test_the_messages_say_who_and_why(ended, jo):
    services.reopen_project(ended, by=jo, why="The lights broke.", now=NOW)
    end, again = (put_into_words(message) for message in Message.objects.order_by("pk"))
    assert (end.subject, again.subject) == ("The project has ended", "The project goes on")
    assert f"Jo wrote: “{WHY}”" in end.summary
    assert again.summary == "Jo opened it again, and wrote: “The lights broke.”"
    assert end.path == again.path == ended.get_absolute_url()


def test_the_page_ends_it_and_the_home_says_so_to_everybody(
    signed_in, facilitator, participant, project
):
    answer = signed_in(facilitator).post(address(project), {"words": WHY}, follow=True)
    assert "The project has ended. Everybody is told" in answer.content.decode()
    for url in (project.get_absolute_url(), reverse("plan:plan", args=[project.slug])):
        page = shown(signed_in(participant).get(url))
        assert "This project ended on" in page
        assert f"Jo wrote: “{WHY}”" in page


def test_who_ended_it_may_have_left(signed_in, participant, ended, jo):
    Turn.objects.update(by=None)
    page = shown(signed_in(participant).get(ended.get_absolute_url()))
    assert f"Somebody who has left wrote: “{WHY}”" in page


def test_without_a_reason_nothing_ends(signed_in, facilitator, project):
    page = signed_in(facilitator).post(address(project), {"words": " "}).content.decode()
    assert "Say why it ends." in page
    project.refresh_from_db()
    assert project.is_running


def test_the_page_says_what_is_still_open(signed_in, facilitator, project, jo):
    client = signed_in(facilitator)
    page = shown(client.get(address(project)))
    assert lacks(page, "What is still open", but_has="End the project")
    factories.StepFactory(project=project, state="doing")
    factories.ActionFactory(project=project, owner=jo)
    factories.ReviewFactory(project=project)
    page = shown(client.get(address(project)))
    for words in ("1 under way", "1 not done yet", "Reviews</a>: 1 open"):
        assert words in page


def test_the_second_of_two_who_end_it_keeps_their_words_in_sight(signed_in, facilitator, project):
    other = factories.MemberFactory(project=project, known_as="Kwame", role="facilitator")
    client = signed_in(facilitator)
    services.end_project(project, by=other, why="The money is spent.", now=NOW)
    answer = client.post(address(project), {"words": WHY})
    page = shown(answer)
    assert answer.status_code == 409
    assert "The money is spent." in page
    assert WHY in page
    assert Turn.objects.count() == 1


def test_the_second_of_two_who_open_it_again_keeps_their_words_in_sight(
    signed_in, facilitator, ended
):
    other = factories.MemberFactory(project=ended, known_as="Kwame", role="facilitator")
    services.reopen_project(ended, by=other, why="The lights broke.", now=NOW)
    answer = signed_in(facilitator).post(address(ended, "project_reopen"), {"words": "New money."})
    page = shown(answer)
    assert answer.status_code == 409
    assert "The lights broke." in page
    assert "New money." in page


def test_the_page_opens_it_again(signed_in, facilitator, ended):
    client = signed_in(facilitator)
    assert "Open the project again" in client.get(address(ended)).content.decode()
    page = client.post(address(ended, "project_reopen"), {"words": "More money."}, follow=True)
    assert "The project goes on." in page.content.decode()
    ended.refresh_from_db()
    assert ended.is_running


def test_before_the_start_there_is_nothing_to_end(signed_in, facilitator, project):
    Project.objects.update(state="setting-up", started_on=None)
    client = signed_in(facilitator)
    assert "there is nothing to end" in client.get(address(project)).content.decode()
    assert (
        "there is nothing to end" in client.post(address(project), {"words": "X"}).content.decode()
    )


def test_participants_do_not_end_a_project(signed_in, participant, project):
    for name in ("project_end", "project_reopen"):
        answer = signed_in(participant).post(address(project, name), {"words": WHY})
        assert answer.status_code == 403
    assert "Facilitators end a project" in answer.content.decode()


def test_the_timeline_and_the_public_page_tell_it(signed_in, client, participant, ended, jo):
    services.reopen_project(ended, by=jo, why="The lights broke.", now=NOW + timedelta(hours=1))
    page = shown(signed_in(participant).get(reverse("home:find", args=[ended.slug])))
    assert page.index("The project was opened again") < page.index("The project ended")
    services.end_project(ended, by=jo, why="All is done.", now=NOW + timedelta(hours=2))
    Project.objects.update(is_public=True)
    public = shown(client.get(reverse("updates:public_page", args=[ended.slug])))
    assert "This project ended on" in public
    assert lacks(public, "All is done.", but_has="Where we are")


def test_nobody_is_asked_to_read_the_limits_of_a_project_that_has_ended(
    signed_in, participant, project, jo
):
    factories.BoundaryFactory(project=project)
    client = signed_in(participant)
    assert "What can change here, and what cannot?" in shown(client.get(project.get_absolute_url()))
    services.end_project(project, by=jo, why=WHY, now=NOW)
    page = shown(client.get(project.get_absolute_url()))
    assert lacks(page, "What can change here, and what cannot?", but_has="This project ended on")
