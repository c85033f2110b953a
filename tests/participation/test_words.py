"""Private words: written to one, opened by that one alone, answered, sent on, taken back; and never lost in silence."""

from datetime import timedelta

import pytest
from django.core import mail

from core.locked_words import CannotLock, WordsAreLocked
from core.own_keys import destroy_own_key, is_own_key_there
from outbox.models import Delivery, Message
from participation import services, tasks
from participation.models import MemberKey, PrivateWord, SpentKey
from participation.word_links import find_readers
from plan import services as plan
from projects.models import Role
from tests import factories
from tests.factories import NOW
from tests.safety import give_safety_contact
from tests.wording import WORDS, answered, opened, to_whom, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace(project):
    return factories.MemberFactory(project=project, known_as="Grace", role=Role.FACILITATOR)


@pytest.fixture
def word(amina, jo):
    return write(amina, jo, now=NOW)


def told(kind: str) -> list:
    rows = Delivery.objects.filter(message__kind=kind).order_by("pk")
    return [row.member or row.recipient for row in rows]


def after(days: int):
    return NOW + timedelta(days=days)


def test_only_whoever_it_was_written_to_opens_it(word, jo, grace, amina):
    for other in (grace, amina, None):
        with pytest.raises(services.WordChanged):
            services.open_word(word, by=other, why="answer", now=NOW)
    assert word.readings.count() == 0
    assert services.open_word(word, by=jo, why="talk", now=NOW).by == jo
    assert services.read_word(word).words == WORDS


def test_a_facilitator_writes_to_another_and_not_to_themselves(jo, grace):
    assert [one.name for one in find_readers(jo.project, but=jo)] == ["Grace"]
    assert write(jo, grace, now=NOW).reader == grace
    with pytest.raises(services.NotToThem):
        write(jo, jo, now=NOW)


def test_nobody_is_written_to_who_would_not_read_it(project, amina, jo, grace):
    ben = factories.MemberFactory(project=project, known_as="Ben")
    elsewhere = factories.MemberFactory(role=Role.FACILITATOR)
    services.change_role(grace, role=Role.PARTICIPANT, now=NOW)
    for one in (ben, grace, elsewhere, None):
        with pytest.raises(services.NotToThem):
            write(amina, one, now=NOW)
    assert PrivateWord.objects.count() == 0


def test_the_person_outside_is_there_when_we_can_write_to_them(project, amina, jo):
    names = lambda: [one.name for one in find_readers(project, but=amina)]  # noqa: E731
    assert names() == ["Jo"]
    give_safety_contact(project, safety_email="")
    assert names() == ["Jo"]
    give_safety_contact(project)
    assert names() == ["Jo", "Ruth Adeyemi"]


def test_the_reader_is_told_and_then_whoever_wrote_it(word, jo, amina):
    assert told("private_word") == [jo]
    answered(word, now=NOW)
    assert told("private_word_news") == [amina]
    assert services.read_word(PrivateWord.objects.get()).answer == "Let us talk."


def test_it_is_answered_once_by_who_opened_it(word, jo):
    with pytest.raises(services.WordChanged):
        services.answer_word(word, words="A", by=jo, now=NOW)
    opened(word, now=NOW)
    services.answer_word(word, words="A", by=jo, now=NOW)
    services.answer_word(word, words="A", by=jo, now=NOW)
    with pytest.raises(services.WordChanged):
        services.answer_word(word, words="B", by=jo, now=NOW)
    assert services.read_word(PrivateWord.objects.get()).answer == "A"
    assert len(told("private_word_news")) == 1


@pytest.mark.parametrize(
    ("days", "reader", "writer"),
    [(2, 1, 0), (3, 2, 0), (6, 2, 0), (7, 3, 0), (9, 3, 0), (10, 3, 1)],
)
def test_who_does_not_answer_is_reminded_twice_and_then_the_writer_hears(
    word, days, reader, writer
):
    for day in range(days + 1):
        for _twice in range(2):
            services.remind_of_word(word, now=after(day))
    assert (len(told("private_word")), len(told("private_word_news"))) == (reader, writer)


