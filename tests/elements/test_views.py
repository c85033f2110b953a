"""The framework's page, open to everybody."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from elements.framework import read_framework

DATA = read_framework()


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
def test_element_list_shows_each_indicator_at_its_lasting_address(client, db, element):
    page = client.get("/elements/").content.decode()
    part = page[page.index(f'id="{element["key"]}"') :].partition("</details>")[0]
    assert element["meaning"] in words(client.get("/elements/"))
    assert re.findall(r'<li id="([^"]+)"', part) == [
        indicator["key"] for indicator in element["indicators"]
    ]
    for indicator in element["indicators"]:
        assert escape(indicator["wording"]) in part


@pytest.mark.parametrize("text", ["No record yet", "so far", "It would show", "not built"])
def test_the_public_page_says_nothing_of_what_the_product_cannot_do_yet(client, db, text):
    said = words(client.get("/elements/"))
    assert "What helps" in said
    assert text not in said


def test_unknown_element_is_not_there(client, project, participant):
    client.force_login(participant)
    assert client.get(f"/projects/{project.slug}/doing/happy/").status_code == 404


def test_the_framework_is_cheap(client, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse("elements:element_list"))
