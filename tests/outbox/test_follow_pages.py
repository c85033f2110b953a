"""Following in the browser: asked for on the public page, agreed to by a link that asks first, stopped with a click."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from outbox.links import follower_links
from outbox.models import Follower
from projects.models import Project
from tests.factories import NOW, DeliveryFactory
from tests.following import follow, link_in, send
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(project) -> Project:
    project.is_public, project.purpose = True, "A quiet night"
    project.save()
    return project


@pytest.fixture
def page(project) -> str:
    return reverse("updates:public_follow", args=[project.slug])


@pytest.fixture
def run(project) -> str:
    return reverse("outbox:follower_list", args=[project.slug])


def follow_by_page(client, page, address="Fay@Example.org ", rhythm="monthly"):
    return client.post(page, {"address": address, "rhythm": rhythm}, follow=True)


def newest_link() -> str:
    send(timezone.now())
    return link_in(mail.outbox[-1])


def test_from_the_public_page_to_following_and_away_again(client, project, page):
    public = client.get(reverse("updates:public_page", args=[project.slug]))
    assert f'action="{page}"' in public.text
    assert "Look in your mailbox" in follow_by_page(client, page).text
    link = newest_link()
    asked = client.get(link)
    assert "Do you want to follow" in asked.text
    assert "fay@example.org" in asked.text
    assert not Follower.objects.following().exists()
    assert "Thank you for following." in client.post(link, {"rhythm": "results"}, follow=True).text
    assert Follower.objects.following().get().rhythm == "results"
    stop = link + "stop/"
    assert "Stop following?" in client.get(stop).text
    assert Follower.objects.exists()
    assert "Your address is deleted." in client.post(stop).text
    assert not Follower.objects.exists()
    for gone in (client.get(link), client.post(stop), client.post(link, {"rhythm": "each"})):
        assert gone.status_code == 410
        assert "Then your address is deleted" in gone.text
    assert not client.cookies


def test_a_link_that_was_not_made_here_leads_nowhere(client, project):
    follower = follow(project)
    other = follow(project, "gus@example.org")
    forged = f"{follower.pk}-{other.token.partition('-')[2]}"
    for token in (str(follower.pk), f"{follower.pk}-x", f"{follower.pk}-", forged, "-", "x-y-z"):
        answer = client.get(reverse("outbox:follower", args=[token]))
        assert answer.status_code == 410
        assert lacks(answer.text, "fay@example.org", but_has="This link opens nothing")


def test_whoever_asks_cannot_tell_who_follows(client, project, page):
    follow(project, "gus@example.org")
    new, known = (
        follow_by_page(client, page, one).text for one in ("hal@x.org", "gus@example.org")
    )
    assert new == known


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"address": ""}, "Write your email address."),
        ({"address": "fay at example"}, "fay at example"),
        ({"address": "fay@example.org", "rhythm": "hourly"}, "fay@example.org"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, page, typed, error):
    answer = client.post(page, typed)
    assert answer.context["form"].errors
    assert error in answer.text
    assert not Follower.objects.exists()


def test_too_many_are_told_so(client, page, monkeypatch):
    monkeypatch.setattr("outbox.services.following.ASKED_A_CONNECTION", 1)
    follow_by_page(client, page)
    answer = follow_by_page(client, page, "gus@example.org")
    assert "Please try again in an hour." in answer.text
    assert "gus@example.org" in answer.text


def test_a_project_without_a_public_page_is_not_followed_but_can_be_left(client, project, page):
    follow_by_page(client, page)
    link = newest_link()
    Project.objects.update(is_public=False)
    assert client.get(page).status_code == client.post(page).status_code == 404
    answer = client.get(link)
    assert lacks(answer, "A quiet night", page, but_has="no public page")
    assert "Your address is deleted." in client.post(link + "stop/").text


def test_no_link_opens_the_row_that_gets_its_number_later(client, project):
    follower = follow(project)
    link, number = urlsplit(follower_links(follower)["preference_url"]).path, follower.pk
    follower.delete()
    follow(project, "gus@example.org", pk=number)
    assert client.get(link).status_code == 410


def test_a_mail_program_stops_it_by_one_post(client, project):
    link = urlsplit(follower_links(follow(project))["unsubscribe_url"]).path
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()


def test_facilitators_see_numbers_and_no_address(signed_in, facilitator, project, run):
    for n, rhythm in enumerate(["each", "monthly", "each", "results"]):
        follow(project, f"fay{n}@example.org", rhythm=rhythm)
    follow(project, "asked@example.org", confirmed_at=None)
    DeliveryFactory(
        message__project=project,
        message__kind="said_in_a_test",
        message__data={"subject": "Chairs"},
        member=None,
        follower=project.followers.first(),
        recipient=project.followers.first().recipient,
        done_at=NOW,
    )
    page = signed_in(facilitator).get(run)
    assert "4 addresses follow this project by email." in tight(page.text)
    assert page.context["counts"] == {"each": 2, "monthly": 1, "results": 1, "in_all": 4}
    assert lacks(page, "@example.org", but_has="Chairs")


def test_facilitators_ask_people_from_a_list_and_learn_nothing_of_any(
    signed_in, facilitator, project, run
):
    follow(project, "gus@example.org")
    client = signed_in(facilitator)
    lists = ("gus@example.org", "hal@example.org, ida@example.org;\nhal@example.org")
    answers = [client.post(run, {"addresses": typed}, follow=True) for typed in lists]
    said = [[str(message) for message in answer.context["messages"]] for answer in answers]
    assert said[0] == said[1] != []
    pages = [re.sub(r'value="\w{64}"', "", tight(answer.text)) for answer in answers]
    assert pages[0] == pages[1]
    sent = client.get(reverse("outbox:delivery_list", args=[project.slug]))
    assert lacks(sent, "Do you want to follow", but_has="Nothing was sent yet")
    send(timezone.now())
    assert sorted(email.to[0] for email in mail.outbox) == ["hal@example.org", "ida@example.org"]


def test_a_wrong_address_in_a_list_asks_nobody_yet(signed_in, facilitator, project, run):
    answer = signed_in(facilitator).post(run, {"addresses": "hal@example.org\nida at example"})
    assert (
        "We can’t read this as an email address: ida, at, example. Nobody was asked yet."
        in answer.text
    )
    assert "hal@example.org" in answer.text
    assert not Follower.objects.exists()


def test_only_facilitators_see_it(signed_in, client, project, run, amina, coordinator):
    for user in (amina.user, coordinator):
        client.force_login(user)
        assert client.get(run).status_code == 403
