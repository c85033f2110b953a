"""What is shown of one group, some of which came without a person: nothing that one person could take apart."""

import random
from itertools import combinations

from ballots.disclosure import Level, OfOneGroup


def told_by(group: OfOneGroup, taken: tuple[int, ...]) -> bool:
    """Whether who takes away some of what came from the room, and all sheets, is left with too little."""
    ways = zip(group.signed, group.loose, taken, strict=True)
    left = [signed + loose - gone for signed, loose, gone in ways]
    return min(left) >= 0 and (sum(left) < 5 or sum(left) <= max(left) + 1)


def test_whatever_somebody_made_up_five_that_are_not_alike_are_left():
    chance, shown = random.Random(11), 0
    for _turn in range(400):
        ways = [[0] * 5 for _way in range(3)]
        for _one in range(chance.randint(5, 14)):
            ways[chance.choice([0, 0, 1, 1, 2])][chance.choice([4, 4, 4, 3, 0])] += 1
        group = OfOneGroup(*ways, spare=chance.randint(0, 3))
        if group.publish().level != Level.EXACT or not (any(ways[0]) or any(ways[1])):
            continue
        shown += 1
        loose = [answer for answer in range(5) for _one in range(ways[1][answer])]
        for size in range(min(group.spare, len(loose)) + 1):
            for made_up in combinations(loose, size):
                assert not told_by(group, tuple(made_up.count(answer) for answer in range(5)))
    assert shown > 30


def test_of_sheets_alone_those_that_somebody_made_up_are_taken_away_too():
    assert OfOneGroup([0], [0], [7], spare=3).may_be_shown is False
    assert OfOneGroup([0], [0], [8], spare=3).may_be_shown is True
    assert OfOneGroup([0] * 5, [0] * 5, [0, 0, 0, 3, 6], spare=2).publish().level == Level.COARSE
    assert OfOneGroup([0] * 5, [0] * 5, [0, 0, 0, 4, 6], spare=2).publish().level == Level.EXACT
