"""The community is asked about a question or an idea, in words for everybody, until somebody stops it."""

import pytest
from django.urls import reverse

from core.ended import EndedBefore
from outbox.models import Delivery
from projects.models import Project
from questions import services
from questions.models import CommunityQuestion, Response
from tests.factories import NOW
from tests.pages import lacks
from tests.questions.rows import contribution, question
from tests.responding import ASKED, WORDS

pytestmark = pytest.mark.django_db
TYPED = {"known_as": "Zoe", "address": "Zoe@example.org", "words": WORDS, "outside": ""}


@pytest.fixture
def project(project) -> Project:
    project.is_public, project.purpose = True, "A quiet night"
    project.save()
    return project


@pytest.fixture
def public(project) -> str:
    return reverse("updates:public_page", args=[project.slug])


def test_a_question_is_asked_on_the_public_page_and_stopped(
    client, signed_in, facilitator, project, jo, amina, public
):
    about = question(amina, words="Who is afraid to go home at night?")
    ask = reverse("questions:community_ask", args=[project.slug, about.pk])
    assert lacks(client.get(public), "What do you think?", but_has="A quiet night")
    page = signed_in(facilitator)
    assert ask in page.get(about.get_absolute_url()).text
    done = page.post(ask, {"words": ASKED}, follow=True)
    assert "Everybody who reads the public page is asked this now." in done.text
    (told,) = Delivery.objects.all()
    assert (told.member, told.message.kind) == (amina, "community_asked")
    client.logout()
    assert lacks(client.get(public), about.words, amina.known_as, but_has=ASKED)
    signed_in(facilitator).post(ask, {"stop": "1"})
    assert lacks(client.get(public), ASKED, but_has="A quiet night")


def test_an_idea_is_asked_about_while_it_is_on_the_public_page(client, project, jo, amina, public):
    idea = contribution(amina, kind="idea", words="Benches", may_be_public=True, public_at=NOW)
    client.force_login(jo.user)
    ask = reverse("questions:community_ask_of_idea", args=[project.slug, idea.pk])
    assert "What do you think of this idea?" in client.get(ask).text
    client.post(ask, {"words": ASKED})
    client.logout()
    seen = client.get(public).text
    assert ASKED in seen
    assert "Benches" in seen
    asked = CommunityQuestion.objects.get()
    services.unpublish_words(idea, by=jo, now=NOW)
    assert lacks(client.get(public), ASKED, "Benches", but_has="A quiet night")
    answer = client.post(reverse("updates:public_respond", args=[project.slug, asked.pk]), TYPED)
    assert "The project has stopped asking meanwhile." in answer.text
    assert WORDS in answer.text
    assert not Response.objects.exists()


@pytest.mark.parametrize("is_idea", [True, False])
def test_what_is_not_for_everybody_cannot_be_asked_about(client, project, jo, amina, is_idea):
    row = contribution(amina, kind="idea", may_be_public=True) if is_idea else question(amina)
    if not is_idea:
        services.end_question(row, end="settled", why="We know.", by=jo, now=NOW)
    client.force_login(jo.user)
    name = "questions:community_ask_of_idea" if is_idea else "questions:community_ask"
    ask = reverse(name, args=[project.slug, row.pk])
    assert client.post(ask, {"words": ASKED}).status_code == 403
    assert not CommunityQuestion.objects.exists()


def test_two_who_ask_in_other_words_see_it_and_what_was_stopped_can_be_asked_anew(jo, amina):
    about = question(amina)
    first = services.ask_community(about, words=ASKED, by=jo, now=NOW)
    assert services.ask_community(about, words=ASKED, by=jo, now=NOW) == first
    with pytest.raises(EndedBefore):
        services.ask_community(about, words="Who is cold?", by=jo, now=NOW)
    services.stop_asking_community(first, now=NOW)
    again = services.ask_community(about, words="Who is cold?", by=jo, now=NOW)
    assert [one.words for one in CommunityQuestion.objects.open()] == [again.words]
