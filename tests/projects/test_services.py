"""What the verbs of projects promise, beyond what a page shows."""

from uuid import uuid4

import pytest

from projects import services
from projects.models import Project
from tests import factories
from tests.factories import NOW


def make_project(by, organisation, name="Waiting at night", **more):
    return services.create_project(
        organisation=organisation, by=by, name=name, summary="", purpose="", now=NOW, **more
    )


@pytest.fixture
def organisation(db):
    return factories.OrganisationFactory()


def test_create_organisation_makes_its_maker_a_coordinator(stranger):
    organisation = services.create_organisation(name="St Brigid's Hospital", by=stranger)
    assert organisation.slug == "st-brigids-hospital"
    assert [c.user for c in organisation.coordinators.all()] == [stranger]


def test_create_project_makes_its_maker_the_first_facilitator(stranger, organisation):
    project = make_project(stranger, organisation)
    assert list(project.members.values_list("user", "role", "known_as", "joined_at")) == [
        (stranger.pk, "facilitator", "Sam", NOW)
    ]
    assert project.state == "setting-up"


def test_projects_of_one_name_have_addresses_of_their_own(stranger, organisation):
    slugs = [make_project(stranger, organisation).slug for _ in range(3)]
    assert slugs == ["waiting-at-night", "waiting-at-night-2", "waiting-at-night-3"]


@pytest.mark.parametrize(
    ("name", "slug"), [("New", "new-2"), ("夜", "project"), ("x" * 120, "x" * 70)]
)
def test_a_name_that_makes_no_address_gets_one_all_the_same(stranger, organisation, name, slug):
    assert make_project(stranger, organisation, name=name).slug == slug


def test_the_same_form_sent_twice_makes_one_project(stranger, organisation):
    key = uuid4()
    first = make_project(stranger, organisation, sent_key=key)
    assert make_project(stranger, organisation, sent_key=key) == first
    assert Project.objects.count() == 1


def test_another_persons_key_makes_another_project(stranger, facilitator, organisation):
    key = uuid4()
    first = make_project(stranger, organisation, sent_key=key)
    assert make_project(facilitator, organisation, sent_key=key) != first
