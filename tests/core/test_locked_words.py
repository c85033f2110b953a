"""Words are locked for one place, with a key that is a file apart."""

import pytest

from core.locked_words import CannotLock, WordsAreLocked, lock_words, unlock_words
from tests.at_once import at_once

WORDS = "She said she cannot go on. 😟"


@pytest.fixture
def keys(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


def test_words_open_for_their_place_alone(keys):
    box = lock_words(WORDS, place="worry:1:words")
    assert box.find(b"cannot go on") == -1
    assert box != lock_words(WORDS, place="worry:1:words")
    assert unlock_words(memoryview(box), place="worry:1:words") == WORDS
    with pytest.raises(WordsAreLocked):
        unlock_words(box, place="worry:2:words")


def test_the_key_is_for_coproduce_alone(keys):
    lock_words(WORDS, place="a")
    (file,) = keys.iterdir()
    assert (file.stat().st_mode & 0o777, keys.stat().st_mode & 0o777) == (0o600, 0o700)


def test_without_the_key_or_with_another_one_nothing_opens(keys):
    box = lock_words(WORDS, place="a")
    (file,) = keys.iterdir()
    file.rename(keys / "away")
    with pytest.raises(WordsAreLocked):
        unlock_words(box, place="a")
    lock_words("Another key is made.", place="a")
    with pytest.raises(WordsAreLocked):
        unlock_words(box, place="a")


@pytest.mark.parametrize("box", [b"", b"\x01", b"\x02" + b"a" * 90])
def test_what_is_damaged_does_not_open(keys, box):
    lock_words(WORDS, place="a")
    with pytest.raises(WordsAreLocked):
        unlock_words(box, place="a")


def test_where_no_key_can_be_made_nothing_is_locked(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.KEYS_DIR = tmp_path / "file" / "keys"
    with pytest.raises(CannotLock):
        lock_words(WORDS, place="a")


@pytest.mark.django_db
def test_many_that_make_the_key_at_once_make_one(keys):
    boxes = at_once([lambda: lock_words(WORDS, place="a") for _ in range(10)])
    assert [unlock_words(box, place="a") for box in boxes] == [WORDS] * 10
    assert len(list(keys.iterdir())) == 1
