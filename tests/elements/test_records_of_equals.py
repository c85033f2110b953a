"""The records of what is agreed and of power: each in its four states, and each rule beside what it does."""

from datetime import timedelta

import pytest

from decisions.services import Maker
from elements.records import RECORDS
from elements.records.evidence import Evidence
from participation.models import Group
from plan.models import Concern
from tests import factories
from tests.elements.conftest import DAY, NOW, ago, decide
from tests.elements.test_records import ATTENTION, IN_PLACE, NOTHING, STARTED, counts, record, state

GOOD, CARE, POWER = "action.good-and-done", "equal.care", "equal.power"


@pytest.fixture
def people(project):
    """Four people who take part, and one who left."""
    here = factories.MemberFactory.create_batch(4, project=project)
    factories.MemberFactory(project=project, left_at=NOW)
    return here


def stated(project, kind, *, agree=(), concern_days=None):
    """State something to which these people agree, with a concern of so many days ago."""
    statement = factories.StatementFactory(project=project, kind=kind)
    for member in agree:
        factories.agreement(statement, member)
    if concern_days is not None:
        somebody = factories.MemberFactory(project=project, left_at=NOW)
        factories.agreement(
            statement, somebody, "not-yet", concern="It is loud.", at=ago(concern_days)
        )
    return statement


# Each row: what is stated (kind, how many of four agree, since when a concern is open), and the state that follows.
CASES_OF_GOOD = [
    ([], NOTHING),
    ([("way", 4, None)], NOTHING),
    ([("good", 4, None)], STARTED),
    ([("done", 4, None)], STARTED),
    ([("good", 2, None), ("done", 1, None)], STARTED),
    ([("good", 2, None), ("done", 2, None)], IN_PLACE),
    ([("good", 2, None), ("done", 2, None), ("good", 0, None)], STARTED),
    ([("good", 2, None), ("done", 2, None), ("way", 0, 40)], IN_PLACE),
    ([("good", 2, 28), ("done", 2, None)], STARTED),
    ([("good", 4, None), ("done", 4, 29)], ATTENTION),
    ([("good", 0, 29)], ATTENTION),
]
CASES_OF_CARE = [
    ([], NOTHING),
    ([("good", 4, 40)], NOTHING),
    ([("way", 1, None)], STARTED),
    ([("way", 4, None), ("way", 1, None)], STARTED),
    ([("way", 2, None), ("way", 3, None)], IN_PLACE),
    ([("way", 2, 28), ("done", 0, 40)], STARTED),
    ([("way", 4, 29)], ATTENTION),
]


@pytest.mark.parametrize(
    ("key", "said", "wanted"),
    [(GOOD, *case) for case in CASES_OF_GOOD] + [(CARE, *case) for case in CASES_OF_CARE],
)
def test_what_is_agreed(project, people, key, said, wanted):
    for kind, agree, concern_days in said:
        stated(project, kind, agree=people[:agree], concern_days=concern_days)
    found = record(project, key)
    assert found.state == wanted
    assert found.rule in (RULES[key][wanted], "A concern is open.")


RULES = {
    GOOD: {
        NOTHING: "It is not written down what good looks like, nor what done looks like.",
        STARTED: "Something is written down. It is not yet both good and done. Or fewer than half of the people who "
        "take part agree to one of the statements. Or fewer than half of those who do not run the project do.",
        IN_PLACE: "It is written down what good looks like, and what done looks like. At least half of the people who "
        "take part agree to each statement, and at least half of those who do not run the project. Nobody says “not "
        "yet”, and no concern is open.",
        ATTENTION: "A concern about a statement of good or of done has been open for more than 28 days. Or nobody has "
        "agreed to one for more than 26 weeks.",
    },
    CARE: {
        NOTHING: "No way of working is written down.",
        STARTED: "Ways of working are written down. Fewer than half of the people who take part agree to one of them. "
        "Or fewer than half of those who do not run the project do.",
        IN_PLACE: "Ways of working are written down. At least half of the people who take part agree to each, and at "
        "least half of those who do not run the project. Nobody says “not yet”, and no concern is open.",
        ATTENTION: "A concern about a way of working has been open for more than 28 days. Or nobody has agreed to one "
        "for more than 26 weeks. Or after the last meeting, fewer than half said that they were treated with care.",
    },
}


