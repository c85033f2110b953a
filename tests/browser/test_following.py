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
    hand.tick("Only when something is settled or decided")
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
    hand.sees("You have stopped following")
    hand.is_for_everybody()
    assert not Follower.objects.exists()
    assert hand.page.troubles == []
    assert hand.page.context.cookies() == []


@pytest.mark.parametrize("way", WAYS)
def test_from_the_public_page_to_an_answer(
    way, new_page, sign_in, facilitator, project, public, jo
):
    hand = hand_for(way, new_page)
    hand.page.goto(public)
    hand.follow("Take part")
    hand.unfold("Ask to take part")
    hand.press("Send it")
    hand.is_refused()
    hand.is_for_everybody()
    hand.write("What may we call you?", "Zoe")
    hand.write("Your email address, for the answer", "zoe@example.org")
    hand.write("What brings you here?", "My mother waited there for nine hours")
    hand.press("Send it")
    hand.reads("Look in your mailbox.")
    hand.is_for_everybody()

    send(timezone.now())
    hand.page.goto(link_in(mail.outbox[-1], "/join/"))
    hand.sees("Was it you who asked to take part?")
    hand.is_for_everybody()
    hand.press("Yes, I want to take part")
    hand.sees("Thank you for asking")
    hand.is_for_everybody()
    assert hand.page.context.cookies() == []

    sign_in(hand.page, facilitator)
    hand.page.goto(f"/projects/{project.slug}/")
    hand.follow("Read and answer")
    hand.sees("Who asks to take part")
    hand.is_for_everybody()
    hand.follow("Zoe")
    hand.sees("Zoe asks to take part")
    hand.reads("My mother waited there for nine hours")
    hand.unfold("Or say no")
    hand.press("Send the reason")
    hand.is_refused()
    hand.is_for_everybody()
    hand.write("A few words of your own", "Come on Monday.")
    hand.press("Invite them")
    hand.reads("Zoe is invited.")
    assert project.members.get(known_as="Zoe").invitations.get().words == "Come on Monday."
    assert hand.page.troubles == []
