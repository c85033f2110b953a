"""The ten articles: each whole, plain, and leading only to pages that the reader may open."""

import re

import pytest
from django.urls import resolve, reverse
from django.utils.html import escape

from core.addresses import address_in
from elements.framework import read_framework
from elements.guidance import read_article
from projects.access import Who

KEYS = [element["key"] for element in read_framework()["elements"]]


@pytest.mark.parametrize("key", KEYS)
def test_article_has_300_to_500_plain_words(key):
    article = read_article(key)
    words = sum(len(text.split()) for text in article.texts)
    sentences = [s for text in article.texts for s in re.split(r"(?<=[.?!])”?\s+", text)]
    assert 300 <= words <= 500
    assert [s for s in sentences if len(s.split()) > 25] == []
    assert all((article.means, article.helps, article.wrong, article.questions, article.deeds))


@pytest.mark.parametrize("key", KEYS)
def test_each_deed_leads_to_a_page_of_the_project_that_facilitators_may_open(key):
    for deed in read_article(key).deeds:
        view = resolve(address_in("waiting-at-night", deed.url).partition("?")[0]).func
        assert Who.FACILITATOR in view.access


@pytest.mark.parametrize("name", ["facilitator", "participant", "coordinator"])
def test_everybody_in_the_project_is_led_only_to_pages_that_open(
    signed_in, request, project, amina, name
):
    client = signed_in(request.getfixturevalue(name))
    page = client.get(f"/projects/{project.slug}/doing/action/")
    content = page.content.decode()
    assert "Enthusiasm starts the project, and the budget holder hears of it" in content
    places = [address for _text, address in page.context["deeds"] if address]
    assert [client.get(place).status_code for place in places] == [200] * len(places)
    assert len(places) == (3 if name == "facilitator" else 2)
    assert content.count("Facilitators do this.") == 3 - len(places)


def test_the_public_page_shows_the_article_without_a_project(client, db):
    content = client.get("/elements/").content.decode()
    assert "Write down together what good looks like, and what done looks like." in content
    assert "/projects/" not in content


def test_an_element_that_is_not_there_has_no_article():
    assert read_article("happy") is None


@pytest.mark.parametrize("key", KEYS)
def test_each_element_of_the_project_folds_in_its_article(signed_in, participant, project, key):
    page = signed_in(participant).get(reverse("elements:project_element", args=[project.slug, key]))
    content = page.content.decode()
    help_there = content[content.index('<details class="folded" id="help">') :]
    assert all(escape(text) in help_there for text in read_article(key).questions)
