"""Lines of words in pictures: each letter with a font that has it, joined and turned as it is read, or not at all."""

import pytest
from PIL import features

from core import letters
from core.letters import DrawnLine, NoFontError, is_rtl

LATIN = [
    "Waiting at night",
    "Zażółć gęślą jaźń",
    "Tŷ Newydd, dŵr",
    "Où naît l’été ? Œuvre – ça ira",
]
JOINED = ["مستشفى القديسة مريم", "ہسپتال کے ٹھنڈے ڈھانچے"]


@pytest.fixture(autouse=True)
def _asked_anew():
    letters._one_face.cache_clear()
    yield
    letters._one_face.cache_clear()


@pytest.mark.parametrize("words", LATIN + JOINED)
def test_each_letter_is_drawn_and_none_as_the_box_of_a_missing_one(words):
    line = DrawnLine(words, 60, is_rtl=is_rtl(words))
    assert "".join(part for part, _font in line._parts) == words
    for part, font in line._parts:
        box = bytes(font.getmask("\U0010ffff"))
        assert [char for char in part.strip() if bytes(font.getmask(char)) == box] == []


@pytest.mark.parametrize("words", JOINED)
def test_letters_that_are_joined_are_narrower_than_apart_and_begin_on_the_right(words):
    line = DrawnLine(words, 60, is_rtl=True)
    apart = sum(DrawnLine(char, 60, is_rtl=True).width for char in words)
    assert line.width < apart * 0.95
    assert line._direction == "rtl"
    assert is_rtl(f"(2026) {words} NHS")


@pytest.mark.parametrize("words", ["👋", "\U0010ffff", "Hello 👋"])
def test_a_line_with_a_letter_that_no_font_has_is_not_drawn(words):
    with pytest.raises(NoFontError):
        DrawnLine(words, 60, is_rtl=False)


@pytest.mark.parametrize("lacking", ["raqm", "fribidi"])
def test_what_must_be_joined_is_not_drawn_apart(monkeypatch, lacking):
    monkeypatch.setattr(features, "check", lambda what: what != lacking)
    with pytest.raises(NoFontError):
        DrawnLine(JOINED[0], 60, is_rtl=True)
    assert DrawnLine(LATIN[1], 60, is_rtl=False).width > 0
    assert not is_rtl("Tŷ 2026")


def test_where_no_fontconfig_can_be_asked_there_is_our_own_font(monkeypatch):
    monkeypatch.setattr("core.fonts.charsets", lambda: None)
    letters.face_with.cache_clear()
    with pytest.raises(NoFontError):
        DrawnLine(JOINED[0], 60, is_rtl=True)
    letters.face_with.cache_clear()
    assert DrawnLine(LATIN[2], 60, is_rtl=False).width > 0
