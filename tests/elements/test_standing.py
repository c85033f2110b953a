"""Where people stand is worked out from what is published, and from nothing that is hidden."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from elements.charts import chart_of_standings, words_of_standing
from elements.models import Result
from elements.standing import PLACES, stand, standings

PARTICIPANTS, FACILITATORS, EVERYBODY = "participants", "facilitators", "everybody"


def exact(who: str, *counts: int) -> Result:
    """Not at all, a little, mostly, fully, can't say."""
    names = ["not_at_all", "a_little", "mostly", "fully", "cannot_say"]
    fields = dict(zip(names, counts, strict=True))
    up = counts[2] + counts[3]
    return Result(who=who, level="exact", up=up, down=sum(counts) - up, **fields)


def coarse(who: str, up: int, down: int) -> Result:
    return Result(who=who, level="coarse", up=up, down=down)


def hidden() -> Result:
    return Result(who=EVERYBODY, level="hidden")


def entry(*results: Result, key: str = "open", name: str = "Open"):
    """What is published of an element with one indicator."""
    element = SimpleNamespace(key=key, name=name)
    return SimpleNamespace(element=element, indicators=[SimpleNamespace(results=list(results))])


@pytest.mark.parametrize(
    ("results", "word"),
    [
        ([exact(PARTICIPANTS, 1, 8, 3, 0, 2)], "A little"),
        ([exact(PARTICIPANTS, 3, 0, 3, 0, 0)], "Not at all"),
        ([exact(PARTICIPANTS, 0, 5, 0, 0, 9)], "A little"),  # five are enough
        ([exact(PARTICIPANTS, 0, 2, 2, 5, 9)], "Fully"),
        ([exact(PARTICIPANTS, 2, 0, 3, 0, 0), exact(PARTICIPANTS, 0, 0, 0, 4, 2)], "Mostly"),
        ([coarse(PARTICIPANTS, 14, 0)], "Mostly or fully"),
        ([coarse(PARTICIPANTS, 1, 13)], "Less than mostly"),
    ],
)
def test_people_stand_at_the_middle_answer(results, word):
    assert stand(results, PARTICIPANTS).word == word


@pytest.mark.parametrize(
    "results",
    [[], [hidden()], [exact(FACILITATORS, 0, 3, 3, 3, 0)], [exact(PARTICIPANTS, 0, 2, 2, 0, 9)]],
)
def test_nobody_stands_anywhere_with_fewer_than_five_answers(results):
    assert stand(results, PARTICIPANTS) is None


def test_roles_stand_apart_where_they_are_published_apart():
    apart = entry(exact(FACILITATORS, 0, 1, 4, 1, 0), exact(PARTICIPANTS, 2, 6, 1, 0, 0))
    together = entry(exact(EVERYBODY, 0, 5, 2, 0, 0))

    assert [[move.who for move in row.moves] for row in standings([apart, together])] == [
        [FACILITATORS, PARTICIPANTS],
        [EVERYBODY],
    ]


@pytest.mark.parametrize(
    ("before", "moved"),
    [
        (exact(PARTICIPANTS, 5, 1, 0, 0, 0), "up"),
        (exact(PARTICIPANTS, 0, 6, 1, 0, 0), "same"),
        (exact(PARTICIPANTS, 0, 1, 5, 0, 0), "down"),
        (hidden(), ""),
    ],
)
def test_move_is_told_from_the_review_before(before, moved):
    now = exact(PARTICIPANTS, 1, 6, 1, 0, 0)
    (row,) = standings([entry(now)], [entry(before)])
    assert row.of(PARTICIPANTS).moved == moved


def test_picture_says_in_words_what_it_draws():
    now = entry(exact(FACILITATORS, 0, 1, 4, 1, 0), exact(PARTICIPANTS, 1, 6, 1, 0, 0))
    before = entry(exact(FACILITATORS, 0, 1, 4, 1, 0), exact(PARTICIPANTS, 5, 1, 0, 0, 0))

    chart = chart_of_standings(
        standings([now, entry(hidden(), key="equal", name="Equal")], [before])
    )

    assert chart.description == (
        "Open: facilitators mostly, as before; participants a little, before: not at all. "
        "Equal: fewer than five answers."
    )
    (first, second), none = chart.rows[0].marks, chart.rows[1].marks
    assert (first.shape, first.before_x) == ("square", None)
    assert (second.shape, second.x > second.before_x) == ("circle", True)
    assert list(none) == []


def test_no_letter_of_the_picture_is_outlined():
    """A PDF draws the outline over the letter, and so did away with every name."""
    rows = standings(
        [entry(exact(EVERYBODY, 1, 6, 1, 0, 0)), entry(hidden(), key="equal", name="E")]
    )
    html = render_to_string("components/standing.html", {"chart": chart_of_standings(rows)})
    texts = re.findall(r"<text[^>]*>", html)
    assert len(texts) > 6
    assert [text for text in texts if "stroke" in text] == []


def test_picture_of_one_role_says_that_the_other_is_too_few():
    row = standings([entry(exact(FACILITATORS, 0, 3, 3, 0, 0), exact(PARTICIPANTS, 0, 1, 1, 0, 8))])
    assert words_of_standing(row[0]) == (
        "facilitators a little; participants: fewer than five answers."
    )


def test_each_place_lies_on_the_line():
    assert all(1 <= place <= 4 for place in PLACES)