def test_after_an_answer_nobody_is_reminded(word):
    answered(word, now=NOW)
    assert not services.remind_of_word(word, now=after(30))


def test_the_schedule_reminds_and_looks_for_what_is_lost(amina, jo):
    from django.utils import timezone

    now = timezone.now()
    word = write(amina, jo, now=now - timedelta(days=4))
    give_safety_contact(amina.project)
    outside = write(amina, now=now - timedelta(days=1))
    tasks.look_after_private_words()
    assert len(told("private_word")) == 2
    give_safety_contact(amina.project, safety_name="Sam Reed")
    tasks.look_after_private_words()
    tasks.look_after_private_words()
    outside.refresh_from_db()
    word.refresh_from_db()
    assert (outside.state, word.state) == ("lost", "new")
    assert told("private_word_news") == [amina]


@pytest.mark.parametrize(
    "change",
    [
        lambda jo: services.change_role(jo, role=Role.PARTICIPANT, now=NOW),
        lambda jo: services.end_membership(jo, now=NOW),
    ],
    ids=["steps down", "leaves"],
)
def test_when_the_reader_goes_the_writer_is_told_and_chooses(word, jo, grace, amina, change):
    other = answered(write(amina, jo, "B", now=NOW), now=NOW)
    before = len(told("private_word_news"))
    change(jo)
    for row in (word, other):
        row.refresh_from_db()
    assert (word.state, other.state) == ("lost", "answered")
    assert told("private_word_news")[before:] == [amina]
    for row in (word, other):
        with pytest.raises(services.WordChanged):
            services.open_word(row, by=jo, why="talk", now=NOW)
    new = services.send_word_on(word, to=to_whom(amina, grace), now=NOW)
    assert services.read_word(new).words == WORDS
    assert told("private_word")[-1] == grace


def test_a_reader_who_is_deleted_leaves_nothing_in_silence(word, jo, amina):
    jo.delete()
    tasks.look_after_private_words()
    word.refresh_from_db()
    assert (word.state, told("private_word_news")) == ("lost", [amina])


def test_only_the_writer_sends_it_on_and_then_the_first_reader_opens_it_no_more(
    word, jo, grace, amina
):
    answered(word, now=NOW)
    services.ask_to_send_on(word, why="Grace knows more.", by=jo, now=NOW)
    with pytest.raises(services.WordChanged):
        services.ask_to_send_on(word, why="Again.", by=jo, now=NOW)
    with pytest.raises(services.NotToThem):
        services.send_word_on(word, to=to_whom(amina, jo), now=NOW)
    new = services.send_word_on(word, to=to_whom(amina, grace), now=NOW)
    with pytest.raises(services.WordChanged):
        services.send_word_on(word, to=to_whom(amina, grace), now=NOW)
    for row, by in ((word, jo), (word, grace), (new, jo)):
        with pytest.raises(services.WordChanged):
            services.open_word(row, by=by, why="answer", now=NOW)
    read = services.read_word(new)
    assert (read.words, read.answer, read.ask) == (WORDS, "", "")


def test_the_writer_leaves_it_with_whoever_asks_to_send_it_on(word, jo):
    opened(word, now=NOW)
    services.ask_to_send_on(word, why="I know too little.", by=jo, now=NOW)
    assert not services.remind_of_word(word, now=after(20))
    assert services.decline_sending_on(word, now=after(20))
    assert not services.decline_sending_on(word, now=after(20))
    assert services.remind_of_word(word, now=after(23))
    assert told("private_word") == [jo] * 3


