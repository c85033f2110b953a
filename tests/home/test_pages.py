"""Pages that are true of all of it."""

import math
import re
from html import unescape

import pytest

from home import hosting
from home.first_texts import first_texts
from home.models import Host
from tests.home.page import words
from tests.pages import lacks

PAGES = ("/about/", "/privacy/", "/sign-in/", "/")


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_open_and_plain(client, db, path):
    """No sentence is longer than 25 words."""
    page = client.get(path).content.decode()
    blocks = re.findall(r"<(?:p|li|dd|h\d)[^>]*>(.*?)</(?:p|li|dd|h\d)>", page, re.DOTALL)
    sentences = [
        sentence
        for block in blocks
        for sentence in re.split(r"(?<=[.:?!])\s", unescape(re.sub(r"<[^>]+>", " ", block)))
    ]
    assert [sentence for sentence in sentences if len(sentence.split()) > 25] == []


def test_about_credits_the_framework(client, db):
    assert (
        "the ten essential elements published by Co.Create, “The components of co-production”"
        in words(client, "/about/")
    )


def test_accessibility_has_a_page_to_which_each_page_leads(client, db):
    assert "What is not good yet" in words(client, "/accessibility/")
    assert 'href="/accessibility/">Accessibility</a>' in client.get("/about/").content.decode()


@pytest.mark.django_db
def test_what_is_not_good_yet_stands_there_once_whatever_the_host_wrote(client):
    faults = ("The pages are in English only.", "in Hindi, Tamil or Bengali", "use screen readers")
    own = "The map has no words."
    hosting.keep(Host(not_accessible=own, tested="By us."), math.inf)
    said = words(client, "/accessibility/")
    assert [said.count(fault) for fault in faults] == [1, 1, 1]
    assert said.count(own) == said.count("What is not good yet") == 1
    hosting.keep(Host(**first_texts(["not_accessible", "tested"])), math.inf)
    said = words(client, "/accessibility/")
    assert [said.count(fault) for fault in faults] == [1, 1, 1]
    assert lacks(said, "What is not good yet", but_has="What is not accessible, and why")


@pytest.mark.django_db
def test_privacy_says_what_each_kind_of_copy_shows(client):
    page = client.get("/privacy/").content.decode()
    for copies in (
        "With one copy of our data",
        "With many copies, one after each answer",
        "With one copy and the key",
        "With many copies and the key",
    ):
        assert copies in page
    assert "If the key is lost" in page


def test_privacy_names_every_cookie_there_is(client, participant):
    """The page says two: the session and the protection of forms."""
    client.get("/sign-in/")
    client.force_login(participant)
    client.get("/you/")
    client.post("/you/", {"name": "Amina"}, follow=True)
    assert sorted(client.cookies) == ["csrftoken", "sessionid"]
