"""What a record counts at the edge of its rule, and what of other projects it never counts (see bench/mutate.py)."""

from dataclasses import asdict
from datetime import timedelta
from types import SimpleNamespace

import pytest

from decisions.services import Maker, withdraw_decision
from elements import attention
from elements.records import RECORDS, action, read_records, transparent
from elements.records import unsettled as unsettled_records
from elements.records.record import ElementRecord, IndicatorRecord, RecordState
from elements.services import close_review
from participation.models import Gap, ParticipationReview
from plan.models import Boundary, ReadinessCheck, Statement
from plan.services import add_noticing, add_to_starting_point
from projects.models import Project
from tests import factories
from tests import known_factories as things
from tests.elements.conftest import DAY, NOW, ago, decide, send
from tests.elements.test_records import counts, record, state
from tests.full_project import fill
from tests.questions.rows import behind, contribution, question


@pytest.mark.parametrize("is_first", [True, False])
def test_nothing_of_another_project_counts(project, twin, jo, amina, is_first):
    """Not in what it counts, nor in its state, nor in its sentence, of any indicator."""

    ours, theirs = (project, twin) if is_first else (twin, project)

    def read() -> dict:
        # Not by way of the kept record, which stays as it is while nothing of the project is written.
        return {key: asdict(found) for key, found in read_records(ours, on=DAY).items()}

    # So old that the day of any later decision would leave it out.
    decide(ours, factories.MemberFactory(project=ours), days=400)
    before = read()
    people = [factories.MemberFactory(project=theirs, role=one.role) for one in (jo, amina)]
    fill(theirs, *people, 2)
    after = read()
    assert set(after) == set(RECORDS)
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
    factories.planned_together(step, jo)
    # Somebody wrote her name down: that is a claim.
    step.planned_by.add(amina)
    before = counts(project, "iterative.small-steps")
    factories.planned_together(step, amina)
    after = counts(project, "iterative.small-steps")
    assert "planned with participants, as they say themselves: 0 of 1" in before
    assert "planned with participants, as they say themselves: 1 of 1" in after


def test_what_holds_of_one_row_is_not_counted_of_those_beside_it(project, jo, amina):
    """Of two rows each, one is added to, noticed, built on; of two steps, one is planned with participants."""
    points = things.StartingPointFactory.create_batch(2, project=project)
    add_to_starting_point(points[0], member=amina, by=jo, words="Cold too.", now=NOW)
    impacts = things.ImpactFactory.create_batch(2, project=project)
    add_noticing(impacts[0], member=amina, now=NOW)
    steps = factories.StepFactory.create_batch(
        2, project=project, state="exploring", created_at=ago(99)
    )
    factories.planned_together(steps[0], amina)
    steps[0].changes.create(from_state="planned", to_state="exploring", at=ago(1))
    things.StrengthFactory.create_batch(2, project=project)[0].steps.add(steps[0])
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
    assert (
        "planned with participants, as they say themselves: 1 of 2" in said["iterative.small-steps"]
    )
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
    step.changes.create(from_state="planned", to_state="done", at=ago(20))
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


def test_what_is_late_is_not_the_next_to_be_looked_at_again(project):
    factories.UnsettledFactory(project=project, look_again_on=DAY - timedelta(days=1))
    assert record(project, "open.uncertainty").sentence == "What is open waits for a new day."


def test_one_decision_of_late_that_says_what_else_was_considered_is_enough(project, jo):
    decision = decide(project, jo, considered="Eye masks.")
    asked = question(jo)
    for member in factories.MemberFactory.create_batch(2, project=project):
        behind(contribution(member, question=asked, answer_by=DAY), decision)
    assert state(project, "open.exploring") == RecordState.IN_PLACE


def test_an_old_update_that_reached_everybody_by_email_needs_nothing(project, amina):
    send(project, days=30, to=[{"done_at": NOW, "member": amina}])
    assert state(project, "transparent.informed") == RecordState.IN_PLACE


def test_who_speaks_for_a_group_that_is_off_the_map_is_not_counted(project, twin, amina):
    factories.SpeaksForFactory(group=factories.GroupFactory(project=twin, sector="community"))
    group = factories.GroupFactory(project=project, sector="community", retired_at=NOW)
    factories.SpeaksForFactory(group=group, member=amina)
    assert state(project, "thorough.community") == RecordState.NOTHING_YET


def test_one_project_that_is_ready_makes_no_other_ready(project, twin, outsider):
    for kind in ReadinessCheck.Kind:
        factories.ReadinessCheckFactory(
            project=twin,
            kind=kind,
            is_confirmed=True,
            confirmed_on=DAY,
            confirmed_by=twin.members.get(),
        )
    assert list(action.started_unready()) == [project]


def test_actions_from_reviews_are_counted_with_those_that_are_done(project, jo):
    review = factories.ParticipationReviewFactory(project=project)
    for done_at in (None, None, NOW):
        words = {"done_at": done_at, "outcome": "They come." if done_at else ""}
        done = factories.ActionFactory(project=project, owner=jo, **words)
        review.gaps.create(kind="nobody", what="Carers", outcome="action", action=done)
    review.gaps.create(kind="nobody", what="Porters")
    said = counts(project, "inclusive.reviews")
    assert "actions from them: 3, of which done: 1" in said


def test_an_element_is_in_place_when_all_that_is_built_is_and_ones_own_words_ask_nothing():
    held = SimpleNamespace(state=RecordState.IN_PLACE)
    ours, theirs = (SimpleNamespace(is_own=is_own) for is_own in (True, False))
    built, own = IndicatorRecord(theirs, held), IndicatorRecord(ours, None)
    assert ElementRecord(None, [built, own]).state == RecordState.IN_PLACE
    not_built = IndicatorRecord(theirs, None)
    assert ElementRecord(None, [built, own, not_built]).state == RecordState.STARTED


