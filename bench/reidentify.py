"""
Tries to find out what single people answered, from all that is published of many random reviews.

The reader knows how many of each role answered each indicator, everything that is published, and the answers
of one person who took part. For each other person it works out what they can have answered: one possibility
only means that they are found out. Whatever shows results (pages, PDF, CSV, alternative texts) reads what
``ballots.disclosure`` lets through, and nothing else.

    python -m bench.reidentify 20000
"""

import random
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations_with_replacement

from ballots.disclosure import AnsweredBy, Level, Published, publish

INDICATORS = 38
Counts = tuple[int, ...]


def count(answers: Sequence[int]) -> Counts:
    return tuple(answers.count(answer) for answer in range(5))


@lru_cache(maxsize=4096)
def fitting(shown: Published, total: int) -> tuple[Counts, ...]:
    """Return all counts of so many answers that would have been published like this."""
    if shown.level == Level.EXACT:
        return (shown.counts,)
    return tuple(
        counts
        for counts in (_all(total) if shown.level == Level.HIDDEN else _nearly_alike(total))
        if _looks_like(counts, shown)
    )


def _all(total: int) -> Iterator[Counts]:
    return (count(answers) for answers in combinations_with_replacement(range(5), total))


def _nearly_alike(total: int) -> Iterator[Counts]:
    pairs = {(most, other) for most in range(5) for other in range(5)}
    return (count([most] * (total - 1) + [other]) for most, other in pairs)


def _looks_like(counts: Counts, shown: Published) -> bool:
    up = counts[3] + counts[4]
    return shown.up is None or up == shown.up


def is_found_out(shown: Published, total: int, own: int | None) -> bool:
    """Whether all others of a group can only have given one answer; ``own``: what the insider, one of them, said."""
    possible: set[int] = set()
    for counts in fitting(shown, total):
        left = list(counts)
        if own is not None:
            left[own] -= 1
        if min(left) >= 0:
            possible |= {answer for answer in range(5) if left[answer]}
    return len(possible) == 1


def found_out_in(chance: random.Random) -> int:
    """Make up a review of a random group, and count the groups of answers in which somebody is found out."""
    people = ["f" if chance.random() < 0.3 else "p" for _one in range(chance.randint(1, 30))]
    alike, skips = chance.random(), chance.random() * 0.5
    found = 0
    for _indicator in range(INDICATORS):
        favourite = chance.randrange(5)
        said = [
            (role, favourite if chance.random() < alike else chance.randrange(5))
            for role in people
            if chance.random() >= skips
        ]
        if said:
            found += _found_out(said, chance.randrange(len(said)))
    return found


def _found_out(said: list[tuple[str, int]], insider: int) -> int:
    roles = {role: [answer for of, answer in said if of == role] for role in "fp"}
    found = 0
    for shown in publish(count(roles["f"]), count(roles["p"])):
        of = {
            AnsweredBy.FACILITATORS: "f",
            AnsweredBy.PARTICIPANTS: "p",
            AnsweredBy.EVERYBODY: "fp",
        }[shown.who]
        total = sum(len(roles[role]) for role in of)
        own = said[insider][1] if said[insider][0] in of else None
        found += is_found_out(shown, total, own)
    return found


def main(reviews: int, seed: int = 1) -> int:
    """Return how often somebody was found out in so many reviews."""
    chance = random.Random(seed)
    return sum(found_out_in(chance) for _review in range(reviews))


if __name__ == "__main__":
    reviews = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    found = main(reviews)
    print(f"{reviews} reviews of 1 to 30 people, {INDICATORS} indicators: {found} times found out.")
    sys.exit(bool(found))