def test_what_is_taken_back_is_gone_with_its_messages_and_its_key(word, jo, amina):
    kept = write(amina, jo, "B", now=NOW)
    name = MemberKey.objects.get(member=amina).name
    assert services.take_word_back(word, now=NOW)
    assert not services.take_word_back(word, now=NOW)
    assert not Message.objects.filter(event__startswith=f"private-word:{word.pk}:").exists()
    assert SpentKey.objects.filter(name=name).exists()
    assert services.read_word(PrivateWord.objects.get(pk=kept.pk)).words == "B"
    services.take_word_back(kept, now=NOW)
    assert not MemberKey.objects.filter(member=amina).exists()


def test_it_is_taken_back_while_the_key_is_away(word, jo, amina):
    kept = write(amina, jo, "B", now=NOW)
    destroy_own_key(MemberKey.objects.get(member=amina).name)
    with pytest.raises(WordsAreLocked):
        opened(kept, now=NOW)
    assert kept.readings.count() == 0
    with pytest.raises(CannotLock):
        write(amina, jo, "C", now=NOW)
    assert services.take_word_back(word, now=NOW)
    assert PrivateWord.objects.get() == kept


def test_whoever_leaves_takes_their_words_and_the_key_along(word, amina):
    services.end_membership(amina, now=NOW)
    assert PrivateWord.objects.count() == Message.objects.filter(kind="private_word").count() == 0
    assert not MemberKey.objects.filter(member=amina).exists()


def test_the_key_of_whoever_is_erased_is_given_up(word, amina):
    name = MemberKey.objects.get(member=amina).name
    assert is_own_key_there(name)
    amina.delete()
    assert SpentKey.objects.filter(name=name).exists()


def test_the_key_is_changed_and_it_is_read_still(word, jo, amina):
    answered(word, now=NOW)
    services.ask_to_send_on(word, why="Grace.", by=jo, now=NOW)
    assert services.rotate_key(MemberKey.objects.get(member=amina), now=NOW)
    read = services.read_word(PrivateWord.objects.get())
    assert (read.words, read.answer, read.ask) == (WORDS, "Let us talk.", "Grace.")


def test_only_the_writer_says_that_a_barrier_is_gone(amina, jo):
    word, plain = write(amina, jo, is_barrier=True, now=NOW), write(amina, jo, may_count=True)
    assert (plain.is_barrier, plain.may_count) == (False, False)
    assert services.close_barrier(word, is_gone=True, now=NOW)
    assert not services.close_barrier(word, is_gone=True, now=NOW)
    assert services.close_barrier(word, is_gone=False, now=NOW)
    assert not services.close_barrier(plain, is_gone=True, now=NOW)
    assert not services.choose_counting(plain, may_count=True)
    assert services.choose_counting(word, may_count=True)


def test_a_barrier_that_is_sent_on_is_counted_once(amina, jo, grace):
    word = write(amina, jo, is_barrier=True, may_count=True, now=NOW)
    services.close_barrier(word, is_gone=True, now=NOW)
    new = services.send_word_on(word, to=to_whom(amina, grace), now=NOW)
    assert [*PrivateWord.objects.counted()] == [new]
    assert new.removed_at == NOW


def test_after_the_end_of_a_project_what_was_written_is_still_answered(word, jo, amina):
    plan.end_project(amina.project, by=jo, why="It is over.", now=NOW)
    assert services.remind_of_word(word, now=after(3))
    answered(word, now=after(3))
    assert told("private_word_news") == [amina]


def test_emails_say_nothing_of_it_and_lead_to_today(word, jo, amina):
    from outbox import tasks as outbox_tasks

    type(amina.project).objects.update(help_name="Kim", help_email="kim@example.org")
    answered(word, now=NOW)
    outbox_tasks.send_due()
    assert [message.to for message in mail.outbox] == [[jo.user.email], [amina.user.email]]
    for message in mail.outbox:
        text = message.message().as_string()
        said = (
            "Reply-To",
            "Private",
            "private-word",
            "private word",
            "Amina wrote",
            WORDS,
            "From Amina",
        )
        assert [words for words in said if words in text] == []
        assert f"/projects/{amina.project.slug}/" in message.body