def test_old_words_retired_statements_and_closed_concerns_do_not_count(project, people, jo):
    way = stated(project, "way", agree=people, concern_days=60)
    assert (state(project, CARE), counts(project, CARE)) == (
        ATTENTION,
        ["ways of working: 1", "concerns open: 1"],
    )
    Concern.objects.update(closed_at=NOW, ended="answered", outcome="We meet elsewhere.")
    assert state(project, CARE) == IN_PLACE
    way.revision = 2
    way.save()
    assert state(project, CARE) == STARTED  # nobody agreed to the new words
    way.retired_at, way.retired_why = NOW, "We wrote a better one."
    way.save()
    assert state(project, CARE) == NOTHING


def test_what_is_agreed_is_told_in_numbers(project, people):
    stated(project, "good", agree=people[:3], concern_days=3)
    stated(project, "done", agree=people[:2])
    found = record(project, GOOD)
    assert found.sentence == "At least 2 of 4 people who take part agree to each statement."
    assert counts(project, GOOD) == [
        "statements of what good looks like: 1",
        "statements of what done looks like: 1",
        "concerns open: 1",
    ]


# Each row: the makers of decisions with their days, the say of the groups on the map with the day of an action on it
# (from today; "done" for one that is done), and the state that follows.
CASES_OF_POWER = [
    ([], [], NOTHING),
    ([], [("", "", None)], NOTHING),
    ([], [("little", "", None)], NOTHING),
    ([], [("little", "some", None)], STARTED),
    ([], [("some", "some", None)], STARTED),
    ([("jo", 91)], [], ATTENTION),
    ([("amina", 10)], [], STARTED),
    ([("amina", 10)], [("some", "some", None), ("", "", None)], STARTED),
    ([("amina", 10)], [("little", "some", None)], STARTED),
    ([("amina", 92)], [("some", "some", None)], STARTED),
    ([("amina", 10)], [("some", "some", None)], IN_PLACE),
    ([("amina", 90), ("jo", 10)], [("lot", "some", 0), ("none", "lot", "done")], IN_PLACE),
    ([("amina", 10), ("jo", 10), ("jo", 10)], [("some", "some", None)], STARTED),
    ([("jo", 90)], [("some", "some", None)], ATTENTION),
    ([("amina", 10)], [("little", "some", -1)], ATTENTION),
    ([], [("some", "some", -1)], ATTENTION),
]


@pytest.mark.parametrize(("made", "groups", "wanted"), CASES_OF_POWER)
def test_power(project, jo, amina, made, groups, wanted):
    for maker, days in made:
        decide(project, jo, days=days, makers=[Maker(member={"jo": jo, "amina": amina}[maker])])
    for today, should, day in groups:
        group = factories.GroupFactory(project=project, say_today=today, say_wanted=should)
        if day == "done":
            done = {"done_at": NOW, "outcome": "They chair every second session."}
            factories.imbalance_action(group, jo, due_on=DAY - timedelta(days=9), **done)
        elif day is not None:
            factories.imbalance_action(group, jo, due_on=DAY + timedelta(days=day))
    found = record(project, POWER)
    assert found.state == wanted
    assert found.rule == RECORDS[POWER](Evidence(project, DAY)).rules.of(wanted)


def test_power_is_told_in_numbers(project, jo, amina):
    for today, should in [("little", "some"), ("lot", "some"), ("some", "some"), ("", "")]:
        factories.GroupFactory(project=project, say_today=today, say_wanted=should)
    uneven = Group.objects.with_imbalance().order_by("pk")[0]
    factories.imbalance_action(uneven, jo)
    factories.imbalance_action(uneven, jo, due_on=DAY - timedelta(days=1))
    factories.imbalance_action(uneven, jo, done_at=NOW, outcome="They have a seat.")
    off = factories.GroupFactory(project=project, say_today="none", say_wanted="lot")
    factories.imbalance_action(off, jo)
    Group.objects.filter(pk=off.pk).update(retired_at=NOW)
    decide(project, jo, makers=[Maker(member=amina)])
    decide(project, jo)
    assert record(project, POWER).sentence == (
        "2 of 4 groups on the map have more or less say than they should."
    )
    assert counts(project, POWER) == [
        "groups with an imbalance and no action: 1",
        "actions on an imbalance, open: 2",
        "actions on an imbalance, done: 1",
        "actions on an imbalance, past their day: 1",
        "decisions in the 13 weeks up to the last one: 2",
        "of these, with a participant among the makers: 1",
    ]


def test_power_before_anybody_looked_says_so(project, jo):
    assert record(project, POWER).sentence == (
        "The people map does not say how much say any group has."
    )
    assert counts(project, POWER) == []
