"""The record beside what people say: each branch of the rule, and nothing of what is hidden."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from elements.beside import WORDS, Kind, judge, set_beside
from elements.places import places_to_act
from elements.records import RECORDS
from elements.records.record import Record, Rules, State
from tests.elements.test_standing import (
    EVERYBODY,
    FACILITATORS,
    PARTICIPANTS,
    coarse,
    exact,
    hidden,
)

RULES = Rules("a", "b", "c", "d")


def element(*states: State | None):
    """An element with an indicator for each state; None has no record yet."""
    return SimpleNamespace(
        element=SimpleNamespace(name="Open"),
        indicators=[
            SimpleNamespace(
                indicator=SimpleNamespace(key=f"open.{place}", wording=f"Wording {place}"),
                record=state and Record(state, RULES, "Sentence.", [], "/rows/", "rows"),
            )
            for place, state in enumerate(states)
        ],
    )


def found(beside) -> dict[str, list[str]]:
    return {kind.value: [pair.indicator.key for pair in pairs] for kind, _w, pairs in beside.groups}


@pytest.mark.parametrize(
    ("state", "is_strong", "kind"),
    [
        (State.IN_PLACE, True, Kind.STRONG),
        (State.STARTED, True, Kind.STRONG),
        (State.NOTHING_YET, True, Kind.DISAGREE),
        (State.NEEDS_ATTENTION, True, Kind.DISAGREE),
        (State.IN_PLACE, False, Kind.DISAGREE),
        (State.STARTED, False, Kind.WEAK),
        (State.NOTHING_YET, False, Kind.WEAK),
        (State.NEEDS_ATTENTION, False, Kind.WEAK),
    ],
)
def test_rule(state, is_strong, kind):
    assert judge(state, is_strong=is_strong) == kind


def test_each_kind_has_a_rule_that_the_page_shows():
    assert set(WORDS) == set(Kind)
    assert all(str(words.rule) for words in WORDS.values())


@pytest.mark.parametrize(
    ("result", "word", "sentence"),
    [
        (
            exact(PARTICIPANTS, 1, 11, 2, 1, 0),
            "a little",
            "3 of 15 participants said “mostly” or “fully”.",
        ),
        (
            coarse(PARTICIPANTS, 0, 9),
            "less than mostly",
            "0 of 9 participants said “mostly” or “fully”.",
        ),
        (
            exact(PARTICIPANTS, 0, 0, 2, 4, 8),
            "many can’t say",
            "6 of 14 participants said “mostly” or “fully”.",
        ),
        (
            exact(PARTICIPANTS, 0, 2, 2, 0, 8),
            "too few could say",
            "2 of 12 participants said “mostly” or “fully”.",
        ),
        # Half is not more than half.
        (
            exact(PARTICIPANTS, 0, 4, 4, 0, 0),
            "a little",
            "4 of 8 participants said “mostly” or “fully”.",
        ),
    ],
)
def test_in_place_and_a_weak_answer_disagree_in_words(result, word, sentence):
    beside = set_beside([element(State.IN_PLACE)], {"open.0": [result]})

    (pair,) = beside.disagreements
    assert pair.headline == f"The record says “in place”, participants say “{word}”."
    assert pair.voice.sentence == sentence


def test_disagreements_begin_with_what_the_record_claims():
    strong, weak = exact(EVERYBODY, 0, 1, 3, 4, 0), exact(EVERYBODY, 3, 4, 1, 0, 0)
    beside = set_beside(
        [element(State.NOTHING_YET, State.IN_PLACE, State.STARTED, State.STARTED)],
        {"open.0": [strong], "open.1": [weak], "open.2": [weak], "open.3": [strong]},
    )

    assert list(found(beside)) == ["disagree", "weak", "strong"]
    assert found(beside) == {
        "disagree": ["open.1", "open.0"],
        "weak": ["open.2"],
        "strong": ["open.3"],
    }


def test_record_is_held_against_participants_where_they_stand_apart():
    results = [exact(PARTICIPANTS, 2, 5, 1, 0, 0), exact(FACILITATORS, 0, 0, 4, 2, 0)]
    beside = set_beside([element(State.IN_PLACE)], {"open.0": results})

    (pair,) = beside.disagreements
    assert pair.voice.result.who == PARTICIPANTS
    assert [voice.result.who for voice in pair.voices] == [FACILITATORS, PARTICIPANTS]


def test_hidden_and_not_asked_are_only_counted():
    beside = set_beside(
        [element(State.IN_PLACE, State.STARTED, None, None)],
        {"open.0": [hidden()], "open.2": [exact(EVERYBODY, 1, 4, 1, 0, 0)]},
    )

    assert found(beside) == {"disagree": [], "weak": [], "strong": []}
    assert (beside.hidden_count, beside.not_asked_count) == (1, 2)
    assert [indicator.key for indicator, _voices in beside.only_said] == ["open.2"]


def test_each_place_where_something_can_be_done_belongs_to_a_record():
    assert set(places_to_act()) <= set(RECORDS)
    for name, _words in places_to_act().values():
        assert reverse(name, args=["waiting-at-night"])
