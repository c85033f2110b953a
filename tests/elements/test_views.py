"""The framework's pages, open to everybody, and a project's page beside it."""

import re

import pytest
from django.urls import reverse

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
    assert said.count("Not built yet. There is no place for this in the app so far") == 4
    said = words(client.get("/elements/equal/"))
    assert said.count("Not built yet.") == 3
    assert said.count("Elements page shows a record for this") == 1


def test_unknown_element_is_not_there(client, db):
    assert client.get("/elements/happy/").status_code == 404


@pytest.mark.parametrize("name", ["element_list", "element_detail"])
def test_framework_pages_are_cheap(client, db, django_assert_max_num_queries, name):
    arguments = ["open"] if name == "element_detail" else []
    with django_assert_max_num_queries(4):
        client.get(reverse(f"elements:{name}", args=arguments))
