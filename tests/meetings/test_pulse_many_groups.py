"""All that is published of the pulses of many random groups, read by somebody who wants to know who said what."""

import pytest

from ballots.disclosure import AnsweredBy, Level, OfOneGroup, Published
from bench import reidentify_pulses
from meetings.services import pulse_closing


def test_nobody_is_found_out():
    assert reidentify_pulses.main(150, seed=3) == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_the_attack_finds_people_where_the_rule_is_broken(monkeypatch, seed):
    monkeypatch.setattr(OfOneGroup, "are_alike", False)
    assert reidentify_pulses.main(150, seed=seed) > 0


def test_an_answer_that_is_left_alone_is_found():
    shown = Published(AnsweredBy.EVERYBODY, Level.EXACT, (0, 1, 0, 0, 4), up=4, down=1)
    assert reidentify_pulses.is_found_out(shown, 5, (0, 1, 0, 0, 0))
    assert not reidentify_pulses.is_found_out(shown, 5, (0, 0, 0, 0, 1))


def test_words_of_nearly_all_the_same_are_found_where_they_are_shown(monkeypatch):
    monkeypatch.setattr(
        pulse_closing,
        "words_to_show",
        lambda contents, when, spare: [one[when] for one in contents if one[when]],
    )
    assert reidentify_pulses.main(150, seed=1) > 0
