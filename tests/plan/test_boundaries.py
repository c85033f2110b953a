"""What is open and what is fixed: stated, changed, taken back, read."""

import pytest
from django.urls import reverse

from plan.models import Boundary
from projects.models import Member
from tests import factories
from tests.factories import DAY
from tests.pages import lacks

FORM = {
    "kind": "fixed",
    "what": "No building work before April",
    "why": "The ward below cannot be closed.",
    "who": "The estates manager",
    "until": "2027-04-01",
}


@pytest.fixture
def list_url(project):
    return reverse("plan:boundary_list", args=[project.slug])


def test_boundary_create_states_it(signed_in, facilitator, project, list_url):
    signed_in(facilitator).post(f"{list_url}new/", FORM)
    assert list(project.boundaries.values_list("kind", "what", "who", "until")) == [
        ("fixed", "No building work before April", "The estates manager", DAY.replace(2027, 4, 1))
    ]


def test_a_fixed_boundary_needs_a_reason_and_who_fixed_it(
    signed_in, facilitator, project, list_url
):
    answer = signed_in(facilitator).post(f"{list_url}new/", {"kind": "fixed", "what": "The doors"})
    assert answer.context["form"].errors == {
        "why": ["Say why it is fixed."],
        "who": ["Say who fixed it."],
    }
    signed_in(facilitator).post(f"{list_url}new/", {"kind": "open", "what": "The chairs"})
    assert project.boundaries.get().what == "The chairs"


@pytest.mark.parametrize("typed", ["1/4/2027", "1 4 2027", "1 April 2027"])
def test_a_day_may_be_typed_in_several_ways(signed_in, facilitator, project, list_url, typed):
    signed_in(facilitator).post(f"{list_url}new/", {**FORM, "until": typed})
    assert project.boundaries.get().until == DAY.replace(2027, 4, 1)


def test_boundary_edit_keeps_what_it_said_before(signed_in, facilitator, project, list_url):
    boundary = factories.BoundaryFactory(project=project, what="The walls")
    client = signed_in(facilitator)
    page = client.get(f"{list_url}{boundary.pk}/").content.decode()
    assert 'name="revision" value="1"' in page
    client.post(f"{list_url}{boundary.pk}/", {**FORM, "revision": 1})
    boundary.refresh_from_db()
    assert boundary.what == "No building work before April"
    assert [(c.was.splitlines()[0], str(c.by)) for c in boundary.changes.all()] == [
        ("The walls (fixed)", "Jo")
    ]
    assert "The walls (fixed)" in client.get(list_url).content.decode()


def test_the_second_editor_sees_both_texts_and_loses_nothing(
    signed_in, facilitator, project, list_url
):
    boundary = factories.BoundaryFactory(project=project, what="The walls")
    client, url = signed_in(facilitator), f"{list_url}{boundary.pk}/"
    client.post(url, {**FORM, "what": "Theirs", "revision": 1})
    answer = client.post(url, {**FORM, "what": "Mine", "revision": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs (fixed)" in page
    assert 'value="Mine"' in page
    assert 'name="revision" value="2"' in page
    assert Boundary.objects.get().what == "Theirs"


def test_a_form_without_its_revision_is_not_saved(signed_in, facilitator, project, list_url):
    boundary = factories.BoundaryFactory(project=project, what="The walls")
    answer = signed_in(facilitator).post(f"{list_url}{boundary.pk}/", FORM)
    assert answer.context["form"].errors == {
        "revision": ["This page is incomplete. Load it again."]
    }


def test_boundary_retire_keeps_it_in_view_with_its_reason(
    signed_in, facilitator, participant, project, list_url
):
    boundary = factories.BoundaryFactory(project=project, what="The walls")
    client, url = signed_in(facilitator), f"{list_url}{boundary.pk}/retire/"
    assert client.post(url, {"words": ""}).context["form"].errors == {
        "words": ["Say why it is no longer true."]
    }
    client.post(url, {"words": "The works were brought forward."})
    client = signed_in(participant)
    assert lacks(client.get(list_url), "The walls", but_has="?show=retired")
    assert (
        "The works were brought forward." in client.get(f"{list_url}?show=retired").content.decode()
    )
    assert client.get(f"{list_url}{boundary.pk}/").status_code == 404


@pytest.fixture
def read(signed_in, participant, list_url):
    """Return a function that opens the page and presses its button; it says where that led."""

    def press():
        client = signed_in(participant)
        shown = client.get(list_url).context["reading"].shown
        return client.post(f"{list_url}read/", {"shown": shown}).headers["Location"]

    return press


def asked(client, list_url):
    return "I’ve read it" in client.get(list_url).content.decode()


def test_members_say_that_they_have_read_it_and_are_asked_again_when_it_changes(
    signed_in, facilitator, participant, amina, project, list_url, read
):
    assert not asked(signed_in(participant), list_url)
    signed_in(facilitator).post(f"{list_url}new/", FORM)
    assert asked(signed_in(participant), list_url)
    assert read() == reverse("plan:plan", args=[project.slug])
    assert not asked(signed_in(participant), list_url)
    boundary = project.boundaries.get()
    signed_in(facilitator).post(f"{list_url}{boundary.pk}/retire/", {"words": "It is over."})
    assert asked(signed_in(participant), list_url)
    assert Member.objects.filter(boundaries_read_at__isnull=False).get() == amina


def test_nobody_says_yes_to_what_they_were_not_shown(
    signed_in, participant, amina, project, list_url
):
    factories.BoundaryFactory(project=project)
    answer = signed_in(participant).post(f"{list_url}read/", {"shown": ""}, follow=True)
    assert "Something changed while you were reading." in answer.content.decode()
    amina.refresh_from_db()
    assert amina.boundaries_read_at is None


def test_a_look_at_the_reading_address_changes_nothing(
    signed_in, participant, amina, project, list_url
):
    factories.BoundaryFactory(project=project)
    signed_in(participant).get(f"{list_url}read/")
    amina.refresh_from_db()
    assert amina.boundaries_read_at is None


def test_coordinators_are_not_asked(signed_in, coordinator, project, list_url):
    factories.BoundaryFactory(project=project)
    assert not asked(signed_in(coordinator), list_url)
    assert signed_in(coordinator).post(f"{list_url}read/").status_code == 403


def test_boundary_list_costs_the_same_with_3_and_30_rows(
    queries_of, participant, project, list_url
):
    factories.BoundaryFactory.create_batch(3, project=project)
    few = queries_of(participant, list_url)
    factories.BoundaryFactory.create_batch(27, project=project)
    assert queries_of(participant, list_url) == few
    assert few <= (12, 2)


def test_the_question_stands_below_the_last_page(signed_in, participant, project, list_url):
    factories.BoundaryFactory.create_batch(30, project=project)
    client = signed_in(participant)
    assert not asked(client, list_url)
    assert asked(client, list_url + client.get(list_url).context["pages"]["older"])
