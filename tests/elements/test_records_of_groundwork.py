"""The records of what a project builds on, what changes and what stays, in each of their four states."""

from datetime import timedelta

import pytest

from elements.records.record import RecordState
from plan.models import Existing
from plan.services import add_noticing, add_to_starting_point
from projects.models import Project, Role
from tests import factories
from tests import known_factories as things
from tests.elements.conftest import DAY, NOW, ago
from tests.elements.test_records import (
    ATTENTION,
    IN_PLACE,
    NOTHING,
    STARTED,
    counts,
    record,
    state,
)

GONE = {"retired_at": NOW, "retired_why": "It was taken away."}
ONE_DAY = timedelta(days=1)


def test_data(project, jo, amina):
    key = "open.data"
    things.StartingPointFactory(project=project, **GONE)
    assert state(project, key) == NOTHING
    first = things.StartingPointFactory(project=project, created_at=ago(91))
    assert state(project, key) == STARTED
    add_to_starting_point(first, member=jo, by=jo, words="Counted again.", now=NOW)
    first.created_at = ago(92)
    first.save()
    assert state(project, key) == ATTENTION  # a facilitator alone has added
    add_to_starting_point(first, member=amina, by=jo, words="Cold too.", now=NOW)
    add_to_starting_point(first, member=amina, by=amina, words="And loud.", now=NOW)
    things.StartingPointFactory(project=project)
    assert state(project, key) == IN_PLACE  # one of two
    things.StartingPointFactory(project=project)
    assert state(project, key) == STARTED  # one of three
    assert counts(project, key) == [
        "starting points: 3",
        "with something added by participants: 1",
    ]


def test_strengths(project):
    key = "positive.strengths"
    assert state(project, key) == NOTHING
    hard = things.DifficultyFactory(project=project, created_at=ago(91))
    assert state(project, key) == STARTED
    things.DifficultyFactory._meta.model.objects.update(created_at=ago(92))
    assert state(project, key) == ATTENTION
    hard.refresh_from_db()
    hard.step = factories.StepFactory(project=project, state="dropped", why_dropped="Too loud.")
    hard.save()
    assert state(project, key) == ATTENTION  # nobody goes on with that step
    hard.facing = "A person goes round."
    hard.save()
    assert state(project, key) == STARTED  # no strength yet
    strength = things.StrengthFactory(project=project)
    strength.steps.add(hard.step)
    assert state(project, key) == STARTED  # that step was dropped
    strength.steps.add(*factories.StepFactory.create_batch(2, project=project))
    things.StrengthFactory(project=project)
    assert state(project, key) == IN_PLACE  # one of two
    things.StrengthFactory(project=project)
    assert state(project, key) == STARTED  # one of three
    assert counts(project, key) == [
        "strengths: 3",
        "strengths that a step builds on: 1",
        "difficulties: 1",
        "difficulties that are faced: 1",
    ]


def test_difficulty_with_a_step_is_faced_and_one_that_is_new_may_wait(project):
    key = "positive.strengths"
    things.StrengthFactory(project=project).steps.add(factories.StepFactory(project=project))
    step = factories.StepFactory(project=project)
    things.DifficultyFactory(project=project, step=step, created_at=ago(300))
    assert state(project, key) == IN_PLACE
    things.DifficultyFactory(project=project)
    assert state(project, key) == STARTED


def test_impact(project, jo, amina):
    key = "action.impact"
    assert state(project, key) == NOTHING
    change = things.ImpactFactory(project=project, created_at=ago(91))
    add_noticing(change, member=jo, now=NOW)
    assert state(project, key) == STARTED  # a facilitator alone has confirmed it
    change.created_at = ago(92)
    change.save()
    assert state(project, key) == ATTENTION
    add_noticing(change, member=amina, now=NOW)
    things.ImpactFactory(project=project)
    assert state(project, key) == IN_PLACE  # one of two
    amina.role, amina.left_at = Role.FACILITATOR, NOW
    amina.save()
    assert state(project, key) == IN_PLACE  # they were a participant when they said it
    things.ImpactFactory(project=project)
    assert state(project, key) == STARTED  # one of three
    assert counts(project, key) == ["changes written down: 3", "confirmed by participants: 1"]


