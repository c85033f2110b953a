"""Which word somebody meant: the same, another ending, its beginning, a part of it, or one with a slip."""

import pytest

from core.alike import (
    BEGINNING,
    FURTHER_SLIP,
    PART,
    SAME,
    SAME_STEM,
    SLIP,
    distance,
    likeness,
    stem,
    words_of,
)


def words(text: str) -> list[str]:
    return [word for word, _start, _end in words_of(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zoë’s ŁUKASZ, don't!", ["zoes", "lukasz", "dont"]),
        ("e\u0301tude naïve a_b", ["etude", "naive", "a", "b"]),
        ("مُحَمَّد محمد", ["محمد", "محمد"]),
        ("夜の待合 café", ["夜", "の", "待", "合", "cafe"]),
        ("Straße 12½", ["strasse", "121⁄2"]),
        ("\x00 … — ' _", []),
    ],
)
def test_words_are_compared_without_case_and_marks(text, found):
    assert words(text) == found


def test_each_word_says_where_it_stands():
    text = "Ask Zoë."
    assert [text[start:end] for _word, start, end in words_of(text)] == ["Ask", "Zoë"]


@pytest.mark.parametrize(
    "same",
    [
        ("wait", "waits", "waited", "waiting"),
        ("story", "stories"),
        ("agree", "agreed", "agreement", "agreements", "agrees"),
        ("invite", "invited", "invitation"),
        ("run", "running"),
        ("decide", "decided", "deciding"),
        ("box", "boxes"),
    ],
)
def test_words_that_differ_in_their_ending_have_one_stem(same):
    assert len({stem(word) for word in same}) == 1


@pytest.mark.parametrize(
    "others", [("carer", "car"), ("bus", "bu"), ("glass", "glas"), ("nos", "no")]
)
def test_other_words_keep_apart(others):
    assert len({stem(word) for word in others}) == 2


@pytest.mark.parametrize(
    ("typed", "word", "sure"),
    [
        ("lamp", "lamp", SAME),
        ("lamps", "lamp", SAME_STEM),
        ("lam", "lamp", BEGINNING - 1),
        ("la", "lamp", 0),
        ("phone", "telephone", PART),
        ("one", "telephone", 0),
        ("wating", "waiting", SLIP),
        ("jhon", "john", SLIP),
        ("katherine", "catherine", SLIP - 5),
        ("interpretors", "interpreter", SLIP),
        ("meetngs", "meeting", SLIP),
        ("recpetoin", "reception", FURTHER_SLIP),
        ("warm", "ward", SLIP),
        ("tea", "ten", 0),
        ("1234", "1235", 0),
        ("", "lamp", 0),
    ],
)
def test_likeness(typed, word, sure):
    assert likeness(typed, word) == sure


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("", "", 0),
        ("ab", "ba", 1),
        ("abc", "ac", 1),
        ("abc", "abd", 1),
        ("abcd", "acbde", 2),
        ("a", "xyz", 3),
    ],
)
def test_distance_counts_up_to_a_bound(one, other, steps):
    assert distance(one, other, 2) == min(steps, 3)
    assert distance(other, one, 2) == min(steps, 3)
