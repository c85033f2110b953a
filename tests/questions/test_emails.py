"""The answer goes to whoever said something, by the channel that they chose, in their language, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from outbox import sending
from outbox.kinds import put_into_words
from outbox.models import Channel, Delivery, Preference, Rhythm, State
from outbox.services import set_preference
from participation.services import end_membership
from questions.services import answer_contribution, tell_answer
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution

pytestmark = pytest.mark.django_db
SAID = "Ask us how we get home at night."
ANSWER = "From May there is a bus.\n\nBecause you asked."


@pytest.fixture
def answered(jo):
    """Return a function that answers something a member said, as Jo."""

    def answer(member, words=ANSWER):
        said = contribution(member, words=SAID)
        answer_contribution(said, outcome="taken-on", reason=words, by=jo, now=NOW)
        return said

    return answer


def work() -> None:
    sending.send_due(clock=lambda: NOW)


def test_the_email_says_what_they_said_and_what_we_answered(answered, amina, settings):
    said = answered(amina)
    work()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["amina@example.org"], "Jo has answered what you said")
    address = f"{settings.SITE_URL}{said.get_absolute_url()}"
    why = "because you said something in “Waiting at night” and were promised an answer"
    told = f"You said: “{SAID}”\n\nWe answered: “{ANSWER}”\n\nWe take it on.\n\nJo"
    assert told in letter.body
    assert "Does this answer you?" in letter.body
    html = tight(letter.alternatives[0][0])
    for page in (letter.body, html):
        assert address in page
        assert why in page
        assert lacks(page, "asking you something", but_has="Hello Amina")
    assert '<h2>You said</h2><p dir="auto">Ask us' in html
    assert '<p dir="auto">From May there is a bus.</p>' in html


def test_words_of_people_are_shown_as_text_in_the_email(answered, amina):
    answered(amina, words="<b>Loud</b>")
    work()
    html = mail.outbox[0].alternatives[0][0]
    assert "&lt;b&gt;Loud&lt;/b&gt;" in html
    assert "“<b>Loud</b>”" in mail.outbox[0].body


@pytest.mark.parametrize("rhythm", Rhythm)
def test_it_waits_for_no_digest_and_for_no_leave(answered, amina, rhythm):
    set_preference(amina, channel=Channel.EMAIL, rhythm=rhythm)
    answered(amina)
    work()
    assert [letter.to for letter in mail.outbox] == [["amina@example.org"]]


@pytest.mark.parametrize(("channel", "heading"), [("post", "Gil"), ("phone", "Gil")])
def test_a_letter_and_a_call_say_it_too(
    answered, project, signed_in, facilitator, channel, heading
):
    gil = factories.MemberFactory(project=project, user=None, known_as="Gil")
    Preference.objects.create(member=gil, channel=channel, phone="1", postal_address="1 Lamp St")
    answered(gil)
    work()
    assert Delivery.objects.get().state == State.BY_HAND
    url = reverse("outbox:delivery_by_hand_detail", args=[project.slug, gil.pk])
    page = tight(signed_in(facilitator).get(url).content.decode())
    assert heading in page
    assert f"You said: “{SAID}”" in page
    assert "Because you asked." in page
    assert mail.outbox == []


def test_it_is_put_into_words_in_the_language_of_whoever_reads_it(answered, amina, monkeypatch):
    seen = []
    monkeypatch.setattr(User, "language", property(lambda _user: "de"))
    monkeypatch.setattr(
        "questions.emails._", lambda words: seen.append(translation.get_language()) or words
    )
    with translation.override("fr"):
        answered(amina)
        assert seen == []
        work()
    assert set(seen) == {"de"}
    assert '<html lang="de">' in mail.outbox[0].alternatives[0][0]


def test_the_same_answer_is_told_once_and_another_one_anew(answered, amina, jo):
    said = answered(amina)
    answer_contribution(said, outcome="taken-on", reason=ANSWER, by=jo, now=NOW)
    tell_answer(said.answer, now=NOW + timedelta(days=1))
    assert Delivery.objects.count() == 1
    said.answer.reason = "The bus comes from June."
    said.answer.save()
    for _press in "12":
        tell_answer(said.answer, now=NOW + timedelta(days=2))
    assert Delivery.objects.count() == 2


def test_nobody_is_told_their_own_answer(answered, jo):
    answered(jo)
    assert not Delivery.objects.exists()


def test_who_left_gets_nothing(answered, amina, jo):
    end_membership(amina, now=NOW)
    answered(amina)
    work()
    assert not Delivery.objects.exists()


def test_who_leaves_before_it_was_sent_gets_nothing(answered, amina):
    answered(amina)
    end_membership(amina, now=NOW)
    work()
    assert mail.outbox == []
    assert Delivery.objects.get().state == State.OVER


def test_who_is_gone_altogether_gets_nothing(answered, amina):
    answered(amina)
    amina.user.delete()
    amina.delete()
    work()
    assert mail.outbox == []


def test_what_was_taken_out_is_not_told(answered, amina):
    said = answered(amina)
    said.delete()
    work()
    assert mail.outbox == []
    assert Delivery.objects.get().last_error == "What this was about is not there any more."


def test_the_page_says_that_they_will_be_told(signed_in, facilitator, amina, jo):
    url = "questions:contribution_answer"
    client, slug = signed_in(facilitator), amina.project.slug
    page = tight(client.get(reverse(url, args=[slug, contribution(amina).pk])).content.decode())
    told = "We will tell Amina what you write, by email, letter or phone, as Amina chose."
    assert told in page
    page = tight(client.get(reverse(url, args=[slug, contribution(jo).pk])).content.decode())
    assert lacks(page, "what you write", but_has="Answer Jo")


def test_the_receipt_says_how_they_will_hear(signed_in, participant, amina):
    say = reverse("questions:contribution_create", args=[amina.project.slug])
    answer = signed_in(participant).post(say, {"words": "Ask us."}, follow=True)
    page = tight(answer.content.decode())
    assert "We will tell you the answer in the way you chose to hear from us." in page


def test_its_link_and_subject_need_no_row(answered, amina, django_assert_num_queries):
    said = answered(amina)
    message = Delivery.objects.select_related("message__project").get().message
    with django_assert_num_queries(0):
        assert message.path == said.get_absolute_url()
        assert message.subject == "Jo has answered what you said"
    assert put_into_words(message).kind.question() == "Does this answer you?"