def test_existing(project):
    key = "thorough.existing"
    assert state(project, key) == NOTHING
    thing = things.ExistingFactory(project=project, created_at=ago(182))
    assert state(project, key) == STARTED
    thing.created_at = ago(183)
    thing.save()
    assert state(project, key) == ATTENTION
    things.ExistingFactory(project=project, support="We buy the soup there.")
    assert state(project, key) == IN_PLACE  # one of two
    things.ExistingFactory(project=project)
    assert state(project, key) == STARTED  # one of three
    assert counts(project, key) == [
        "things that exist, without what is to be left alone: 3",
        "those that we support, and whose owners said yes: 1",
    ]
    thing.owners_say = Existing.OwnersSay.LEAVE
    thing.save()
    assert state(project, key) == IN_PLACE  # one of two, and one that is left alone
    Existing.objects.filter(owners_say="support").update(owners_say="not-asked")
    assert state(project, key) == STARTED


def test_future(project, amina):
    key = "thorough.future"
    assert state(project, key) == NOTHING
    thing = things.HandoverFactory(project=project)
    assert state(project, key) == STARTED
    assert record(project, key).sentence == "No day is set to look again."
    follow_up = things.FollowUpFactory(project=project, due_on=DAY)
    assert state(project, key) == STARTED  # nobody looks after it
    project.state = Project.State.ENDED
    assert state(project, key) == ATTENTION
    thing.looked_after_by = "The chapel"
    thing.save()
    assert state(project, key) == IN_PLACE
    assert record(project, key).sentence == "We look again on Thursday 19 November 2026."
    things.HandoverFactory(project=project, owner=amina)
    assert state(project, key) == IN_PLACE
    follow_up.due_on = DAY - ONE_DAY
    follow_up.save()
    assert state(project, key) == ATTENTION
    assert record(project, key).sentence == "We wanted to look again on Wednesday 18 November 2026."
    follow_up.done_at, follow_up.found = NOW, "The box is full."
    follow_up.save()
    assert state(project, key) == IN_PLACE
    assert record(project, key).sentence == "We have looked again."
    assert counts(project, key) == [
        "things that carry on: 2",
        "with somebody who looks after them: 2",
        "times that we looked again: 1",
    ]


#: What is there -> the words of the rule that must hold then.
CASES = [
    ("open.data", {}, "No data is written down"),
    ("open.data", {"StartingPoint": [{}]}, "fewer than half"),
    ("open.data", {"StartingPoint": [{"created_at": ago(92)}, {}]}, "no participant has added"),
    ("positive.strengths", {"Difficulty": [{"created_at": ago(92)}]}, "it is not faced"),
    (
        "positive.strengths",
        {"Strength": [{}], "Difficulty": [{"facing": "We go round."}]},
        "steps build on fewer than half",
    ),
    ("action.impact", {"Impact": [{}]}, "fewer than half"),
    ("action.impact", {"Impact": [{"created_at": ago(92)}]}, "no participant has confirmed any"),
    ("thorough.existing", {"Existing": [{}, {"support": "x"}]}, "at least half"),
    ("thorough.existing", {"Existing": [{"created_at": ago(183)}]}, "we support nothing on it"),
    ("thorough.future", {"FollowUp": [{}]}, "not yet both"),
    ("thorough.future", {"Handover": [{"looked_after_by": "x"}]}, "not yet both"),
    (
        "thorough.future",
        {"Handover": [{"looked_after_by": "x"}], "FollowUp": [{}]},
        "Somebody looks after each thing",
    ),
    ("thorough.future", {"FollowUp": [{"due_on": DAY - ONE_DAY}]}, "has passed"),
]


@pytest.mark.parametrize(("key", "rows", "words"), CASES)
def test_rule_says_what_is_there(project, key, rows, words):
    for name, entries in rows.items():
        for entry in entries:
            getattr(things, f"{name}Factory")(project=project, **entry)
    assert words in record(project, key).rule


@pytest.mark.parametrize(
    "key",
    ["open.data", "positive.strengths", "action.impact", "thorough.existing", "thorough.future"],
)
def test_all_of_another_project_does_not_count(project, twin, key):
    for name in ("StartingPoint", "Strength", "Difficulty", "Existing", "Impact", "Handover"):
        getattr(things, f"{name}Factory")(project=twin, created_at=ago(300))
    things.FollowUpFactory(project=twin)
    assert state(project, key) == RecordState.NOTHING_YET
    assert [count.number for count in record(project, key).counts if count.number] == []
