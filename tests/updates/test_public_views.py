"""The public page: only of projects that chose it, only what is meant for everybody."""

import subprocess
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from decisions.publishing import publish_decision
from decisions.services import correct_decision
from outbox.models import Message
from projects.models import Project
from tests import factories
from tests.factories import NOW, StepFactory, UpdateFactory
from tests.following import follow
from tests.pages import lacks
from tests.safety import give_safety_contact
from updates.services import send_update

pytestmark = pytest.mark.django_db
PAGE, DECISIONS = "/p/waiting-at-night/", "/p/waiting-at-night/decisions/"


def a_public_decision(project, jo, **said):
    decision = factories.a_decision(project, jo, **said)
    publish_decision(decision, decision.current, by=jo, now=NOW)
    return decision


@pytest.fixture
def open_project(project):
    project.is_public = True
    project.help_name = "Nora Reed"
    project.save()
    return project


@pytest.mark.parametrize("address", [PAGE, DECISIONS])
@pytest.mark.parametrize(
    "fields", [{"is_public": False}, {"state": "setting-up", "started_on": None}]
)
def test_there_is_none_before_the_project_chose_it_and_started(
    client, open_project, address, fields
):
    Project.objects.filter(pk=open_project.pk).update(**fields)
    assert client.get(address).status_code == 404


def test_it_tells_what_is_for_everybody(client, open_project, jo):
    a_public_decision(open_project, jo)
    StepFactory(project=open_project, title="Try softer lamps", state="doing")
    UpdateFactory(project=open_project, title="For all", sent_at=NOW, is_public=True)
    page = client.get(PAGE).text
    for words in (
        "So that nobody waits at night without light",
        "Try softer lamps",
        "For all",
        "Lights are dimmed from 11pm, reading lamps stay",
        "People could not rest under full light.",
        "Decided on Thursday 19 November 2026 by 1 person",
        "Nora Reed",
    ):
        assert words in page


def test_whom_members_ring_in_danger_is_for_members(client, open_project):
    give_safety_contact(open_project)
    page = client.get(PAGE).text
    for words in ("Ruth Adeyemi", "01632 960 555", "ruth@outside.example", "01632 960 999"):
        assert lacks(page, words, but_has="Nora Reed")


def test_it_names_no_member_and_shows_nothing_private(client, open_project, jo, amina):
    decision = a_public_decision(open_project, jo, why="Because of the light.")
    factories.a_decision(open_project, jo, what="Among members", why="x")
    UpdateFactory(project=open_project, title="For members", sent_at=NOW)
    UpdateFactory(project=open_project, title="A draft", is_public=True)
    names = ("Amina", ">Jo<", "Jo ", "example.org", "For members", "A draft", "Among members")
    assert lacks(client.get(PAGE), *names, but_has=decision.current.what)


def test_news_for_everybody_names_only_decisions_for_everybody(client, open_project, jo):
    news = UpdateFactory(project=open_project, title="For all", sent_at=NOW, is_public=True)
    news.decisions.add(
        a_public_decision(open_project, jo, what="Chairs by the window"),
        factories.a_decision(open_project, jo, what="Who is paid", why="Money is short."),
    )
    page = client.get(PAGE)
    assert page.text.count("Chairs by the window") == 2
    assert lacks(page, "Who is paid", "Money is short.", but_has="For all")


def test_words_that_were_corrected_are_not_public_before_somebody_chose_them(
    client, open_project, jo
):
    decision = a_public_decision(open_project, jo)
    correct_decision(
        decision, by=jo, base_version=1, change_why="A slip.", now=NOW, why="Mrs Hall wants it."
    )
    assert lacks(client.get(PAGE), "Mrs Hall", "People could not rest", but_has="Where we are")


def test_all_decisions_are_on_the_page_a_few_at_a_time(client, open_project, jo):
    for _ in range(20):
        a_public_decision(open_project, jo)
    numbers, address = [], PAGE
    for _page in range(4):
        page = client.get(address)
        numbers += [decision.number for decision in page.context["decided"].rows]
        address = f"{PAGE}?decided={page.context['decided'].after}"
    assert numbers == list(range(20, 0, -1))
    assert f'href="{PAGE}#decided">Newest decisions</a>' in page.text
    assert lacks(page, "Older decisions", but_has="Newest decisions")
    assert "Older decisions" in client.get(f"{PAGE}?decided={'9' * 30}").text


