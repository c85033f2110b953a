"""The link of the person outside a project: it asks first, and is good for one word and one person alone."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox import tasks as outbox_tasks
from participation import services, word_links
from participation.models import PrivateWord, WordReading
from participation.word_links import find_word, make_token
from tests import factories
from tests.pages import lacks, tight
from tests.safety import give_safety_contact
from tests.wording import WORDS, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def word(project, amina, jo):
    give_safety_contact(project)
    return write(amina)


@pytest.fixture
def link(word) -> str:
    return reverse("participation:word_link", args=[make_token(word)])


def test_the_email_has_the_link_and_not_a_word(word, link, project):
    type(project).objects.update(help_name="Kim", help_email="kim@example.org")
    outbox_tasks.send_due()
    (message,) = mail.outbox
    assert message.to == ["ruth@outside.example"]
    assert link in message.body
    text = message.message().as_string()
    said = (WORDS, "Amina", "Reply-To", "rivate word", "List-Id")
    assert [words for words in said if words in text] == []
    assert re.search("private", message.subject, re.IGNORECASE) is None


def test_it_asks_first_opens_and_is_answered(link, word, me, url):
    ruth = Client()
    page = tight(ruth.get(link).text)
    assert lacks(page, WORDS, but_has="A private word from Amina")
    assert WordReading.objects.count() == 0
    assert lacks(ruth.post(link).text, WORDS, but_has="Say why you open it.")
    page = ruth.post(link, {"why": "answer"}).text
    assert WORDS in page
    assert "Ruth Adeyemi, to read it and answer it." in tight(me.get(url("my_words")).text)
    assert lacks(ruth.get(link), WORDS, but_has="You have opened it. Please answer it.")
    assert "Write your answer first." in ruth.post(link, {"answer": ""}).text
    answer = ruth.post(link, {"answer": "Ring me."})
    assert (answer.status_code, answer.headers["Location"]) == (302, link)
    assert "Ring me." in me.get(url("my_words")).text
    assert lacks(ruth.get(link), "Ring me.", but_has="You have answered.")


def test_it_works_without_a_cookie_and_no_cache_or_site_learns_of_it(link, word):
    strict = Client(enforce_csrf_checks=True)
    for answer in (strict.get(link), strict.post(link, {"why": "answer"})):
        assert answer.status_code == 200
        assert not answer.cookies
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def _mark(page: str) -> str:
    return re.search(r'name="opened" value="([^"]+)"', page)[1]


def test_ten_minutes_later_an_error_shows_the_words_no_more(link, word):
    ruth = Client()
    sent = {"answer": "", "opened": _mark(ruth.post(link, {"why": "answer"}).text)}
    again = ruth.post(link, sent).text
    assert WORDS in again
    assert _mark(again) == sent["opened"]
    WordReading.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert lacks(ruth.post(link, sent), WORDS, but_has="Write your answer first.")


def test_whoever_else_has_the_link_opens_it_once_more_and_that_is_kept(link, word, amina, jo):
    mark = _mark(Client().post(link, {"why": "answer"}).text)
    other = write(amina)
    for opened in ("", "1", mark[:-1], mark.replace(":", ":x")):
        page = Client().post(link, {"answer": "", "opened": opened})
        assert lacks(page, WORDS, but_has="Write your answer first.")
    # The mark of one opens no other.
    elsewhere = reverse("participation:word_link", args=[make_token(other)])
    page = Client().post(elsewhere, {"answer": "", "opened": mark})
    assert lacks(page, WORDS, but_has="Write your answer first.")
    assert WordReading.objects.count() == 1


#: Asked for when a test runs.
_NOW = timezone.now
GONE = {
    "another name": lambda word: give_safety_contact(word.project, safety_name="Sam Reed"),
    "another address": lambda word: give_safety_contact(word.project, safety_email="s@o.example"),
    "nobody": lambda word: give_safety_contact(word.project, safety_name="", safety_email=""),
    "six weeks": lambda word: PrivateWord.objects.update(waits_since=_NOW() - timedelta(weeks=6)),
    "taken back": lambda word: services.take_word_back(word, now=_NOW()),
    "left": lambda word: services.end_membership(word.member, now=_NOW()),
    "lost": lambda word: PrivateWord.objects.update(lost_at=_NOW()),
}


@pytest.mark.parametrize("why", sorted(GONE))
def test_it_ends(why, link, word):
    GONE[why](word)
    for answer in (
        Client().get(link),
        Client().post(link, {"why": "answer"}),
        Client().post(link, {"answer": "I am so sorry."}),
    ):
        assert answer.status_code == 410
        assert "This link opens nothing" in answer.text
        assert WORDS not in answer.text
    assert "I am so sorry." in answer.text
    assert WordReading.objects.count() == 0


@pytest.mark.parametrize("why", ["another name", "six weeks"])
def test_the_service_opens_nothing_after_the_end_either(why, word):
    GONE[why](word)
    with pytest.raises(services.WordChanged):
        services.open_word(word, by=None, why="answer", now=timezone.now())


def test_a_link_is_of_one_word_alone(word, amina, jo):
    other, to_jo = write(amina), write(amina, jo)
    now, signature = timezone.now(), make_token(word).partition("~")[2]
    for token in (
        f"{other.pk}~{signature}",
        f"{to_jo.pk}~{make_token(to_jo).partition('~')[2]}",
        f"{word.pk}~{signature[:-1]}",
        f"{word.pk}~",
        f"{'9' * 40}~{signature}",
        f"x~{signature}",
        "~",
        str(word.pk),
    ):
        assert find_word(token, connection="1", now=now) is None
    assert find_word(make_token(word), connection="1", now=now) == word


def test_the_name_of_the_row_is_in_the_link(word):
    token = make_token(word)
    PrivateWord.objects.update(place="00000000-0000-0000-0000-000000000001")
    assert find_word(token, connection="1", now=timezone.now()) is None


def test_whoever_guesses_is_slowed_down_and_others_are_not(word, link, monkeypatch):
    monkeypatch.setattr(word_links, "WRONG_A_CONNECTION", 3)
    here, there = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    for n in range(3):
        guess = reverse("participation:word_link", args=[f"{word.pk}~{n}"])
        assert here.get(guess).status_code == 410
    assert here.get(link).status_code == 410
    assert there.get(link).status_code == 200


def test_it_is_opened_so_often_in_an_hour(link, monkeypatch):
    monkeypatch.setattr(word_links, "OPENED_AN_HOUR", 2)
    ruth = Client()
    pages = [ruth.post(link, {"why": "answer"}).text for _n in range(3)]
    assert WordReading.objects.count() == 2
    assert "This was opened very often in the last hour." in pages[2]


@pytest.mark.parametrize("who", ["facilitator", "participant"])
def test_whoever_is_in_the_project_opens_nothing_by_it(who, link, jo, amina):
    client = Client()
    client.force_login({"facilitator": jo, "participant": amina}[who].user)
    for answer in (client.get(link), client.post(link, {"why": "answer"})):
        assert answer.status_code == 410
        assert "It is for the person outside the project." in tight(answer.text)
    assert WordReading.objects.count() == 0


def test_somebody_of_another_project_may_be_the_person_outside(link):
    client = Client()
    client.force_login(factories.MemberFactory().user)
    assert WORDS in client.post(link, {"why": "danger"}).text


def test_they_ask_that_it_goes_to_somebody_else(link, word, me, url):
    ruth = Client()
    ruth.post(link, {"why": "answer"})
    assert ruth.post(link, {"ask": "Jo can change the rota."}).status_code == 302
    assert "Jo can change the rota." in me.get(url("my_words")).text


def test_the_secret_is_in_no_log(link, word, caplog):
    caplog.set_level(logging.DEBUG)
    from core.logs import WithoutLinks, without_secrets

    token = make_token(word)
    for words in (f'"GET {link} HTTP/1.1" 200', f"Not found: {link}", link, f"?next={link}"):
        said = without_secrets(words)
        record = logging.LogRecord("x", 20, "x", 1, "%s", (words,), None)
        WithoutLinks().filter(record)
        assert [said.count(token), record.getMessage().count(token)] == [0, 0]
    Client().post(link, {"why": "answer"})
    Client().get(link + "more/")
    assert [one for one in caplog.records if token in one.getMessage()] == []
