"""The one-time link with which the first coordinator begins."""

import io
import re
from functools import partial

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import FirstLink, User
from projects.models import Coordinator, Organisation
from tests import factories
from tests.at_once import at_once
from tests.factories import NOW
from tests.pages import lacks, tight

TYPED = {"organisation": "Northside Hospital", "name": "Cora", "email": "Cora@Example.org"}
FORM = TYPED | {"sure": "cora@example.org"}


def printed() -> str:
    words = io.StringIO()
    call_command("first_link", stdout=words)
    return words.getvalue()


def link() -> str:
    found = re.search(r"http://testserver(/begin/\S+)", printed())
    assert found
    return found[1]


def test_begin_makes_the_organisation_and_leads_its_coordinator_to_the_first_project(client, db):
    path = link()
    assert client.get(path).status_code == 200

    answer = client.post(path, FORM, follow=True)

    new_project = "/organisations/northside-hospital/projects/new/"
    assert answer.redirect_chain == [("/projects/new/", 302), (new_project, 302)]
    assert answer.wsgi_request.user.email == "cora@example.org"
    assert list(Coordinator.objects.values_list("organisation__name", "user__name")) == [
        ("Northside Hospital", "Cora")
    ]


def test_the_address_is_shown_again_before_it_counts(client, db):
    path = link()
    page = tight(client.post(path, TYPED).content.decode())
    assert "<b>cora@example.org</b>" in page
    assert '<input type="hidden" name="organisation" value="Northside Hospital">' in page
    assert User.objects.count() == 0

    form = client.post(path, TYPED | {"change": "yes"}).content.decode()
    assert 'value="Cora@Example.org"' in form
    assert User.objects.count() == 0


def test_a_yes_to_another_address_does_not_count(client, db):
    path = link()
    page = client.post(path, FORM | {"email": "cora@exmaple.org"}).content.decode()
    assert "<b>cora@exmaple.org</b>" in tight(page)
    assert User.objects.count() == 0


def test_the_command_says_how_to_come_in_while_the_first_was_here_once(client, db):
    client.post(link(), FORM)
    said = printed()
    assert "change_address cora@example.org RIGHT-ADDRESS --mistyped" in said
    assert "sign_in_code cora@example.org" in said

    User.objects.update(previous_visit_at=NOW)
    assert lacks(printed(), "change_address", but_has="Somebody has begun already.")


def test_the_command_says_how_to_invite_where_nobody_coordinates(db):
    factories.OrganisationFactory(slug="northside", is_host=True)
    assert "manage.py invite_coordinator northside EMAIL" in printed()


def test_opening_the_link_makes_nothing(client, db):
    path = link()
    client.get(path)
    client.head(path)
    assert (Organisation.objects.count(), User.objects.count()) == (0, 0)


def test_the_command_prints_the_same_link_until_somebody_begins(client, db):
    assert link() == link()
    client.post(link(), FORM)
    assert "Somebody has begun already. Sign in at http://testserver/sign-in/" in printed()


def test_a_link_that_was_used_leads_nowhere_even_when_no_coordinator_is_there(client, db):
    path = link()
    assert FirstLink.objects.the_one().take(now=NOW)
    page = client.get(path)
    assert (page.status_code, client.post(path, FORM).status_code) == (410, 410)


def test_the_link_works_once(client, db):
    path = link()
    client.post(path, FORM)
    other = Client()
    assert other.get(path).status_code == 410
    assert other.post(path, FORM).status_code == 410
    assert Organisation.objects.count() == 1
    assert not other.get("/").wsgi_request.user.is_authenticated


def test_the_link_is_over_when_a_coordinator_came_another_way(client, db):
    path = link()
    factories.CoordinatorFactory()
    assert client.post(path, FORM).status_code == 410


@pytest.mark.parametrize("token", ["1", "1-", "1-abc", "2-" + "0" * 64, "x"])
def test_a_made_up_link_begins_nothing(client, db, token):
    link()
    assert client.post(f"/begin/{token}/", FORM).status_code == 410
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"organisation": " "}, {"name": ""}, {"email": "cora"}])
def test_an_error_keeps_what_was_typed_and_the_link(client, db, wrong):
    path = link()
    page = client.post(path, FORM | wrong)
    assert (page.status_code, Organisation.objects.count()) == (200, 0)
    assert "There is a problem" in page.content.decode()
    assert client.post(path, FORM).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_many_who_begin_at_once_one_does():
    path = link()
    statuses = at_once(
        partial(
            lambda c, n: (
                c.post(
                    path, FORM | dict.fromkeys(("email", "sure"), f"c{n}@example.org")
                ).status_code
            ),
            Client(),
            n,
        )
        for n in range(12)
    )
    assert sorted(statuses) == [302] + [410] * 11
    assert (Organisation.objects.count(), User.objects.count()) == (1, 1)
    assert FirstLink.objects.get().used_at is not None
