"""The pages of private words: written to one who is named, opened with a reason and a fresh code, answered, sent on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.own_keys import destroy_own_key
from participation import services
from participation.models import MemberKey, PrivateWord, WordReading
from plan import services as plan
from projects.models import Role
from tests import factories
from tests.factories import NOW
from tests.needing import came, home
from tests.pages import lacks, tight
from tests.safety import give_safety_contact
from tests.wording import WORDS, answered, opened, write

pytestmark = pytest.mark.django_db
TYPED = {"what": "write", "words": WORDS}


@pytest.fixture
def mine(url) -> str:
    return url("my_words")


@pytest.fixture
def grace(project):
    return factories.MemberFactory(project=project, known_as="Grace", role=Role.FACILITATOR)


@pytest.fixture
def word(amina, jo):
    return write(amina, jo)


def test_before_the_field_it_says_who_may_tell_whom_to_ring_and_who_reads_it(
    me, mine, jo, amina, project
):
    give_safety_contact(project)
    page = tight(me.get(f"{mine}?show=write").text)
    assert "Jo, who runs this project" in page
    assert "Ruth Adeyemi, who is not part of this project" in page
    page = tight(me.post(mine, {"what": "write", "to": jo.pk}).text)
    field = page.index("What would you like to say?")
    for words in (
        "Jo may have to tell somebody if a person is in danger. Jo will try to tell you first.",
        "The night desk:",
        "Only you and Jo can open this.",
        "gets an email that says only that there is something to read",
    ):
        assert page.index(words) < field
    page = tight(me.post(mine, {"what": "write", "to": "outside"}).text)
    assert "Ruth Adeyemi will try to tell you first." in page
    assert PrivateWord.objects.count() == 0


def test_where_nobody_outside_is_named_it_says_so_and_offers_facilitators(me, mine, jo, amina):
    page = tight(me.get(f"{mine}?show=write").text)
    assert "This project has not named anybody outside it yet" in page
    assert "You can write to a facilitator now." in page


def test_whoever_gets_no_emails_is_told_beforehand(me, mine, jo, amina):
    from outbox.services import set_preference

    for member in (amina, jo):
        set_preference(member, channel="post", rhythm="at-once")
    assert "gets no email, and sees it after signing in" in me.get(f"{mine}?show=write").text
    page = tight(me.post(mine, {"what": "write", "to": jo.pk}).text)
    assert "Jo gets no emails from us" in page
    assert "Please look here for the answer." in page


def test_it_is_written_and_read_by_whoever_wrote_it(me, mine, jo, amina):
    answer = me.post(mine, {**TYPED, "to": jo.pk, "is_barrier": "on", "may_count": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, mine)
    page = me.get(mine).text
    assert all(words in tight(page) for words in (WORDS, "To Jo,", "Not opened yet."))
    word = PrivateWord.objects.get()
    assert (word.is_barrier, word.may_count, word.reader) == (True, True, jo)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"words": ""}, "Write something first."),
        ({"may_count": "on"}, "We only count what keeps people from taking part."),
        ({"words": "x" * 5001}, "5001"),
    ],
)
def test_what_was_typed_stays_on_the_page_and_is_kept_nowhere(me, mine, jo, typed, error):
    answer = me.post(mine, {**TYPED, "to": jo.pk, **typed})
    assert answer.status_code == 200
    assert error in answer.text
    assert {**TYPED, **typed}["words"] in answer.text
    assert PrivateWord.objects.count() == 0


def test_the_words_stay_when_their_reader_went_meanwhile(me, mine, project, grace, jo, amina):
    services.change_role(grace, role=Role.PARTICIPANT, now=NOW)
    page = me.post(mine, {**TYPED, "to": grace.pk}).text
    assert "Nobody would read it there any more." in page
    assert all(words in page for words in (WORDS, 'type="radio"', "Jo, who runs this project"))
    give_safety_contact(project)
    assert me.post(mine, {**TYPED, "to": "outside"}).status_code == 302


def test_the_words_stay_when_the_project_has_ended_or_the_key_is_away(me, mine, jo, amina, word):
    destroy_own_key(MemberKey.objects.get().name)
    page = me.post(mine, {**TYPED, "to": jo.pk}).text
    assert "We cannot keep this safely now." in page
    assert WORDS in page
    plan.end_project(amina.project, by=jo, why="It is over.", now=NOW)
    page = me.post(mine, {**TYPED, "to": jo.pk}).text
    assert "This project has ended." in page
    assert WORDS in page
    assert me.get(f"{mine}?show=write").status_code == 403
    page = me.get(mine).text
    assert lacks(page, "?show=write", but_has="This project has ended.")
    assert "their key is away" in page


def test_the_reader_opens_it_with_a_reason_for_ten_minutes_and_answers(
    fresh, me, mine, url, jo, amina, word
):
    address = url("word_read", word.pk)
    assert "From Amina" in tight(fresh.get(url("words_for_me")).text)
    assert lacks(fresh.get(address), WORDS, but_has="A private word from Amina")
    page = fresh.post(address, {"open": "yes"}).text
    assert lacks(page, WORDS, but_has="Say why you open it. They will see it.")
    assert WordReading.objects.count() == 0
    page = tight(fresh.post(address, {"why": "talk"}, follow=True).text)
    assert "you may have to tell somebody if a person is in danger" in page
    assert WORDS in page
    assert "Jo, to talk about it with them." in tight(me.get(mine).text)
    assert "Write your answer first." in fresh.post(address, {"answer": " "}).text
    fresh.post(address, {"answer": "Let us talk."})
    assert "Let us talk." in me.get(mine).text
    WordReading.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert lacks(fresh.get(address), WORDS, "Let us talk.", but_has="Open it for ten minutes")


def test_whoever_signed_in_long_ago_gets_a_code_first(facilitator, url, jo, word):
    old = came(facilitator, at=timezone.now() - timedelta(days=2))
    address = url("word_read", word.pk)
    assert "first we send a code to your email address" in tight(old.get(address).text)
    answer = old.post(address, {"why": "answer"})
    assert answer.headers["Location"] == reverse("accounts:sign_in_code")
    assert WordReading.objects.count() == 0


def test_another_browser_of_the_reader_is_not_open(fresh, facilitator, url, word):
    fresh.post(url("word_read", word.pk), {"why": "answer"})
    other = came(facilitator, at=timezone.now())
    assert lacks(other.get(url("word_read", word.pk)), WORDS, but_has="Open it for ten minutes")


@pytest.mark.parametrize("who", ["facilitator", "participant", "coordinator", "writer"])
def test_nobody_else_can_open_answer_or_send_it_on(who, project, url, mine, grace, jo, word):
    users = {
        "facilitator": grace.user,
        "participant": factories.MemberFactory(project=project).user,
        "coordinator": factories.CoordinatorFactory(organisation=project.organisation).user,
        "writer": word.member.user,
    }
    client = came(users[who], at=timezone.now())
    address, refused = url("word_read", word.pk), 404 if who == "facilitator" else 403
    for typed in ({"why": "answer"}, {"answer": "No."}, {"ask": "Me."}):
        assert client.post(address, typed).status_code == refused
    assert client.get(address).status_code == refused
    if who != "writer":
        for what in ("send-on", "take-back", "gone", "answer-read", "count", "stays"):
            answer = client.post(
                mine, {"what": what, "word": word.pk, "to": grace.pk, "sure": "yes"}
            )
            assert answer.status_code == (403 if who == "coordinator" else 404)
    assert PrivateWord.objects.get().state == "new"
    page = client.get(url("words_for_me"))
    assert page.status_code == 403 or lacks(page, "Amina", but_has="There is nothing for you now.")


def test_what_the_reader_typed_is_given_back_when_it_was_taken_back(fresh, url, word):
    address = url("word_read", word.pk)
    services.take_word_back(word, now=NOW)
    answer = fresh.post(address, {"answer": "I am so sorry."})
    assert answer.status_code == 404
    assert "I am so sorry." in answer.text
    assert fresh.get(address).status_code == 404


def test_two_answers_at_once_keep_the_first_and_the_second_stays_on_the_page(fresh, url, word):
    answered(word, "First.")
    page = fresh.post(url("word_read", word.pk), {"answer": "Second."})
    assert "Something changed meanwhile" in page.text
    assert "Second." in page.text
    assert services.read_word(PrivateWord.objects.get()).answer == "First."


def test_today_says_so_to_the_two_alone(me, fresh, mine, url, project, jo, amina, grace, word):
    other = came(grace.user, at=timezone.now())
    title, news = "Answer 1 private word", "There is something new in your private words"
    assert title in fresh.get(home(project)).text
    assert lacks(other.get(home(project)), title, but_has=project.name)
    assert lacks(me.get(home(project)), news, but_has=project.name)
    answered(word)
    assert news in me.get(home(project)).text
    assert lacks(fresh.get(home(project)), title, but_has=project.name)
    me.post(mine, {"what": "answer-read", "word": word.pk})
    assert lacks(me.get(home(project)), news, but_has=project.name)


def test_the_writer_sends_it_on_and_is_asked_first(me, fresh, mine, url, jo, grace, word):
    opened(word)
    fresh.post(url("word_read", word.pk), {"ask": "Grace knows more."})
    assert "Grace knows more." in me.get(mine).text
    page = me.post(mine, {"what": "send-on", "word": word.pk}).text
    assert "Who should read your private word?" in page
    page = tight(me.post(mine, {"what": "send-on", "word": word.pk, "to": grace.pk}).text)
    assert "Grace will try to tell you first." in page
    assert PrivateWord.objects.count() == 1
    sure = {"what": "send-on", "word": word.pk, "to": grace.pk, "sure": "yes"}
    assert "Grace can read it now." in me.post(mine, sure, follow=True).text
    assert "You have sent it on already." in me.post(mine, sure, follow=True).text
    assert PrivateWord.objects.count() == 2
    assert fresh.get(url("word_read", word.pk)).status_code == 404


def test_the_writer_is_asked_before_it_is_deleted(me, mine, word):
    assert "Take it back?" in me.post(mine, {"what": "take-back", "word": word.pk}).text
    sure = {"what": "take-back", "word": word.pk, "sure": "yes"}
    assert "It is deleted." in me.post(mine, sure, follow=True).text
    assert me.post(mine, sure).status_code == 404


def test_the_writer_alone_says_that_a_barrier_is_gone_and_may_be_counted(me, mine, amina, jo):
    word = write(amina, jo, is_barrier=True)
    for what, words in (
        ("gone", "Good that it is gone."),
        ("gone", "Nothing was changed."),
        ("not-gone", "It is open again."),
        ("count", "It may be counted."),
        ("not-count", "It is not counted from now on."),
        ("stays", "Nothing was changed."),
        ("answer-read", "Nothing was changed."),
    ):
        page = me.post(mine, {"what": what, "word": word.pk}, follow=True).text
        assert words in page


def test_an_empty_post_shows_the_page_again(me, fresh, mine, url, word):
    assert me.post(mine).status_code == 200
    assert fresh.post(url("word_read", word.pk)).status_code == 200
    for what in ("write", "send-on"):
        answer = me.post(mine, {"what": what, "word": word.pk})
        assert "Who should read your private word?" in answer.text


def test_the_form_is_sent_twice_and_kept_once(me, mine, jo):
    page = me.post(mine, {"what": "write", "to": jo.pk})
    typed = {**TYPED, "to": jo.pk, "sent_key": page.context["form"]["sent_key"].value()}
    for _twice in range(2):
        assert me.post(mine, typed).status_code == 302
    assert PrivateWord.objects.count() == 1


def test_a_signed_out_writer_finds_nothing_kept(mine, jo, amina, client):
    from accounts.models import WaitingWords

    answer = Client().post(mine, {**TYPED, "to": jo.pk})
    assert answer.status_code in (302, 200, 401, 403)
    assert answer.text.count(WORDS) == 0
    assert WaitingWords.objects.count() == 0


def test_many_words_take_few_queries(
    me, mine, url, fresh, amina, jo, django_assert_max_num_queries
):
    for _n in range(8):
        answered(write(amina, jo))
    for client, address in ((me, mine), (fresh, url("words_for_me"))):
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)


def test_my_part_leads_there(me, url, word):
    page = tight(me.get(url("my_part")).text)
    assert "1 thing that you wrote to one person alone" in page
