"""What the verbs of projects promise, beyond what a page shows."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from projects import permissions, services
from projects.models import Organisation, Project
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


def test_the_first_organisation_hosts_the_installation_and_its_coordinators_answer_for_it(stranger):
    first = services.create_organisation(name="St Brigid's Hospital", by=stranger)
    further = services.create_organisation(name="Riverside", by=factories.UserFactory())
    assert (first.is_host, further.is_host) == (True, False)
    assert permissions.runs_installation(stranger)
    assert not permissions.runs_installation(further.coordinators.get().user)


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


def test_an_address_that_somebody_took_a_moment_ago_is_passed_over(stranger, monkeypatch):
    class Meanwhile(set):
        """Lets somebody else take an address as soon as the taken ones are known."""

        def __or__(self, known):
            factories.OrganisationFactory(slug="night")
            return known

    monkeypatch.setattr(services, "TAKEN_WORDS", Meanwhile())
    assert services.create_organisation(name="Night", by=stranger).slug == "night-2"


def test_any_other_fault_is_not_taken_for_a_taken_address(stranger, organisation, monkeypatch):
    tried = []

    def create(**fields):
        tried.append(fields["slug"])
        if len(tried) > 1:
            pytest.fail("It was tried again.")
        raise IntegrityError

    monkeypatch.setattr(Organisation.objects, "create", create)
    with pytest.raises(IntegrityError):
        services.create_organisation(name="Night", by=stranger)
    assert tried == ["night"]
