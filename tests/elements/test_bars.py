"""Bars of answers: each part, its words, what is coarse or hidden, and when a gap is put into words."""

from fractions import Fraction

import pytest

from elements.bars import bars_of, gap_of, gap_words, is_wide, thin_bar
from elements.templatetags.elements import answer_bar
from tests.elements.published import (
    EVERYBODY,
    FACILITATORS,
    PARTICIPANTS,
    coarse,
    exact,
    hidden,
)


def parts(bar) -> list[tuple[str, float, str]]:
    return [(part.look, round(part.width, 1), part.text) for part in bar.parts]


def test_a_bar_has_a_part_for_each_answer_and_none_for_those_who_could_not_say():
    (bar,) = bars_of([exact(PARTICIPANTS, 4, 10, 2, 0, 1)])
    assert parts(bar) == [("a1", 25.0, "4"), ("a2", 62.5, "10"), ("a3", 12.5, "2")]
    assert bar.line == pytest.approx(87.5)
    assert bar.words == "2 of 17 said mostly or fully; 1 couldn’t say"
    assert bar.label == (
        "Participants: 4 not at all, 10 a little, 2 mostly, 0 fully, 1 couldn’t say."
    )


def test_no_line_where_nobody_said_less_than_mostly():
    (bar,) = bars_of([exact(FACILITATORS, 0, 0, 2, 3, 0)])
    assert bar.line is None
    assert bar.words == "5 of 5 said mostly or fully"


def test_facilitators_stand_above_participants_and_hidden_ones_nowhere():
    bars = bars_of([exact(PARTICIPANTS, 1, 1, 1, 2, 0), exact(FACILITATORS, 1, 1, 1, 2, 0)])
    assert [bar.name for bar in bars] == ["Facilitators", "Participants"]
    assert bars_of([hidden()]) == []


@pytest.mark.parametrize(
    ("up", "down", "found"),
    [
        (6, 0, [("a34", 100.0, "6 mostly or fully")]),
        (0, 9, [("a12", 100.0, "0 mostly or fully")]),
        (5, 1, [("a12", 16.7, "1"), ("a34", 83.3, "5 mostly or fully")]),
        (1, 5, [("a12", 83.3, "5"), ("a34", 16.7, "1")]),
    ],
)
def test_where_nearly_all_gave_the_same_answer_a_part_says_only_mostly_or_fully(up, down, found):
    (bar,) = bars_of([coarse(FACILITATORS, up, down)])
    assert parts(bar) == found
    assert bar.line is None
    assert bar.label.startswith(f"Facilitators: {up} of {up + down} said mostly or fully.")
    assert "would tell what each person said" in bar.label


def test_a_number_that_would_cover_its_neighbours_is_in_the_label_only():
    (bar,) = bars_of([exact(PARTICIPANTS, 1, 0, 60, 0, 0)])
    assert [part.text for part in bar.parts] == ["", "60"]
    assert "1 not at all" in bar.label


@pytest.mark.parametrize(
    ("facilitators", "participants", "gap"),
    [
        ((0, 0, 2, 3, 0), (4, 10, 2, 0, 1), Fraction(15, 17)),
        ((0, 5, 0, 0, 0), (0, 0, 5, 0, 0), Fraction(-1)),
        # Who could not say did not say yes.
        ((0, 0, 5, 0, 5), (0, 5, 5, 0, 0), Fraction(0)),
    ],
)
def test_gap_is_how_many_more_said_mostly_or_fully(facilitators, participants, gap):
    rows = [exact(FACILITATORS, *facilitators), exact(PARTICIPANTS, *participants)]
    assert gap_of(rows) == gap


def test_there_is_no_gap_where_the_two_are_not_shown_apart():
    assert gap_of([exact(EVERYBODY, 1, 1, 5, 1, 1)]) == 0
    assert gap_of([hidden()]) == 0


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Fraction(3, 10), "Facilitators are more positive than participants."),
        (Fraction(-3, 10), "Participants are more positive than facilitators."),
        (Fraction(29, 100), ""),
        (Fraction(-29, 100), ""),
        (Fraction(0), ""),
    ],
)
def test_a_gap_is_worded_from_three_tenths_on(gap, words):
    assert gap_words(gap) == words
    assert is_wide(gap) == bool(words)


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([exact(PARTICIPANTS, 1, 3, 6, 0, 0)], "Participants: mostly or fully"),
        ([exact(PARTICIPANTS, 1, 4, 5, 0, 0)], "Participants: very mixed"),
        ([exact(PARTICIPANTS, 1, 5, 4, 0, 0)], "Participants: a little, or not at all"),
        ([exact(PARTICIPANTS, 1, 1, 2, 0, 5)], "Participants: many couldn’t say"),
        ([exact(EVERYBODY, 0, 1, 4, 0, 0)], "Everybody: mostly or fully"),
    ],
)
def test_a_thin_bar_says_in_words_how_people_answered(results, words):
    assert thin_bar([results]).words == words


def test_a_thin_bar_adds_up_participants_answers_and_prints_no_number():
    bar = thin_bar(
        [
            [exact(FACILITATORS, 0, 0, 0, 6, 0), exact(PARTICIPANTS, 1, 0, 3, 0, 1)],
            [exact(FACILITATORS, 0, 0, 0, 6, 0), exact(PARTICIPANTS, 0, 1, 4, 1, 0)],
            [hidden()],
        ]
    )
    assert parts(bar) == [("a1", 10.0, ""), ("a2", 10.0, ""), ("a3", 70.0, ""), ("a4", 10.0, "")]
    drawn = answer_bar(bar)
    assert "<text" not in drawn
    assert 'aria-label="Participants: mostly or fully"' in drawn


def test_a_thin_bar_has_parts_only_where_each_may_be_published():
    bar = thin_bar([[exact(PARTICIPANTS, 1, 0, 3, 0, 1)], [coarse(PARTICIPANTS, 5, 0)]])
    assert bar.parts == []
    assert bar.words == "Participants: mostly or fully"
    assert thin_bar([[hidden()], []]) is None


def test_a_drawn_bar_has_patterns_numbers_and_all_of_it_as_a_label():
    (bar,) = bars_of([exact(FACILITATORS, 0, 1, 2, 2, 0)])
    drawn = answer_bar(bar)
    assert (
        'role="img" aria-label="Facilitators: 0 not at all, 1 a little, 2 mostly, 2 fully' in drawn
    )
    assert drawn.count("<rect") == 3
    assert '<rect class="seg a2" x="0.00%" y="0" width="20.00%" height="100%"/>' in drawn
    assert '<text class="off" x="10.00%" y="50%">1</text>' in drawn
    assert '<text class="on" x="80.00%" y="50%">2</text>' in drawn
    assert '<line class="mid" x1="20.00%" x2="20.00%"' in drawn
