"""What everybody reads is kept while nothing was written; what was switched off is not shown for a moment longer."""

import pytest
from django.utils import timezone

from decisions.publishing import publish_decision
from projects.models import Project
from questions.models import Contribution
from questions.services import publish_words, unpublish_words
from tests.factories import NOW, StepFactory, UpdateFactory, a_decision
from tests.pages import lacks
from tests.questions.rows import contribution
from updates import kept_pages
from updates.models import Update

pytestmark = pytest.mark.django_db
PAGE, FEED = "/p/waiting-at-night/", "/p/waiting-at-night/news.atom"


@pytest.fixture
def open_project(project) -> Project:
    project.is_public, project.purpose = True, "A quiet night"
    project.save()
    return project


@pytest.mark.parametrize(("address", "most"), [(PAGE, 2), (FEED, 2)])
def test_read_again_it_asks_twice_and_says_the_same(
    client, open_project, address, most, django_assert_max_num_queries
):
    UpdateFactory(project=open_project, title="For all", sent_at=NOW, is_public=True)
    first = client.get(address)
    with django_assert_max_num_queries(most):
        again = client.get(address)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert again.headers["Cache-Control"] == "public, no-cache"


def test_each_address_has_its_own(client, open_project, jo):
    for number in range(7):
        decision = a_decision(open_project, jo, what=f"Chosen {number}")
        publish_decision(decision, decision.current, by=jo, now=NOW)
    for _twice in range(2):
        assert "Chosen 6" in client.get(PAGE).text
        assert lacks(client.get(f"{PAGE}?decided=3"), "Chosen 6", but_has="Chosen 1")


def test_whatever_is_written_is_read_at_once(client, open_project, jo):
    news = UpdateFactory(project=open_project, title="Told to all", sent_at=NOW, is_public=True)
    said = contribution(jo, words="Said to all", may_be_public=True)
    decision = a_decision(open_project, jo, what="Chosen for all")
    step = StepFactory(project=open_project, title="Softer lamps", state="doing")
    deeds = [
        (lambda: publish_words(said, by=jo, now=NOW), "Said to all", True),
        (lambda: unpublish_words(said, by=jo, now=NOW), "Said to all", False),
        (
            lambda: publish_decision(decision, decision.current, by=jo, now=NOW),
            "Chosen for all",
            True,
        ),
        (lambda: Update.objects.filter(pk=news.pk).update(is_public=False), "Told to all", False),
        (lambda: step.delete(), "Softer lamps", False),
        (lambda: Contribution.objects.all().delete(), "Said to all", False),
    ]
    for deed, words, is_there in deeds:
        client.get(PAGE)
        deed()
        assert (words in client.get(PAGE).text) == is_there
    client.get(PAGE), client.get(FEED)
    Project.objects.update(is_public=False)
    assert {client.get(PAGE).status_code, client.get(FEED).status_code} == {404}


def test_who_sends_a_cookie_gets_a_page_of_their_own(client, open_project, participant):
    client.force_login(participant)
    assert ">Amina</a>" in client.get(PAGE).text
    client.logout()
    client.cookies["other"] = "1"
    client.get(PAGE)
    assert not kept_pages._KEPT
    client.cookies.clear()
    assert lacks(client.get(PAGE), ">Amina</a>", but_has="A quiet night")
    assert len(kept_pages._KEPT) == 1


def test_of_many_addresses_the_last_are_kept(client, open_project, monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST", 3)
    for number in range(5):
        client.get(f"{PAGE}?x={number}")
    kept = [key[-1] for key in kept_pages._KEPT]
    assert kept == [f"{PAGE}?x={number}" for number in (2, 3, 4)]


def test_what_the_clock_alone_changes_is_read_within_a_minute(client, open_project, monkeypatch):
    client.get(PAGE)
    (key,) = kept_pages._KEPT
    assert key[2] <= timezone.now()
    assert (key[2].second, key[2].microsecond) == (0, 0)
