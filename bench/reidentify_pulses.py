"""
Tries to find out how somebody felt at a meeting, from all that is published of the pulses of many random groups.

Three readers look at each: somebody outside; an insider, who knows what they said themselves; and whoever typed in the
sheets and sent as many answers from the room as there are places that are nobody's by name. Each works out what the
others can have answered: one possibility only, or one word only, means that they are found out. What is published comes
from ``meetings.services.pulse_closing``, with what it lets through and nothing else.

    python -m bench.reidentify_pulses 20000
"""

import os
import random
import sys
from collections.abc import Sequence
from typing import Any

import django

from ballots.disclosure import AnsweredBy, Level, Published
from bench.reidentify import count, fitting

WEB, ROOM, PAPER = "web", "room", "paper"
WORDS = ("tired", "awake", "heard", "cold", "well")
Entry = dict[str, Any]


def is_found_out(shown: Published, total: int, known: Sequence[int]) -> bool:
    """Whether those whose answers are not known can all only have given the same one."""
    if shown.level == Level.HIDDEN or sum(known) == total:
        return False
    if shown.level == Level.EXACT:
        left = [a - b for a, b in zip(shown.counts, known, strict=True)]
        return sum(1 for number in left if number) == 1
    rest = Published(shown.who, shown.level, up=(shown.up or 0) - known[3] - known[4])
    possible = {
        answer
        for counts in fitting(rest, total - sum(known))
        for answer in range(5)
        if counts[answer]
    }
    return len(possible) == 1


def found_out_in(chance: random.Random) -> int:
    """Make up some meetings of one random group, and count how often somebody is found out."""
    group = chance.randint(1, 30)
    meetings = chance.randint(1, 6)
    return sum(_found_out_at(_answers(chance, group), chance) for _meeting in range(meetings))


def _answers(chance: random.Random, group: int) -> list[Entry]:
    """Make up what those answered who were there and wanted to: some nearly alike, by three ways, some left out."""
    from meetings.models import Feeling

    alike, skips = chance.random(), chance.random() * 0.5
    ways = chance.choices((WEB, ROOM, PAPER), k=3)
    favourites = {feeling: chance.randrange(5) for feeling in Feeling.values}
    word = chance.choice(WORDS)

    def entry() -> Entry:
        answers = [
            (feeling, favourite if chance.random() < alike else chance.randrange(5))
            for feeling, favourite in favourites.items()
            if chance.random() >= skips / 2
        ]
        said = [word if chance.random() < alike else chance.choice((*WORDS, "")) for _when in "al"]
        arrive, leave = said
        way = chance.choice(ways)
        return {"way": way, "answers": answers, "arrive": arrive, "leave": leave, "unasked": ""}

    return [entry() for _person in range(group) if chance.random() >= skips]


def _found_out_at(contents: list[Entry], chance: random.Random) -> int:
    from ballots.services import Opened
    from meetings.models import Feeling, Pulse
    from meetings.services import pulse_closing

    spare = chance.choice((0, 0, 1, 3))
    pulse = Pulse(outcome=pulse_closing.outcome_of(Opened(contents, 0), spare))
    if not pulse.is_shown:
        return 0
    of_room = [entry for entry in contents if entry["way"] == ROOM]
    made_up = chance.sample(of_room, min(spare, len(of_room)))
    typed = [entry for entry in contents if entry["way"] == PAPER]
    readers = ([], [chance.choice(contents)], [*typed, *made_up])
    found = 0
    for feeling in Feeling.values:
        row = pulse_closing.result_of(pulse, feeling, contents, spare)
        counts = (row.counts[4], *row.counts[:4]) if row.is_exact else ()
        shown = Published(AnsweredBy.EVERYBODY, Level(row.level), counts, row.up, row.down)
        total = sum(count(_given(contents, feeling)))
        found += sum(is_found_out(shown, total, count(_given(one, feeling))) for one in readers)
    for when in ("arrive", "leave"):
        words = pulse_closing.words_to_show(contents, when, spare=spare)
        found += sum(len(set(_without(words, one, when))) == 1 for one in readers if words)
    return found


def _given(entries: Sequence[Entry], feeling: str) -> list[int]:
    return [answer for entry in entries for asked, answer in entry["answers"] if asked == feeling]


def _without(words: Sequence[str], known: Sequence[Entry], when: str) -> list[str]:
    left = list(words)
    for entry in known:
        if entry[when]:
            left.remove(entry[when])
    return left


def main(groups: int, seed: int = 1) -> int:
    """Return how often somebody was found out in the pulses of so many groups."""
    chance = random.Random(seed)
    return sum(found_out_in(chance) for _group in range(groups))


if __name__ == "__main__":
    # It reads no database; what it needs of the settings is that there are some.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "0123456789" * 5)
    django.setup()
    groups = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    found = main(groups)
    print(f"{groups} groups of 1 to 30 people, up to six meetings each: {found} times found out.")
    sys.exit(bool(found))
