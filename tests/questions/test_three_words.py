"""Three words are drawn from a list that can be read aloud, read as people type them, and locked."""

from collections import Counter

import pytest

from questions import three_words
from questions.three_words import (
    draw_words,
    lock_of,
    locks_of,
    read_words,
    sign_words,
    unsign_words,
    word_list,
)
from tests.questions.unnamed import WORDS


def test_the_list_is_long_and_plain():
    words = word_list()
    assert len(words) >= 2048
    assert len(set(words)) == len(words)
    assert [word for word in words if not (word.isascii() and word.islower())] == []
    assert {len(word) for word in words} <= set(range(4, 9))


def test_no_word_is_taken_for_another_by_one_letter():
    """Two words that differ by a letter have the same hole, or one has a hole that is the other."""
    known, holes = set(word_list()), Counter()
    for word in known:
        for place in range(len(word)):
            holes[word[:place] + "?" + word[place + 1 :]] += 1
        assert not known & {word[:place] + word[place + 1 :] for place in range(len(word))}
    assert [hole for hole, times in holes.items() if times > 1] == []


def test_they_are_drawn_by_chance_that_nobody_can_foretell(monkeypatch):
    asked = []

    def choice(words):
        asked.append(words)
        return words[len(asked)]

    monkeypatch.setattr(three_words.secrets, "choice", choice)
    assert draw_words() == " ".join(word_list()[1:4])
    assert asked == [word_list()] * 3


@pytest.mark.parametrize(
    "typed",
    [
        "garden piano seventh",
        "  Garden,PIANO ;  seventh. ",
        "gárden-piano\nseventh",
        "gardn piano seventh",
        "gardens piano seventh",
        "garden paino seventh",
        "garden piano sevemth",
    ],
)
def test_they_are_read_as_people_type_them(typed):
    assert read_words(typed) == WORDS


@pytest.mark.parametrize(
    "typed",
    ["", "garden piano", "garden piano seventh again", "grdn piano seventh", "x" * 10_000, "1 2 3"],
)
def test_what_cannot_be_meant_is_nothing(typed):
    assert read_words(typed) is None


def test_a_slip_that_could_mean_two_words_is_nothing():
    assert {"ability", "mobility"} <= set(word_list())
    assert read_words("obility piano seventh") is None


def test_a_lock_is_of_the_words_the_project_and_the_key(settings):
    lock = lock_of(WORDS, 1)
    assert len(lock) == 64
    assert lock == lock_of(WORDS, 1)
    assert len({lock, lock_of(WORDS, 2), lock_of("garden piano sixth", 1)}) == 3
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that nobody has seen before 0123456789"
    assert lock_of(WORDS, 1) != lock
    assert lock in locks_of(WORDS, 1)


def test_the_form_carries_ours_alone_and_no_time():
    signed = sign_words(WORDS)
    assert unsign_words(signed) == WORDS
    assert signed == sign_words(WORDS)
    assert unsign_words("easy easy easy") is None
    assert unsign_words(signed.replace("garden", "guitar")) is None
    assert unsign_words("") is None
