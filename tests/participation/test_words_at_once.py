"""Two at once: a private word has one answer, one reader at a time, and stays readable or is gone."""

import pytest

from core.own_keys import is_own_key_there
from participation import services
from participation.models import MemberKey, PrivateWord, WordReading
from projects.models import Role
from tests import factories
from tests.at_once import at_once
from tests.factories import NOW
from tests.wording import WORDS, opened, to_whom, write

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


@pytest.fixture
def grace(project):
    return factories.MemberFactory(
        project=project, known_as="Grace", role=Role.FACILITATOR, user=factories.UserFactory()
    )


def tried(deed):
    """Return what says whether it was done, and not whether it was refused."""

    def do():
        try:
            return deed() is not None
        except (services.WordChanged, services.NotToThem):
            return False

    return do


def test_one_form_sent_many_times_at_once_is_one_word(amina, jo):
    from uuid import uuid4

    key = uuid4()
    at_once([lambda: write(amina, jo, sent_key=key, now=NOW)] * TIMES)
    assert PrivateWord.objects.count() == MemberKey.objects.count() == 1


def test_of_many_answers_at_once_one_is_kept(amina, jo):
    word = opened(write(amina, jo, now=NOW), now=NOW)

    def answer(words):
        return tried(lambda: services.answer_word(word, words=words, by=jo, now=NOW))

    done = at_once([answer(f"Answer {n}") for n in range(TIMES)])
    assert done.count(True) == 1
    assert services.read_word(PrivateWord.objects.get()).answer.startswith("Answer ")


def test_it_is_sent_on_once_and_opened_by_the_first_reader_before_or_not_at_all(amina, jo, grace):
    word = write(amina, jo, now=NOW)
    send = tried(lambda: services.send_word_on(word, to=to_whom(amina, grace), now=NOW))
    look = tried(lambda: services.open_word(word, by=jo, why="talk", now=NOW))
    done = at_once([look, send, look, send, look])
    assert [done[1], done[3]].count(True) == 1
    assert WordReading.objects.count() == [done[0], done[2], done[4]].count(True)
    assert not look()
    assert PrivateWord.objects.count() == 2


def test_whoever_it_was_written_to_goes_at_the_same_moment(amina, jo, grace):
    def leave():
        services.change_role(grace, role=Role.PARTICIPANT, now=NOW)
        return True

    at_once([*[tried(lambda: write(amina, grace, now=NOW))] * TIMES, leave])
    assert {word.state for word in PrivateWord.objects.all()} <= {"lost"}


def test_words_that_are_written_and_taken_back_are_whole_or_gone(amina, jo):
    first = write(amina, jo, now=NOW)
    deeds = [lambda: bool(write(amina, jo, now=NOW))] * TIMES
    back = [lambda: services.take_word_back(first, now=NOW)] * TIMES
    done = at_once([one for pair in zip(deeds, back, strict=True) for one in pair])
    assert done[1::2].count(True) == 1
    services.destroy_spent_keys()
    rows = PrivateWord.objects.all()
    assert [services.read_word(word).words for word in rows] == [WORDS] * TIMES
    assert is_own_key_there(MemberKey.objects.get().name)
