"""News as those who follow get it: with what everybody is asked, and no word or name of who did not say yes."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from projects.models import Project
from questions.models import Question
from questions.services import choose_outside, stop_asking_community
from tests.factories import NOW, UpdateFactory
from tests.following import follow, send
from tests.pages import lacks
from tests.questions.rows import contribution, question
from tests.responding import ASKED, ask_everybody, responded
from updates.models import Update
from updates.services import send_update

pytestmark = pytest.mark.django_db
HEADING, LINK = "What do you think?", "/p/waiting-at-night/#asking"


@pytest.fixture
def project(project) -> Project:
    project.is_public, project.help_name = True, "Canary Helpful"
    project.save()
    return project


@pytest.fixture
def news(project, jo) -> Update:
    return UpdateFactory(
        project=project, created_by=jo, title="Chairs", where_we_are="They come.", is_public=True
    )


def both(news: Update) -> tuple[str, str]:
    """Send the news, and return what one who follows reads, as text and as HTML."""
    follow(news.project)
    send_update(news, by=news.created_by, now=NOW)
    send()
    (email,) = [one for one in mail.outbox if one.to == ["fay@example.org"]]
    ((html, _kind),) = email.alternatives
    return email.body, html


def asked_about_an_idea(member: Any, **more: Any) -> Any:
    said = contribution(member, words="Canary of an idea", public_at=NOW, may_be_public=True)
    return ask_everybody(member, idea=said, **more)


def test_it_lists_what_everybody_is_asked(jo, amina, news):
    words = "<Chairs> or www.sofas.example?"
    asked = ask_everybody(amina, question=question(amina), words=words)
    responded(asked, known_as="Canary Zoe", words="Canary of a response")
    asked_about_an_idea(amina, words="Would you sit there?")
    text, html = both(news)
    for words in (text, html):
        assert words.count(HEADING) == 1
        assert words.index("Would you sit there?") < words.index("sofas")
        assert f"http://testserver{LINK}" in words
        canaries = ("Canary", amina.known_as, amina.user.email, "zoe@example.org")
        assert lacks(words, *canaries, but_has="They come.")
    assert "&lt;Chairs&gt;" in html
    assert lacks(html, "www.sofas", but_has="sofas")


def test_it_asks_nothing_where_nothing_is_asked(news):
    for words in both(news):
        assert lacks(words, HEADING, "#asking", but_has="They come.")


@pytest.mark.parametrize("put_away", ["stopped", "ended", "not outside"])
def test_it_asks_nothing_that_was_put_away(amina, news, put_away):
    if put_away == "not outside":
        asked = asked_about_an_idea(amina, words=ASKED)
        choose_outside(asked.idea, outside="", by=amina, now=timezone.now())
    else:
        asked = ask_everybody(amina)
    if put_away == "stopped":
        stop_asking_community(asked, now=NOW)
    if put_away == "ended":
        end = {"ended_at": NOW, "end": "put-down", "end_why": "Enough."}
        Question.objects.update(**end)
    for words in both(news):
        assert lacks(words, HEADING, ASKED, "#asking", but_has="They come.")
