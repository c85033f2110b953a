"""Following a project without an account: from its public page to news by email, and away again; in three ways."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from outbox.models import Follower
from tests.browser.hands import WAYS, hand_for
from tests.factories import UpdateFactory
from tests.following import link_in, send
from updates.services import send_update


@pytest.fixture
def public(project) -> str:
    project.is_public, project.purpose = True, "A quiet night for everybody on the ward."
    project.save()
    return f"/p/{project.slug}/"


@pytest.mark.parametrize("way", WAYS)
def test_from_the_public_page_to_the_news_and_away(way, new_page, project, public, jo):
    hand = hand_for(way, new_page)
    hand.page.goto(public)
    hand.sees("Where we are")
    hand.follow("Follow by email")
    hand.write("Your email address", "fay at example")
    hand.press("Send me the link")
    hand.is_refused()
    hand.is_for_everybody()
    hand.write("Your email address", "fay@example.org")
    hand.press("Send me the link")
    hand.reads("We send you an email with a link.")
    hand.is_for_everybody()

    send(timezone.now())
    hand.page.goto(link_in(mail.outbox[-1]))
    hand.sees("Do you want to follow “Waiting at night”?")
    hand.is_for_everybody()
    hand.tick("Only when something is decided or done")
    hand.press("Yes, I want to follow")
    hand.sees("You follow “Waiting at night”")
    hand.is_for_everybody()
    assert Follower.objects.following().get().rhythm == "results"

    news = UpdateFactory(project=project, created_by=jo, title="Lights", settled="Dim at 11.")
    news.is_public = True
    news.save()
    send_update(news, by=jo, now=timezone.now())
    send(timezone.now())
    (email,) = [
        email for email in mail.outbox if email.subject == "Lights" and "fay" in email.to[0]
    ]
    hand.page.goto(urlsplit(email.extra_headers["List-Unsubscribe"].strip("<>")).path)
    hand.sees("Stop following?")
    hand.is_for_everybody()
    hand.press("Stop, and delete my address")
    hand.sees("You follow no more")
    hand.is_for_everybody()
    assert not Follower.objects.exists()
    assert hand.page.troubles == []
    assert hand.page.context.cookies() == []