def test_the_address_that_the_decisions_had_leads_to_them(client, open_project):
    assert client.get(DECISIONS).headers["Location"] == f"{PAGE}#decided"
    assert 'id="decided"' in client.get(PAGE).text


def test_it_can_be_kept_by_proxies_when_nobody_is_signed_in(client, open_project, participant):
    assert client.get(PAGE).headers["Cache-Control"] == "public, no-cache"
    client.force_login(participant)
    assert client.get(PAGE).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_kept_copy_is_shown_only_while_it_is_right(client, open_project, jo, encoding):
    sent = {"Accept-Encoding": encoding}
    first = client.get(PAGE, headers=sent)
    again = {**sent, "If-None-Match": first.headers["ETag"]}
    same = client.get(PAGE, headers=again)
    assert (same.status_code, same.content) == (304, b"")
    a_public_decision(open_project, jo)
    changed = client.get(PAGE, headers=again)
    assert changed.status_code == 200
    again["If-None-Match"] = changed.headers["ETag"]
    Project.objects.filter(pk=open_project.pk).update(is_public=False)
    assert client.get(PAGE, headers=again).status_code == 404


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?decided=3"])
def test_it_asks_the_same_of_the_database_with_3_and_with_30(
    client, open_project, jo, address, django_assert_max_num_queries
):
    def add(number):
        for _ in range(number):
            a_public_decision(open_project, jo)
            StepFactory(project=open_project, state="doing")
            UpdateFactory(project=open_project, sent_at=NOW, is_public=True)

    add(3)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    add(27)
    with django_assert_max_num_queries(12) as many:
        client.get(address)
    assert len(few) == len(many)


def test_the_feed_has_the_news_for_everybody_and_no_other(client, open_project, jo):
    told = {"project": open_project, "sent_at": NOW}
    UpdateFactory(title="For all", where_we_are="1 < 2 & so on\x0b", is_public=True, **told)
    news = UpdateFactory(title="With decisions", is_public=True, **told)
    UpdateFactory(title="For members", **told)
    UpdateFactory(project=open_project, title="A draft", is_public=True)
    kept = factories.a_decision(open_project, jo, what="A secret plan")
    news.decisions.set([kept])
    answer = client.get(reverse("updates:public_feed", args=[open_project.slug]))
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Last-Modified" not in answer.headers
    feed = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    assert sorted(titles) == ["For all", "With decisions"]
    assert lacks(answer.text, "A secret plan", but_has="1 &lt; 2 &amp; so on")
    page = client.get(reverse("updates:public_page", args=[open_project.slug])).text
    assert 'type="application/atom+xml"' in page


def test_the_feed_goes_with_the_public_page(client, open_project):
    Project.objects.update(is_public=False)
    assert client.get(reverse("updates:public_feed", args=[open_project.slug])).status_code == 404


@pytest.mark.parametrize("name", ["Waiting at night", "A very long name of a project. " * 3])
def test_the_poster_is_one_page_and_leads_to_the_public_page(
    signed_in, facilitator, open_project, tmp_path, name
):
    open_project.name, open_project.summary = name, "Many words of what it is for. " * 6
    open_project.save()
    client = signed_in(facilitator)
    page = reverse("updates:public_poster", args=[open_project.slug])
    path = tmp_path / "poster.pdf"
    path.write_bytes(client.get(page).content)
    words = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, check=True, text=True
    )
    assert words.stdout.count("\f") == 1
    assert f"/p/{open_project.slug}/" in words.stdout.replace("\n", "")
    Project.objects.update(is_public=False)
    assert "a poster would lead nowhere" in client.get(page, follow=True).text


def test_what_was_sent_says_which_of_two_headlines_is_for_whom(signed_in, jo, open_project):
    project = open_project
    follow(project)
    send_update(
        UpdateFactory(project=project, created_by=jo, title="Chairs", is_public=True),
        by=jo,
        now=NOW,
    )
    client = signed_in(jo.user)
    page = client.get(reverse("outbox:delivery_list", args=[project.slug])).text
    assert page.count("Chairs</a>") == 2
    assert page.count("To those who take part") == page.count("To those who follow by email") == 1
    shared = Message.objects.get(kind="update_shared")
    one = client.get(reverse("outbox:message_detail", args=[project.slug, shared.pk])).text
    assert lacks(one, "To those who take part", but_has="To those who follow by email")
