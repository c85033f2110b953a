"""What is sealed opens with its own key only, and looks as long as anything else."""

import string
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from ballots.sealing import LENGTH, NotForThisKey, TooLong, fits, seal_up, unseal

KEY = PrivateKey.generate()
PUBLIC = bytes(KEY.public_key)
words = st.text(alphabet=st.characters(codec="utf-8"), max_size=200)


@given(st.dictionaries(words, st.one_of(words, st.integers(), st.booleans()), max_size=4))
def test_what_comes_out_is_what_was_put_in(content):
    assert unseal(seal_up(content, PUBLIC), KEY) == content


@pytest.mark.parametrize("content", [{}, {"a": "x" * 2000}, ["é" * 1000] * 11])
def test_each_piece_has_the_same_length(content):
    assert len(seal_up(content, PUBLIC)) == LENGTH


def test_the_same_sealed_twice_is_not_the_same():
    assert seal_up(["Warm?"], PUBLIC) != seal_up(["Warm?"], PUBLIC)


def test_another_key_opens_nothing():
    with pytest.raises(NotForThisKey):
        unseal(seal_up(["Warm?"], PUBLIC), PrivateKey.generate())


@pytest.mark.parametrize("place", [0, 40, LENGTH - 1])
def test_a_piece_in_which_one_byte_changed_does_not_open(place):
    piece = bytearray(seal_up(["Warm?"], PUBLIC))
    piece[place] ^= 1
    with pytest.raises(NotForThisKey):
        unseal(bytes(piece), KEY)


def test_nothing_of_what_was_put_in_can_be_seen():
    packed = zlib.compress(b'["Warm at night"]', level=9)
    piece = seal_up(["Warm at night"], PUBLIC)
    assert [part for part in (b"Warm", packed, packed[2:12]) if part in piece] == []


def test_all_that_a_person_can_write_in_plain_words_fits():
    """Eleven texts of a thousand letters, with as many different words as people use."""
    letters = string.ascii_lowercase
    text = " ".join(
        f"{letters[n % 26]}{letters[n // 26 % 26]}{'ting' * (n % 3)}" for n in range(400)
    )
    assert fits([text[:1000]] * 11)


def test_what_is_too_long_is_refused():
    by_chance = [chr(0x4E00 + n * 7919 % 20000) for n in range(8000)]
    assert not fits("".join(by_chance))
    with pytest.raises(TooLong):
        seal_up("".join(by_chance), PUBLIC)
