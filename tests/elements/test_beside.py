"""The record beside what people say: each branch of the rule, in order and in words, and nothing of what is hidden."""

from types import SimpleNamespace

import pytest

from core.addresses import address_in
from elements.beside import PairKind, judge, sentence_of, set_beside, state_of
from elements.first import look_first
from elements.places import places_to_act
from elements.records import RECORDS
from elements.records.record import Record, RecordState, Rules
from tests.elements.published import (
    EVERYBODY,
    FACILITATORS,
    PARTICIPANTS,
    coarse,
    exact,
    hidden,
)

RULES = Rules("a", "b", "c", "The rule of what needs attention.")
STRONG, WEAK = exact(EVERYBODY, 0, 1, 3, 4, 0), exact(EVERYBODY, 3, 4, 1, 0, 0)


def element(*states: RecordState | None, key: str = "open"):
    """An element with an indicator for each state; None has no record yet."""
    indicators = [
        SimpleNamespace(
            indicator=SimpleNamespace(key=f"{key}.{place}", wording=f"{key} {place}"),
            record=state and Record(state, RULES, "Sentence.", [], "/rows/", "rows"),
        )
        for place, state in enumerate(states)
    ]
    shown = [entry for entry in indicators if entry.record]
    return SimpleNamespace(
        element=SimpleNamespace(name=key.capitalize(), key=key),
        indicators=indicators,
        shown=shown,
        state=shown[0].record.state if shown else "not-built",
    )


def only(record: RecordState | None, *results):
    """Return the pair of an indicator with this record and these results."""
    ((entry,),) = [set_beside([element(record)], {"open.0": results})]
    return entry.pairs[0]


def keys(entry) -> list[str]:
    return [pair.indicator.key for pair in entry.pairs]


@pytest.mark.parametrize(
    ("state", "is_strong", "kind"),
    [
        (RecordState.IN_PLACE, True, PairKind.STRONG),
        (RecordState.STARTED, True, PairKind.STRONG),
        (RecordState.NOTHING_YET, True, PairKind.DISAGREE),
        (RecordState.NEEDS_ATTENTION, True, PairKind.DISAGREE),
        (RecordState.IN_PLACE, False, PairKind.DISAGREE),
        (RecordState.STARTED, False, PairKind.WEAK),
        (RecordState.NOTHING_YET, False, PairKind.WEAK),
        (RecordState.NEEDS_ATTENTION, False, PairKind.WEAK),
    ],
)
def test_rule(state, is_strong, kind):
    assert judge(state, is_strong=is_strong) == kind


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (
            exact(PARTICIPANTS, 1, 11, 2, 1, 0),
            "Only 3 of 15 participants said “mostly” or “fully”.",
        ),
        (coarse(PARTICIPANTS, 0, 9), "None of 9 participants said “mostly” or “fully”."),
        (
            exact(PARTICIPANTS, 0, 0, 2, 4, 8),
            "Only 6 of 14 participants said “mostly” or “fully”.",
        ),
        # Half is not more than half.
        (exact(PARTICIPANTS, 0, 4, 4, 0, 0), "Only 4 of 8 participants said “mostly” or “fully”."),
    ],
)
def test_in_place_and_a_weak_answer_disagree_in_words(result, sentence):
    pair = only(RecordState.IN_PLACE, result)
    assert pair.kind == PairKind.DISAGREE
    assert pair.headline == "Our record and the participants disagree."
    assert pair.both_sides == f"Our record says “in place”. {sentence}"


def test_a_strong_answer_is_said_without_only():
    assert sentence_of(STRONG) == "7 of 8 people said “mostly” or “fully”."
    assert (
        only(RecordState.NOTHING_YET, STRONG).headline == "Our record and what people say disagree."
    )


def test_record_is_held_against_participants_where_they_stand_apart():
    results = [exact(PARTICIPANTS, 2, 5, 1, 0, 0), exact(FACILITATORS, 0, 0, 4, 2, 0)]
    pair = only(RecordState.IN_PLACE, *results)
    assert pair.voice.who == PARTICIPANTS
    assert pair.kind == PairKind.DISAGREE
    assert pair.also == "Facilitators are more positive than participants."


