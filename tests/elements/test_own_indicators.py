"""An organisation adds indicators of its own: asked in its projects' reviews, retired and never lost."""

import copy

import pytest
from django.test import Client

from elements.framework import read_framework
from elements.models import Element, Indicator
from elements.records import show_records
from elements.records.record import RecordState
from elements.services import Ballot, close_review, retire_indicator, seed_framework, send_answers
from tests import factories
from tests.elements.conftest import DAY, NOW
from tests.pages import lacks


@pytest.fixture
def own(project) -> Indicator:
    return factories.own_indicator(project.organisation)


@pytest.fixture
def address(project) -> str:
    return f"/organisations/{project.organisation.slug}/indicators/"


@pytest.fixture
def browser(client, coordinator) -> Client:
    client.force_login(coordinator)
    return client


def keys(review) -> list[str]:
    return [row.key for row in review.asked_indicators()]


def test_it_is_asked_in_the_reviews_of_the_organisation_and_nowhere_else(
    own, project, twin, jo, outsider
):
    ours = factories.ReviewFactory(project=project)
    theirs = factories.ReviewFactory(project=twin)
    assert own.key == f"human.own-{project.organisation_id}-1"
    assert [row for row in keys(ours) if "own" in row] == [own.key]
    assert len(keys(ours)) == 39
    assert len(keys(theirs)) == 38
    # It stands behind those of its element.
    assert keys(ours)[keys(ours).index("human.feelings") + 1] == own.key


def test_it_has_no_record_and_does_not_change_the_state_of_its_element(own, project, client, jo):
    entry = show_records(project, on=DAY)[3]
    assert entry.own == [own]
    assert entry.state == RecordState.NOTHING_YET
    assert entry.not_built == []
    client.force_login(jo.user)
    page = client.get(f"/projects/{project.slug}/doing/human/").content.decode()
    assert page.count(own.wording) == 1
    assert "Added by your organisation" in page


def test_it_is_not_part_of_the_published_framework(own, client):
    page = client.get("/elements/").content.decode()
    assert "Feelings are welcome and have a place." in page
    assert own.wording not in page
    assert Indicator.objects.in_use().count() == 38


def test_retired_it_is_asked_no_more_and_what_was_answered_stays(own, project, jo, amina):
    review = factories.ReviewFactory(project=project)
    retire_indicator(own, now=NOW)
    send_answers(review, member=amina, ballot=Ballot({own.pk: 3}), on=DAY)
    close_review(review, now=NOW)
    assert review.results.filter(indicator=own).count() == 1
    asked = keys(factories.ReviewFactory(project=project))
    assert lacks(asked, own.key, but_has="equal.experience")
    assert Indicator.objects.get(pk=own.pk).wording == own.wording


def test_seeding_again_leaves_it_alone(own):
    seed_framework()
    assert Indicator.objects.get(pk=own.pk).retired_at is None


def test_a_new_version_brings_it_along_under_the_same_key_and_leaves_the_old_row(own, project, jo):
    gone = factories.own_indicator(project.organisation, wording="We eat together.")
    retire_indicator(gone, now=NOW)
    old = factories.ReviewFactory(project=project)
    data = copy.deepcopy(read_framework())
    data["version"] += 1
    seed_framework(data)
    seed_framework(data)
    assert own in old.asked_indicators()
    close_review(old, now=NOW)
    new = factories.ReviewFactory(project=project).asked_indicators()
    assert [(row.key, row.wording) for row in new if row.is_own] == [(own.key, own.wording)]
    assert own not in new
    assert factories.own_indicator(project.organisation).key.endswith("-3")


def test_a_coordinator_adds_one_and_a_form_sent_twice_adds_one(browser, address, project):
    element = Element.objects.in_use().get(key="equal")
    page = browser.get(f"{address}new/").content.decode()
    sent = {
        "element": element.pk,
        "wording": "We <b>share</b> the chair.",
        "sent_key": page.split('name="sent_key" value="')[1].split('"')[0],
    }
    for _n in range(2):
        assert browser.post(f"{address}new/", sent).status_code == 302
    assert Indicator.objects.own_of(project.organisation).count() == 1
    page = browser.get(address).content.decode()
    assert page.count("We &lt;b&gt;share&lt;/b&gt; the chair.") == 2  # and in the link's own words
    answer = browser.post(f"{address}new/", {"element": 0, "wording": ""})
    assert answer.status_code == 200
    assert "Write what people are to rate." in answer.content.decode()


def test_a_coordinator_retires_one_and_it_stays_in_view(browser, address, own):
    where = f"{address}{own.pk}/retire/"
    assert browser.get(where).status_code == 200
    own.refresh_from_db()
    assert own.retired_at is None
    for _n in range(2):
        assert browser.post(where).status_code == 302
    page = browser.get(address).content.decode()
    assert own.wording in page
    assert "not asked since" in page


def test_those_of_another_organisation_and_of_the_framework_are_not_there(
    browser, address, twin, project
):
    theirs = factories.own_indicator(twin.organisation)
    everybodys = Indicator.objects.in_use()[0]
    for indicator in (theirs, everybodys):
        assert browser.post(f"{address}{indicator.pk}/retire/").status_code == 404
    assert browser.get(f"/organisations/{twin.organisation.slug}/indicators/").status_code == 404


def test_list_shows_25_a_page(browser, address, project, django_assert_max_num_queries):
    for number in range(26):
        factories.own_indicator(project.organisation, wording=f"We do {number}.")
    with django_assert_max_num_queries(5):
        page = browser.get(address).content.decode()
    assert page.count("Stop asking it") == 25
