"""Whoever watches a proposal after each say, and its end, finds out nobody who does not show their name."""

import os
import random

import pytest

from decisions import rounds
from decisions.models import ProposalSay
from decisions.rounds import FEWEST, names_at_end
from tests.decisions.watching import Event, a_history, watch, who_is_found_out

#: So many random groups; before a release 5,000: COPRODUCE_RANDOM_GROUPS=5000 ./test --quick tests/decisions/...
GROUPS = int(os.environ.get("COPRODUCE_RANDOM_GROUPS", "1000"))


def agreeing(*members, wording=1, at=0):
    return [Event(at + n, m, wording, "agree", "", False) for n, m in enumerate(members)]


def test_nobody_is_found_out_in_any_random_group():
    chance = random.Random(20261128)
    found, said_without = [], 0
    for number in range(GROUPS):
        events = a_history(chance)
        said_without += bool(watch(events, length=events[-1].at + 1).unnamed)
        found += [(number, one) for one in who_is_found_out(events)]
    assert said_without > GROUPS / 10, "too few groups say anything without a name"
    assert found == []


@pytest.mark.parametrize("kept", ["rounds", "names"])
def test_the_watcher_finds_somebody_where_less_is_kept(kept, monkeypatch):
    """Without rounds, each say appears when it is said; with all names at the end, one is left over."""
    events = [
        *agreeing(11, 1, 2, 3),
        Event(4, 4, 1, "not-yet", "w4", True),
        *agreeing(5, 6, 7, 8, 9, at=5),
    ]
    assert who_is_found_out(events) == []
    if kept == "rounds":
        monkeypatch.setattr(rounds, "FEWEST", 1)
    else:
        everybody = lambda says, wording: {s.pk for s in says if not s.is_unnamed}  # noqa: E731
        monkeypatch.setattr(rounds, "names_at_end", everybody)
    assert [words for words, _people in who_is_found_out(events)] == ["w4"]


def test_words_without_a_name_wait_for_five():
    events = [*agreeing(11, 1, 2), Event(3, 3, 1, "not-yet", "w3", True)]
    assert watch(events, length=4).unnamed == {}
    assert watch([*events, *agreeing(4, at=4)], length=5).unnamed == {"w3": (3, 1)}


def test_what_fewer_than_five_say_without_a_name_is_held_back_at_the_end():
    events = [*agreeing(11, 1), Event(2, 2, 1, "not-yet", "w2", True)]
    not_sure, names, agree, aside, said, held_back = watch(events, length=3).seen[-1]
    assert (not_sure, names, agree, aside, said, held_back) == ([], [[1, 11], []], 2, 0, 3, 1)


def test_names_of_those_who_agree_are_shown_when_all_want_it():
    *_rest, (_not_sure, names, *_numbers) = watch(agreeing(*range(1, 8)), length=7).seen
    assert names == [list(range(1, 8)), []]


@pytest.mark.parametrize(
    ("unnamed", "named"), [(0, {101, 102}), (1, set()), (FEWEST - 1, set()), (FEWEST, {101, 102})]
)
def test_of_people_counted_together_names_are_shown_where_none_or_five_are_not(unnamed, named):
    rows = [ProposalSay(pk=n, member_id=n, wording=1, says="agree", round=1) for n in (101, 102)]
    rows += [
        ProposalSay(pk=n, member_id=n, wording=1, says="agree", round=1, is_unnamed=True)
        for n in range(unnamed)
    ]
    assert names_at_end(rows, wording=1) == named


def test_what_somebody_took_back_still_counts_as_not_named():
    rows = [ProposalSay(pk=1, member_id=1, wording=1, says="agree", round=1)]
    rows += [ProposalSay(pk=2, member_id=2, wording=1, says="", round=1, is_unnamed=True)]
    assert names_at_end(rows, wording=1) == set()


def test_words_that_were_shown_without_a_name_stay_when_everybody_is_asked_again():
    events = [*agreeing(1, 2, 3, 4), Event(4, 5, 1, "not-yet", "w4", True)]
    events += [Event(5, 5, 2, "agree", "", False)]
    assert [one[0] for one in watch(events, length=6).seen[5][1]] == ["w4"]