def test_a_gap_alone_is_the_headline():
    results = [exact(PARTICIPANTS, 2, 5, 1, 0, 0), exact(FACILITATORS, 0, 0, 4, 2, 0)]
    pair = only(RecordState.STARTED, *results)
    assert pair.headline == "Facilitators are more positive than participants."
    assert (pair.both_sides, pair.also) == ("", "")


def test_disagreements_come_first_and_begin_with_what_the_record_claims():
    wide = [exact(FACILITATORS, 0, 0, 5, 0, 0), exact(PARTICIPANTS, 0, 4, 6, 0, 0)]
    wider = [exact(FACILITATORS, 0, 0, 5, 0, 0), exact(PARTICIPANTS, 1, 5, 4, 0, 0)]
    (entry,) = set_beside(
        [
            element(
                RecordState.STARTED,
                RecordState.STARTED,
                RecordState.NOTHING_YET,
                RecordState.IN_PLACE,
                RecordState.STARTED,
            )
        ],
        {
            "open.0": [STRONG],
            "open.1": wide,
            "open.2": [STRONG],
            "open.3": [WEAK],
            "open.4": wider,
        },
    )
    assert keys(entry) == ["open.3", "open.2", "open.4", "open.1", "open.0"]
    assert entry.apart_count == 4


def test_hidden_and_not_asked_disagree_with_nothing():
    (entry,) = set_beside(
        [element(RecordState.IN_PLACE, RecordState.STARTED, None, None)],
        {"open.0": [hidden()], "open.2": [WEAK]},
    )
    assert keys(entry) == ["open.0", "open.1", "open.2", "open.3"]
    assert [pair.kind for pair in entry.pairs] == [None] * 4
    assert [len(pair.bars) for pair in entry.pairs] == [0, 0, 1, 0]
    assert entry.apart_count == 0


def test_an_element_without_any_record_has_nothing_yet():
    assert state_of(element(None, None)) == RecordState.NOTHING_YET
    assert state_of(element(RecordState.IN_PLACE, None)) == RecordState.IN_PLACE


def looked_at(elements, results) -> list[tuple[str, str]]:
    found = look_first(set_beside(elements, results))
    return [(first.element_key, first.indicator_key) for first in found]


def test_first_are_disagreements_then_what_needs_attention_then_the_widest_gap():
    gap = [exact(FACILITATORS, 0, 0, 5, 0, 0), exact(PARTICIPANTS, 1, 5, 4, 0, 0)]
    elements = [
        element(RecordState.NEEDS_ATTENTION, RecordState.STARTED, key="equal"),
        element(RecordState.NOTHING_YET, RecordState.IN_PLACE, key="open"),
    ]
    results = {"equal.1": gap, "open.0": [STRONG], "open.1": [WEAK]}
    assert looked_at(elements, results) == [
        ("open", "open.1"),
        ("open", "open.0"),
        ("equal", "equal.0"),
    ]
    assert looked_at(elements, {"equal.1": gap}) == [("equal", "equal.0"), ("equal", "equal.1")]
    (first, _gap) = look_first(set_beside(elements, {"equal.1": gap}))
    assert first.text == "The rule of what needs attention."


def test_an_element_without_record_is_looked_at_when_people_say_otherwise():
    elements = [element(None, None, key="human"), element(RecordState.NEEDS_ATTENTION, key="equal")]
    assert looked_at(elements, {"human.0": [STRONG], "human.1": [STRONG]}) == [
        ("human", ""),
        ("equal", "equal.0"),
    ]
    assert looked_at(elements, {"human.0": [WEAK], "human.1": [STRONG]}) == [("equal", "equal.0")]
    (first, _other) = look_first(set_beside(elements, {"human.0": [STRONG]}))
    assert first.text == "Nothing is written down about this yet. Everybody: mostly or fully."


def test_nothing_is_looked_at_twice_and_never_more_than_three():
    elements = [element(*[RecordState.NEEDS_ATTENTION] * 5)]
    results = {f"open.{place}": [STRONG] for place in range(2)}
    assert looked_at(elements, results) == [("open", f"open.{place}") for place in range(3)]


def test_each_place_where_something_can_be_done_belongs_to_a_record():
    assert set(places_to_act()) <= set(RECORDS)
    for name, _words in places_to_act().values():
        assert address_in("waiting-at-night", name)
