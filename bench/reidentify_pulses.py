"""
Tries to find out how somebody felt at a meeting, from all that is published of the pulses of many random groups.

Three readers look at each: somebody outside; an insider, who knows what they said themselves; and whoever typed in
what came on paper, who knows all of that. Each works out what the others can have answered: one possibility only, or
one word only, means that they are found out. What is published comes from ``meetings.services.pulse_closing``.

    python -m bench.reidentify_pulses 20000
"""

import random
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import django

from ballots.disclosure import AnsweredBy, Level, Published
from bench.reidentify import Counts, count
from bench.reidentify import fitting as fitting_one_group

PAPER = "paper"
WORDS = ("tired", "awake", "heard", "cold", "well")
Entry = dict[str, Any]


def fitting(shown: Published, total: int, paper: Counts) -> Iterator[Counts]:
    """Return counts of all answers that would have been published like this, for somebody who knows the paper ones."""
    yield from fitting_one_group(shown, total)
    if shown.level == Level.COARSE:
        # Or those that did not come on paper are the ones that are nearly alike.
        for rest in fitting_one_group(_less(shown, paper), total - sum(paper)):
            yield tuple(a + b for a, b in zip(rest, paper, strict=True))


def _less(shown: Published, known: Counts) -> Published:
    up = (shown.up or 0) - known[3] - known[4]
    return Published(shown.who, shown.level, up=up, down=(shown.down or 0) - sum(known[:3]))


def is_found_out(shown: Published, total: int, known: Counts, *, paper: Counts = (0,) * 5) -> bool:
    """Whether those whose answers are not known can all only have given the same one."""
    possible: set[int] = set()
    for counts in fitting(shown, total, paper):
        left = [a - b for a, b in zip(counts, known, strict=True)]
        if min(left) >= 0:
            possible |= {answer for answer in range(5) if left[answer]}
    return len(possible) == 1


def found_out_in(chance: random.Random) -> int:
    """Make up some meetings of one random group, and count how often somebody is found out."""
    group = chance.randint(1, 30)
    return sum(
        _found_out_at(_answers(chance, group), chance) for _meeting in range(chance.randint(1, 6))
    )


def _answers(chance: random.Random, group: int) -> list[Entry]:
    """Make up what those answered who were there and wanted to: some nearly alike, some on paper, some left out."""
    alike, skips, on_paper = (
        chance.random(),
        chance.random() * 0.5,
        chance.choice((0, 0.2, 0.5, 0.9)),
    )
    from meetings.models import Feeling

    favourites = {feeling: chance.randrange(5) for feeling in Feeling.values}
    word = chance.choice(WORDS)

    def entry() -> Entry:
        answers = [
            (feeling, favourite if chance.random() < alike else chance.randrange(5))
            for feeling, favourite in favourites.items()
            if chance.random() >= skips / 2
        ]
        said = [
            word if chance.random() < alike else chance.choice((*WORDS, "")) for _when in range(2)
        ]
        way = PAPER if chance.random() < on_paper else chance.choice(("web", "room"))
        return {"way": way, "answers": answers, "arrive": said[0], "leave": said[1], "unasked": ""}

    return [entry() for _person in range(group) if chance.random() >= skips]


def _found_out_at(contents: list[Entry], chance: random.Random) -> int:
    from meetings.models import Feeling, Pulse
    from meetings.services import pulse_closing

    pulse = Pulse(outcome=pulse_closing.outcome_of(contents))
    if not pulse.is_shown or not contents:
        return 0
    insider, found = chance.choice(contents), 0
    for feeling in Feeling.values:
        given = {
            id(entry): answer
            for entry in contents
            for asked, answer in entry["answers"]
            if asked == feeling
        }
        row = pulse_closing.result_of(pulse, feeling, contents)
        counts = tuple(row.counts[-1:] + row.counts[:-1]) if row.is_exact else ()
        shown = Published(AnsweredBy.EVERYBODY, Level(row.level), counts, row.up, row.down)
        own = count([given[id(insider)]] if id(insider) in given else [])
        paper = count(
            [given[id(one)] for one in contents if one["way"] == PAPER and id(one) in given]
        )
        total = len(given)
        found += is_found_out(shown, total, count([])) + is_found_out(shown, total, own)
        if sum(paper) < total:
            found += is_found_out(shown, total, paper, paper=paper)
    return found + sum(_by_words(contents, insider, when) for when in ("arrive", "leave"))


def _by_words(contents: list[Entry], insider: Entry, when: str) -> int:
    """Say how many readers are left with one word of all others."""
    from meetings.services.pulse_closing import words_to_show

    shown = words_to_show(contents, when)
    typed = [entry[when] for entry in contents if entry["way"] == PAPER and entry[when]]
    return sum(
        len(set(_without(shown, known))) == 1
        for known in ([], [insider[when]] if insider[when] else [], typed)
        if shown
    )


def _without(words: Sequence[str], known: Sequence[str]) -> list[str]:
    left = list(words)
    for word in known:
        left.remove(word)
    return left


def main(groups: int, seed: int = 1) -> int:
    """Return how often somebody was found out in the pulses of so many groups."""
    chance = random.Random(seed)
    return sum(found_out_in(chance) for _group in range(groups))


if __name__ == "__main__":
    django.setup()
    groups = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    found = main(groups)
    print(f"{groups} groups of 1 to 30 people, up to six meetings each: {found} times found out.")
    sys.exit(bool(found))