def test_a_decision_that_no_update_told_of_is_not_told_by_one_that_waits_or_is_elsewhere(
    project, twin, jo, outsider
):
    decision, other = decide(project, jo), decide(twin, twin.members.get())
    factories.UpdateFactory(project=project).decisions.add(decision)
    send(twin, tells_of=[other])
    send(project)
    assert "decisions told in the news: 0" in counts(project, "transparent.loop")
    send(project, tells_of=[decision])
    assert "decisions told in the news: 1" in counts(project, "transparent.loop")


def test_a_look_is_fresh_for_two_rounds_of_its_rhythm(project):
    factories.ReviewRhythmFactory(project=project, every_weeks=4)
    factories.ParticipationReviewFactory(project=project, finished_at=ago(8 * 7))
    assert state(project, "inclusive.reviews") == RecordState.IN_PLACE
    ParticipationReview.objects.update(finished_at=ago(8 * 7 + 1))
    assert state(project, "inclusive.reviews") == RecordState.STARTED


def test_an_old_step_that_nobody_explores_is_not_stuck(project):
    factories.StepFactory(project=project, created_at=ago(99))
    factories.StepFactory(project=project, state="exploring", created_at=ago(9))
    said = counts(project, "open.mess")
    assert "explored: 1" in said
    assert "exploring for more than 13 weeks: 0" in said


@pytest.mark.parametrize(("days", "has_passed"), [(0, False), (1, True)])
def test_what_is_not_settled_waits_for_its_day(project, days, has_passed):
    factories.UnsettledFactory(project=project, look_again_on=DAY - timedelta(days=days))
    assert unsettled_records.unsettled_past_their_day(DAY).exists() == has_passed


def test_a_draft_is_not_the_last_update(project, amina):
    send(project, days=30, to=[{"done_at": NOW, "member": amina}])
    factories.UpdateFactory(project=project)
    assert state(project, "transparent.informed") == RecordState.IN_PLACE


def test_boundaries_of_one_kind_are_not_both(project, amina):
    factories.BoundaryFactory(project=project, kind=Boundary.Kind.OPEN, changed_at=ago(3))
    project.members.update(boundaries_read_at=ago(1))
    assert state(project, "transparent.boundaries") == RecordState.STARTED
    factories.BoundaryFactory(project=project, kind=Boundary.Kind.FIXED, changed_at=ago(3))
    assert state(project, "transparent.boundaries") == RecordState.IN_PLACE


@pytest.mark.parametrize(
    ("planned", "expected"), [(1, RecordState.STARTED), (2, RecordState.IN_PLACE)]
)
def test_one_step_of_three_is_less_than_half(project, amina, planned, expected):
    dates = {"starts_on": DAY, "due_on": DAY + timedelta(days=7)}
    steps = factories.StepFactory.create_batch(3, project=project, **dates)
    for step in steps[:planned]:
        factories.planned_together(step, amina)
    assert state(project, "iterative.small-steps") == expected


@pytest.mark.parametrize(
    ("agreed", "expected"), [(1, RecordState.STARTED), (2, RecordState.IN_PLACE)]
)
def test_one_person_of_three_is_less_than_half(project, jo, amina, agreed, expected):
    members = [jo, amina, factories.MemberFactory(project=project)]
    for kind in (Statement.Kind.GOOD, Statement.Kind.DONE):
        statement = factories.StatementFactory(project=project, kind=kind)
        for member in members[:agreed]:
            statement.agreements.create(member=member, says="agree", revision=1, said_at=NOW)
    assert state(project, "action.good-and-done") == expected


def test_what_people_said_elsewhere_or_of_an_element_does_not_answer_the_standing_question(
    project, twin, jo, amina, outsider
):
    factories.ReviewFactory(project=twin, words=["Ask how we get home."])
    review = factories.ReviewFactory(project=project)
    review.asked.update(has_answered=True)
    review.words.create(text="It is loud.", element=review.indicators.first().element)
    close_review(review, now=NOW)
    assert "answers still to be read: 0" in counts(project, "creative.unasked")
    factories.ReviewFactory(project=project, words=["Ask how we get home."])
    assert "answers still to be read: 1" in counts(project, "creative.unasked")


def test_without_people_nobody_agrees(project):
    for kind in (Statement.Kind.GOOD, Statement.Kind.DONE):
        factories.StatementFactory(project=project, kind=kind)
    assert state(project, "action.good-and-done") == RecordState.STARTED


def test_a_day_to_look_again_that_is_still_to_come_is_no_look(project):
    things.FollowUpFactory(project=project)
    assert "times that we looked again: 0" in counts(project, "thorough.future")


def test_a_decision_that_was_withdrawn_is_not_looked_at_again(project, jo):
    decision = decide(project, jo, look_again_on=DAY - timedelta(days=1))
    assert transparent.decisions_to_look_at_again(DAY).exists()
    withdraw_decision(decision, by=jo, base_version=1, change_why="It was loud.", now=NOW)
    assert not transparent.decisions_to_look_at_again(DAY).exists()


def test_what_is_read_of_boundaries_of_one_kind_alone_is_not_enough(project, amina):
    factories.BoundaryFactory(project=project, kind=Boundary.Kind.FIXED, changed_at=ago(3))
    project.members.update(boundaries_read_at=ago(1))
    assert state(project, "transparent.boundaries") == RecordState.STARTED


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
