"""What a record counts at the edge of its rule, and what of other projects it never counts (see bench/mutate.py)."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from decisions.services import Maker
from elements import attention
from elements.records import show_records, transparent
from elements.records.record import RecordState
from participation.models import Gap
from plan.models import Boundary
from plan.services import add_noticing, add_to_starting_point
from projects.models import Project
from tests import factories
from tests import kept_factories as kept
from tests.elements.conftest import DAY, NOW, ago, decide
from tests.elements.test_records import counts, record, state
from tests.full_project import fill


@pytest.mark.parametrize("is_first", [True, False])
def test_nothing_of_another_project_counts(project, twin, jo, amina, is_first):
    """Not in what it counts, nor in its state, nor in its sentence, of any indicator."""

    ours, theirs = (project, twin) if is_first else (twin, project)

    def read() -> dict:
        return {
            entry.indicator.key: asdict(entry.record) if entry.record else None
            for element in show_records(ours, on=DAY)
            for entry in element.indicators
        }

    before = read()
    people = [factories.MemberFactory(project=theirs, role=one.role) for one in (jo, amina)]
    fill(theirs, *people, 2)
    after = read()
    assert len(after) > 30
    assert {key for key in after if after[key] != before[key]} == set()


@pytest.mark.parametrize(
    ("said", "expected"), [(1, RecordState.STARTED), (2, RecordState.IN_PLACE)]
)
def test_half_of_the_members_is_enough_to_know_what_they_bring(project, jo, said, expected):
    members = factories.MemberFactory.create_batch(3, project=project)
    for member in members[:said]:
        member.has_lived_experience, member.experience_answered_at = True, ago(30)
        member.save()
    decide(project, jo, makers=[Maker(member=members[0])])
    assert state(project, "equal.experience") == expected


@pytest.mark.parametrize(
    ("read", "of", "expected"), [(1, 3, RecordState.STARTED), (2, 4, RecordState.IN_PLACE)]
)
def test_half_of_the_members_is_enough_to_know_the_boundaries(project, read, of, expected):
    for kind in (Boundary.Kind.OPEN, Boundary.Kind.FIXED):
        factories.BoundaryFactory(project=project, kind=kind, changed_at=ago(3))
    members = factories.MemberFactory.create_batch(of, project=project)
    for member in members[:read]:
        member.boundaries_read_at = ago(2)
        member.save()
    assert state(project, "transparent.boundaries") == expected


def test_an_update_that_was_not_sent_promises_nothing(project, twin):
    """Nor does one of a project that ended."""
    yesterday = DAY - timedelta(days=1)
    factories.UpdateFactory(project=project, more_on=yesterday)
    assert not transparent.updates_not_followed(DAY)
    sent = factories.UpdateFactory(project=twin, more_on=yesterday)
    sent.message = factories.MessageFactory(project=twin)
    sent.sent_at = ago(5)
    sent.save()
    assert list(transparent.updates_not_followed(DAY)) == [sent]
    Project.objects.filter(pk=twin.pk).update(state=Project.State.ENDED)
    assert not transparent.updates_not_followed(DAY)


@pytest.mark.parametrize(("days", "is_late"), [(14, False), (15, True)])
def test_a_step_is_late_by_more_days_than_the_sign_says(project, days, is_late):
    (sign,) = [sign for sign in attention.SIGNS if sign.key == "iterative.small-steps"]
    factories.StepFactory(project=project, due_on=DAY - timedelta(days=days))
    assert sign.words == "A step is more than 14 days late."
    assert sign.rows(DAY).exists() == is_late


def test_a_review_with_several_gaps_counts_once(project):
    for finished_at, days in [(None, 30), (ago(1), 60)]:
        review = factories.ParticipationReviewFactory(
            project=project,
            due_on=DAY - timedelta(days=days),
            finish_by=DAY - timedelta(days=days - 14),
            finished_at=finished_at,
        )
        for name in ("Night porters", "Carers"):
            review.gaps.create(
                kind=Gap.Kind.NOBODY, what=name, outcome=Gap.Outcome.ACCEPTED, reason="Later."
            )
    assert counts(project, "inclusive.reviews")[:3] == [
        "reviews finished: 1",
        "reviews past their day: 1",
        "gaps found: 4",
    ]


@pytest.mark.parametrize("is_paused", [False, True])
def test_a_rhythm_that_rests_says_no_next_day(project, is_paused):
    factories.ReviewRhythmFactory(project=project, is_paused=is_paused)
    assert ("The next one opens on" in record(project, "inclusive.reviews").sentence) != is_paused


def test_a_step_that_no_participant_planned_is_not_planned_with_them(project, jo, amina):
    step = factories.StepFactory(project=project)
    step.planned_by.add(jo)
    before = counts(project, "iterative.small-steps")
    step.planned_by.add(amina)
    after = counts(project, "iterative.small-steps")
    assert "planned with participants: 0 of 1" in before
    assert "planned with participants: 1 of 1" in after


def test_what_holds_of_one_row_is_not_counted_of_those_beside_it(project, jo, amina):
    """Of two rows each, one is added to, noticed, built on; of two steps, one is planned with participants."""
    points = kept.StartingPointFactory.create_batch(2, project=project)
    add_to_starting_point(points[0], member=amina, by=jo, words="Cold too.", now=NOW)
    impacts = kept.ImpactFactory.create_batch(2, project=project)
    add_noticing(impacts[0], member=amina, now=NOW)
    steps = factories.StepFactory.create_batch(
        2, project=project, state="exploring", created_at=ago(99)
    )
    steps[0].planned_by.add(amina)
    steps[0].changes.create(from_state="planned", to_state="exploring", at=ago(1))
    kept.StrengthFactory.create_batch(2, project=project)[0].steps.add(steps[0])
    said = {
        key: counts(project, key)
        for key in (
            "open.data",
            "action.impact",
            "positive.strengths",
            "iterative.small-steps",
            "open.mess",
        )
    }
    assert "with something added by participants: 1" in said["open.data"]
    assert "confirmed by participants: 1" in said["action.impact"]
    assert "strengths that a step builds on: 1" in said["positive.strengths"]
    assert "planned with participants: 1 of 2" in said["iterative.small-steps"]
    assert "exploring for more than 13 weeks: 1" in said["open.mess"]


@pytest.mark.parametrize(
    ("started_on", "said"),
    [(None, "The project has not started."), (DAY, "The project started on ")],
)
def test_readiness_says_whether_the_project_has_started(project, started_on, said):
    project.started_on = started_on
    project.state = Project.State.RUNNING if started_on else Project.State.SETTING_UP
    project.save()
    assert said in record(project, "action.readiness").sentence


def test_a_step_that_was_explored_and_is_done_was_explored(project):
    step = factories.StepFactory(project=project, state="done", ended_on=DAY)
    before = counts(project, "open.mess")
    step.changes.create(from_state="planned", to_state="exploring", at=ago(30))
    assert "explored: 0" in before
    assert "explored: 1" in counts(project, "open.mess")


def test_what_is_settled_is_not_looked_at_again(project):
    factories.UnsettledFactory(
        project=project,
        look_again_on=DAY + timedelta(days=3),
        settled_at=ago(1),
        outcome="We asked.",
    )
    assert record(project, "open.uncertainty").sentence == "All that was written down is settled."


def test_a_review_that_is_finished_is_not_open(project):
    factories.ParticipationReviewFactory(project=project, finished_at=ago(1))
    said = record(project, "inclusive.reviews").sentence
    assert said == "The last review was finished on Wednesday 18 November 2026."


def test_what_is_settled_and_what_is_not_are_counted_apart(project):
    factories.UnsettledFactory.create_batch(2, project=project)
    factories.UnsettledFactory(project=project, settled_at=ago(1), outcome="We asked.")
    said = counts(project, "open.uncertainty")
    assert "not settled: 2" in said
    assert "settled since: 1" in said
