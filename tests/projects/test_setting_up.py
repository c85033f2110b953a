"""A project is made and set up."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from projects.models import Project, Role
from tests import factories
from tests.factories import NOW
from tests.filled_forms import send
from tests.safety import give_safety_contact

FORM = {
    "name": "Waiting at night",
    "summary": "We change the waiting area",
    "purpose": "So that nobody waits in the dark.",
    "known_as": "Cora B.",
}


def address(name, project):
    return reverse(f"projects:{name}", args=[project.slug])


@pytest.fixture
def create_url(organisation):
    return reverse("projects:project_create", args=[organisation.slug])


@pytest.fixture
def cora(organisation):
    return factories.CoordinatorFactory(organisation=organisation).user


def test_coordinator_makes_a_project_and_sets_it_up(signed_in, cora, create_url, organisation):
    answer = signed_in(cora).post(create_url, FORM)
    project = Project.objects.get()
    assert answer.headers["Location"] == reverse("plan:setup", args=[project.slug])
    assert (project.organisation, project.name, project.summary, project.purpose) == (
        organisation,
        "Waiting at night",
        "We change the waiting area",
        "So that nobody waits in the dark.",
    )
    assert list(project.members.values_list("user", "role", "known_as")) == [
        (cora.pk, "facilitator", "Cora B.")
    ]


def test_facilitator_makes_a_second_project(signed_in, maker, new_project, create_url):
    signed_in(maker).post(create_url, FORM)
    assert set(Project.objects.values_list("slug", flat=True)) == {"signs", "waiting-at-night"}


def test_a_double_click_makes_one_project(signed_in, cora, create_url):
    client = signed_in(cora)
    page = client.get(create_url).content.decode()
    key = re.search(r'name="sent_key" value="([0-9a-f-]{36})"', page)[1]
    answers = [client.post(create_url, {**FORM, "sent_key": key}) for _ in range(2)]
    assert [a.headers["Location"] for a in answers] == [
        "/projects/waiting-at-night/run/set-up/"
    ] * 2
    assert Project.objects.count() == 1


def test_two_forms_of_the_same_words_make_two_projects(signed_in, cora, create_url):
    for _ in range(2):
        signed_in(cora).post(create_url, {**FORM, "sent_key": str(uuid4())})
    assert Project.objects.count() == 2


def test_a_key_that_makes_no_sense_is_no_error(signed_in, cora, create_url):
    signed_in(cora).post(create_url, {**FORM, "sent_key": "x"})
    assert Project.objects.count() == 1


def test_a_project_without_a_name_is_asked_for_one_and_keeps_what_was_typed(
    signed_in, cora, create_url
):
    answer = signed_in(cora).post(create_url, {**FORM, "name": ""})
    assert answer.context["form"].errors == {"name": ["Give the project a name."]}
    assert "So that nobody waits in the dark." in answer.content.decode()
    assert Project.objects.count() == 0


def test_participant_and_former_facilitator_cannot_make_a_project(
    signed_in, organisation, new_project, create_url
):
    participant = factories.MemberFactory(project=new_project)
    former = factories.MemberFactory(project=new_project, role=Role.FACILITATOR, left_at=NOW)
    for member in (participant, former):
        assert signed_in(member.user).post(create_url, FORM).status_code == 404
    assert list(Project.objects.all()) == [new_project]


def test_project_new_goes_straight_on_where_there_is_one_organisation(signed_in, cora, create_url):
    assert signed_in(cora).get("/projects/new/").headers["Location"] == create_url


def test_project_new_lets_choose_among_several(signed_in, cora, organisation):
    other = factories.CoordinatorFactory(user=cora).organisation
    answer = signed_in(cora).get("/projects/new/")
    assert set(answer.context["organisations"]) == {organisation, other}


def test_project_new_refuses_others_plainly(signed_in, stranger):
    page = signed_in(stranger).get("/projects/new/").content.decode()
    assert "<h1>You cannot make a project yet</h1>" in page
    assert "Ask the coordinator of your organisation" in page


def test_purpose_changes_name_and_words_and_keeps_the_address(signed_in, facilitator, project):
    answer = signed_in(facilitator).post(
        address("purpose_edit", project),
        {"name": "Nights", "summary": "In one line", "purpose": "For rest.", "revision": 1},
    )
    assert answer.status_code == 302
    project.refresh_from_db()
    assert (project.name, project.slug, project.purpose, project.revision) == (
        "Nights",
        "waiting-at-night",
        "For rest.",
        2,
    )


def test_the_second_of_two_editors_sees_both_texts(signed_in, facilitator, project):
    client, url = signed_in(facilitator), address("purpose_edit", project)
    words = {"name": "Nights", "summary": "", "revision": 1}
    client.post(url, {**words, "purpose": "Theirs <b>"})
    answer = client.post(url, {**words, "purpose": "Mine"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs &lt;b&gt;" in page
    assert page.count("Mine") == 2
    answer = client.post(url, {**words, "purpose": "Both", "revision": 2})
    project.refresh_from_db()
    assert (answer.status_code, project.purpose) == (302, "Both")


def test_the_same_words_sent_twice_are_no_conflict(signed_in, facilitator, project):
    client, url = signed_in(facilitator), address("purpose_edit", project)
    words = {"name": "Nights", "summary": "", "purpose": "For rest.", "revision": 1}
    assert [client.post(url, words).status_code for _ in range(2)] == [302, 302]


def test_help_needs_a_name_and_a_way_to_reach_them(signed_in, facilitator, project):
    client, url = signed_in(facilitator), address("help_edit", project)
    words = {"help_name": "", "help_phone": "", "help_email": "", "revision": 1}
    errors = client.post(url, words).context["form"].errors
    assert errors == {"help_name": ["Write the name of the person who helps."]}
    errors = client.post(url, {**words, "help_name": "Jo"}).context["form"].errors
    assert errors == {"help_phone": ["Give a phone number or an email address."]}
    client.post(url, {**words, "help_name": "Jo Barrow", "help_phone": "01632 960 001"})
    page = client.get(reverse("plan:plan", args=[project.slug])).content.decode()
    assert "Ring Jo Barrow on 01632 960 001" in page


def test_public_page_is_a_choice_that_says_what_is_shown(signed_in, facilitator, project):
    client, url = signed_in(facilitator), address("public_page_edit", project)
    page = client.get(url).content.decode()
    assert "What everybody would see" in page
    assert reverse("updates:public_page", args=[project.slug]) not in page
    for answer, is_public in (("yes", True), ("no", False)):
        send(client, url, {"is_public": answer})
        project.refresh_from_db()
        assert project.is_public is is_public


def test_participants_and_coordinators_are_refused_with_a_reason(
    signed_in, participant, coordinator, project
):
    for user in (participant, coordinator):
        answer = signed_in(user).get(address("purpose_edit", project))
        assert answer.status_code == 403
        assert "Facilitators write the plan." in answer.content.decode()


def test_the_plan_of_an_ended_project_stays_as_it_is(signed_in, facilitator, project):
    Project.objects.update(state=Project.State.ENDED)
    answer = signed_in(facilitator).get(address("purpose_edit", project))
    assert answer.status_code == 403
    assert "This project has ended." in answer.content.decode()


SAFETY = {
    "ring_now": "999",
    "safety_name": "Ruth Adeyemi",
    "safety_phone": "01632 960 555",
    "safety_email": "",
    "revision": 1,
}


def test_whom_to_ring_needs_words_a_name_and_a_way_to_reach_them(signed_in, facilitator, project):
    client, url = signed_in(facilitator), address("safety_edit", project)
    empty = {**SAFETY, "ring_now": "", "safety_name": ""}
    assert client.post(url, empty).context["form"].errors == {
        "ring_now": ["Write whom people should ring when somebody is in danger."],
        "safety_name": ["Write the name of somebody outside this project."],
    }
    errors = client.post(url, {**SAFETY, "safety_phone": ""}).context["form"].errors
    assert errors == {"safety_phone": ["Give a phone number or an email address."]}
    assert client.post(url, SAFETY).status_code == 302
    project.refresh_from_db()
    assert project.has_safety_contact


def test_whoever_is_told_stands_outside_the_project(signed_in, facilitator, project, amina):
    client, url = signed_in(facilitator), address("safety_edit", project)
    inside = {**SAFETY, "safety_email": "AMINA@example.org"}
    assert client.post(url, inside).context["form"].errors == {
        "safety_email": ["This is a member of the project. Choose somebody who is not."]
    }
    assert client.post(url, {**SAFETY, "safety_email": "ruth@outside.example"}).status_code == 302


@pytest.mark.parametrize("name", ["ring_now", "safety_name", "reached"])
def test_a_project_without_one_part_has_no_safety_contact(project, name):
    lacking = {"safety_phone": "", "safety_email": ""} if name == "reached" else {name: ""}
    assert not give_safety_contact(project, **lacking).has_safety_contact
    assert give_safety_contact(project, safety_phone="").has_safety_contact
