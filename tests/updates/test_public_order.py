"""The order of the public page: what is on it is listed at its top, and of what is long the rest is folded."""

import re

import pytest

from decisions.publishing import publish_decision
from projects.models import Project
from questions.services import publish_words
from tests.factories import NOW, BoundaryFactory, UpdateFactory, a_decision
from tests.gathering import a_meeting
from tests.pages import tight
from tests.questions.rows import contribution
from tests.responding import ask_everybody

pytestmark = pytest.mark.django_db
PAGE = "/p/waiting-at-night/"


@pytest.fixture
def open_project(project) -> Project:
    project.is_public = True
    project.save()
    return project


def listed(page: str) -> list[str]:
    """Return the parts that the list at the top leads to."""
    nav = re.search(r'<nav [^>]*aria-label="On this page">(.*?)</nav>', page, re.DOTALL)
    assert nav
    return re.findall(r'href="#(\w+)"', nav[1])


def test_the_parts_that_are_there_are_listed_and_each_is_on_the_page(client, open_project, jo):
    page = client.get(PAGE).text
    assert listed(page) == ["follow", "join", "news", "decided"]
    ask_everybody(jo)
    a_meeting(open_project, jo, title="Soup for all", is_public=True)
    BoundaryFactory(project=open_project, is_public=True)
    publish_words(contribution(jo, may_be_public=True), by=jo, now=NOW)
    page = client.get(PAGE).text
    parts = listed(page)
    assert {"asking", "meetings", "said", "limits"} < set(parts)
    assert [part for part in parts if page.count(f'id="{part}"') != 1] == []


def test_of_what_is_long_the_rest_is_folded(client, open_project, jo):
    for number in range(5):
        BoundaryFactory(project=open_project, is_public=True, what=f"Limit {number}")
        decision = a_decision(open_project, jo, what=f"Chosen {number}")
        publish_decision(decision, decision.current, by=jo, now=NOW)
    page = tight(client.get(PAGE).text)
    folded = "".join(re.findall(r'<details class="fold-away">.*?</details>', page))
    assert re.findall(r"<h3>(\w+ \d)</h3>", folded) == [
        *("Chosen 1", "Chosen 0"),
        *("Limit 2", "Limit 3", "Limit 4"),
    ]
    assert page.count("<h3>Limit") == page.count("<h3>Chosen") == 5


def test_news_are_a_few_at_a_time(client, open_project):
    for number in range(6):
        UpdateFactory(project=open_project, title=f"No. {number}", sent_at=NOW, is_public=True)
    first = client.get(PAGE)
    assert first.text.count("<b>No. ") == 5
    last = client.get(f"{PAGE}?after={first.context['page'].after}")
    assert re.findall(r"<b>(No\. \d)</b>", last.text) == ["No. 0"]
