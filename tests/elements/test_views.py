"""The framework's pages, open to everybody, and a project's page beside it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from elements.framework import read_framework
from elements.records import RECORDS
from elements.records.practices import PRACTICES
from tests import factories
from tests.pages import lacks, tight

DATA = read_framework()
WEEK = timedelta(days=7)


def words(answer) -> str:
    """Return what a page says, without markup."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", text).replace("&#x27;", "'").replace("&quot;", '"')
    return re.sub(r"\s+", " ", text)


def test_element_list_shows_all_ten_in_order_with_the_credit(client, db):
    answer = client.get(reverse("elements:element_list"))
    said = words(answer)
    places = [said.index(f"{element['name']} {element['meaning']}") for element in DATA["elements"]]
    assert places == sorted(places)
    assert DATA["credit"] in said


@pytest.mark.parametrize("element", DATA["elements"], ids=lambda element: element["key"])
def test_element_detail_shows_each_indicator_at_its_lasting_address(client, db, element):
    answer = client.get(f"/elements/{element['key']}/")
    said = words(answer)
    assert element["meaning"] in said
    assert re.findall(r'<section class="part" id="([^"]+)"', answer.content.decode()) == [
        indicator["key"] for indicator in element["indicators"]
    ]
    for indicator in element["indicators"]:
        assert indicator["wording"] in said
        assert indicator["practice"][1:] in said
        assert indicator["record"][1:] in said
    assert DATA["credit"] in said


def test_element_detail_says_what_is_not_built_yet(client, db):
    said = words(client.get("/elements/human/"))
    assert (
        said.count("No record yet. There is no place for this in the app so far. It would show")
        == 4
    )
    said = words(client.get("/elements/equal/"))
    assert said.count("No record yet.") == 1
    assert said.count("Elements page shows a record for this") == 3


def test_unknown_element_is_not_there(client, db):
    assert client.get("/elements/happy/").status_code == 404


@pytest.mark.parametrize("name", ["element_list", "element_detail"])
def test_framework_pages_are_cheap(client, db, django_assert_max_num_queries, name):
    arguments = ["open"] if name == "element_detail" else []
    with django_assert_max_num_queries(4):
        client.get(reverse(f"elements:{name}", args=arguments))


def test_project_elements_takes_few_queries_while_nothing_is_written(
    client, project, participant, django_assert_max_num_queries
):
    client.force_login(participant)
    client.get(f"/projects/{project.slug}/elements/")
    with django_assert_max_num_queries(8):
        answer = client.get(f"/projects/{project.slug}/elements/")
    assert answer.status_code == 200


def test_project_elements_starts_with_what_needs_attention(client, project, participant):
    factories.UnsettledFactory(project=project, look_again_on=timezone.localdate() - WEEK)
    client.force_login(participant)
    page = client.get(f"/projects/{project.slug}/elements/").content.decode()
    first = page[page.index("Look here first") : page.index("At a glance")]
    assert re.findall(r'href="#([^"]+)"', first) == ["open.uncertainty", "action.readiness"]
    assert all(f'id="{key}"' in page for key in ("open.uncertainty", "action.readiness"))


def test_project_elements_shows_every_indicator_once(client, project, coordinator):
    client.force_login(coordinator)
    page = client.get(f"/projects/{project.slug}/elements/").content.decode()
    keys = [indicator["key"] for element in DATA["elements"] for indicator in element["indicators"]]
    assert sorted(re.findall(r'id="([a-z]+\.[a-z-]+)"', page)) == sorted(keys)
    assert page.count("Why this state") == len(RECORDS)
    assert page.count("It would show in ") == len(PRACTICES)
    said = words(client.get(f"/projects/{project.slug}/elements/"))
    assert lacks(said, "%", but_has="Why this state")


def test_ring_says_the_same_as_the_table(client, project, facilitator):
    client.force_login(facilitator)
    page = tight(client.get(f"/projects/{project.slug}/elements/").content.decode())
    table = re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a></th><td><span[^>]+>([^<]+)<', page)
    ring = page[page.index('<svg class="ring-chart"') :]
    drawn = re.findall(r'<text class="word"[^>]*>([^<]+)</text>', ring[: ring.index("</g>")])
    assert list(zip(drawn[::2], drawn[1::2], strict=True)) == table
    assert len(table) == 10
    title = re.search(r"<title[^>]*>([^<]+)</title>", ring)
    assert title
    assert all(f"{name}" in title[1] for name, _state in table)
