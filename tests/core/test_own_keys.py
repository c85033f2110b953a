"""Words locked with a key of one person's own: gone with it, bound to their place, and as long as others."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from core import own_keys
from core.locked_words import CannotLock, WordsAreLocked
from core.own_keys import (
    destroy_own_key,
    is_own_key_there,
    lock_with,
    make_own_key,
    own_key_path,
    unlock_with,
)

WORDS = "No stairs. Ø 漢字"


@pytest.fixture
def key():
    name = make_own_key()
    yield name
    destroy_own_key(name)


def test_what_was_locked_is_opened_with_its_key_alone(key):
    box = lock_with(key, WORDS, place="a")
    assert unlock_with(key, box, place="a") == WORDS
    assert unlock_with(key, memoryview(box), place="a") == WORDS
    other = make_own_key()
    with pytest.raises(WordsAreLocked):
        unlock_with(other, box, place="a")
    destroy_own_key(other)


@pytest.mark.parametrize("words", ["", "a", "b" * 5000])
def test_words_of_any_length_come_back(key, words):
    assert unlock_with(key, lock_with(key, words, place="a"), place="a") == words


def test_a_box_opens_in_no_other_place(key):
    with pytest.raises(WordsAreLocked):
        unlock_with(key, lock_with(key, WORDS, place="a"), place="b")


@pytest.mark.parametrize("place", [0, 1, 30, -1])
def test_a_damaged_box_does_not_open(key, place):
    box = bytearray(lock_with(key, WORDS, place="a"))
    box[place] ^= 1
    with pytest.raises(WordsAreLocked):
        unlock_with(key, bytes(box), place="a")


@pytest.mark.parametrize("box", [b"", b"\x02", b"\x02short"])
def test_what_is_no_box_does_not_open(key, box):
    with pytest.raises(WordsAreLocked):
        unlock_with(key, box, place="a")


def test_the_same_words_never_look_the_same_and_their_length_tells_little(key):
    boxes = [lock_with(key, words, place="a") for words in ("no", "no", "a ramp at the back door")]
    assert boxes[0] != boxes[1]
    assert len({len(box) for box in boxes}) == 1
    assert all(b"ramp" not in box for box in boxes)


def test_a_key_that_is_destroyed_opens_nothing(key, monkeypatch):
    box, path = lock_with(key, WORDS, place="a"), own_key_path(key)
    content, seen = path.read_bytes(), []
    unlink = Path.unlink

    def look(self, **options):
        seen.append(self.read_bytes())
        unlink(self, **options)

    monkeypatch.setattr(Path, "unlink", look)
    destroy_own_key(key)
    assert not path.exists()
    assert len(seen[0]) == len(content)
    assert seen[0] != content
    assert not is_own_key_there(key)
    with pytest.raises(WordsAreLocked):
        unlock_with(key, box, place="a")
    with pytest.raises(CannotLock):
        lock_with(key, WORDS, place="a")
    destroy_own_key(key)


def test_a_key_is_for_its_owner_alone_and_in_the_folder_of_keys(key):
    path = own_key_path(key)
    assert path.is_relative_to(settings.KEYS_DIR)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_where_no_key_can_be_written_nothing_is_locked(tmp_path, settings):
    (tmp_path / "keys").write_text("a file where the folder should be")
    settings.KEYS_DIR = tmp_path / "keys"
    with pytest.raises(CannotLock):
        make_own_key()
    with pytest.raises(CannotLock):
        lock_with(uuid4(), WORDS, place="a")
    with pytest.raises(WordsAreLocked):
        unlock_with(uuid4(), own_keys._WAY + b"box", place="a")
