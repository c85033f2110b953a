"""Each record in each of its four states, each rule a short sentence, and the whole at a fixed price."""

from datetime import timedelta

import pytest

from decisions.services import Maker
from elements.records import RECORDS
from elements.records.evidence import Evidence
from elements.records.record import RecordState
from participation.models import Group
from plan.models import Boundary, Step
from projects.models import Project
from tests import factories
from tests.elements.conftest import DAY, NOW, ago, decide, send

NOTHING, STARTED, IN_PLACE, ATTENTION = (
    RecordState.NOTHING_YET,
    RecordState.STARTED,
    RecordState.IN_PLACE,
    RecordState.NEEDS_ATTENTION,
)
WEEK = timedelta(days=7)


def record(project: Project, key: str):
    return RECORDS[key](Evidence(project, DAY))


def state(project: Project, key: str) -> RecordState:
    return record(project, key).state


def counts(project: Project, key: str) -> list[str]:
    return [count.text for count in record(project, key).counts]


def test_experience(project, jo, amina, lived):
    key = "equal.experience"
    lived.experience_answered_at = None
    lived.save()
    assert state(project, key) == NOTHING
    lived.experience_answered_at = ago(30)
    lived.save()
    decide(project, jo, makers=[Maker(member=lived)])
    assert state(project, key) == STARTED  # one of three has said
    jo.experience_answered_at = ago(30)
    jo.save()
    assert state(project, key) == IN_PLACE
    decide(project, jo, days=101)
    assert state(project, key) == IN_PLACE  # longer before the last one than 13 weeks
    decide(project, jo, days=100)
    assert state(project, key) == ATTENTION
    assert counts(project, key) == [
        "1 person brings lived experience",
        "0 people bring trained experience",
        "0 people bring professional experience",
        "0 people bring personal experience",
        "2 decisions made with no lived experience among their makers",
    ]


def test_mapping(project):
    key = "inclusive.mapping"
    assert state(project, key) == NOTHING
    old = ago(182)
    sectors = (Group.Sector.STAFF, Group.Sector.CARERS, Group.Sector.COMMUNITY)
    groups = [
        factories.GroupFactory(
            project=project, sector=sector, reach="The notice board", changed_at=old
        )
        for sector in sectors
    ]
    assert state(project, key) == IN_PLACE
    Group.objects.update(changed_at=ago(183))
    assert state(project, key) == ATTENTION
    Group.objects.filter(pk=groups[0].pk).update(changed_at=ago(1), reach="")
    assert state(project, key) == STARTED
    Group.objects.filter(pk=groups[0].pk).update(involve="no", involve_why="They asked us not to.")
    assert state(project, key) == IN_PLACE
    groups[1].delete()
    assert state(project, key) == STARTED
    assert record(project, key).sentence == (
        "2 groups from 2 parts of the community, last changed on Wednesday 18 November 2026."
    )


def test_representation(project):
    key = "inclusive.representation"
    group = factories.GroupFactory(project=project)
    factories.GroupFactory(project=project, involve=Group.Involve.NOT_SURE)
    assert state(project, key) == NOTHING
    first = factories.SpeaksForFactory(group=group)
    assert state(project, key) == STARTED
    factories.SpeaksForFactory(group=group)
    assert state(project, key) == IN_PLACE
    project.members.update(left_at=NOW)
    assert state(project, key) == ATTENTION
    assert first.member.project == project
    assert counts(project, key) == [
        "with nobody to speak for them: 1",
        "with one person: 0",
        "with two or more: 0",
    ]


def test_reviews(project, jo):
    key = "inclusive.reviews"
    assert state(project, key) == NOTHING
    factories.ReviewRhythmFactory(project=project, every_weeks=8, next_on=DAY + WEEK)
    assert state(project, key) == STARTED
    review = factories.ParticipationReviewFactory(project=project, finish_by=DAY)
    assert state(project, key) == STARTED
    action = factories.ActionFactory(project=project, owner=jo, due_on=DAY)
    review.gaps.create(kind="nobody", what="Porters", outcome="action", action=action)
    review.finished_at = ago(112)
    review.save()
    assert state(project, key) == IN_PLACE
    review.finished_at = ago(113)
    review.save()
    assert state(project, key) == STARTED
    action.due_on = DAY - timedelta(days=1)
    action.save()
    assert state(project, key) == ATTENTION
    action.done_at, action.outcome = NOW, "They come."
    action.save()
    assert state(project, key) == STARTED
    factories.ParticipationReviewFactory(
        project=project, due_on=DAY - WEEK, finish_by=DAY - timedelta(days=1)
    )
    assert state(project, key) == ATTENTION


def test_uncertainty(project):
    key = "open.uncertainty"
    assert state(project, key) == NOTHING
    thing = factories.UnsettledFactory(project=project, look_again_on=DAY, created_at=ago(92))
    assert state(project, key) == IN_PLACE
    thing.look_again_on = DAY - timedelta(days=1)
    thing.save()
    assert state(project, key) == ATTENTION
    thing.settled_at, thing.outcome = NOW, "By the door."
    thing.save()
    assert state(project, key) == STARTED
    thing.created_at = ago(91)
    thing.save()
    assert state(project, key) == IN_PLACE


def test_mess(project):
    key = "open.mess"
    step = factories.StepFactory(project=project, created_at=ago(100))
    assert state(project, key) == NOTHING
    step.state = Step.State.EXPLORING
    step.save()
    change = step.changes.create(from_state="planned", to_state="exploring", at=ago(90))
    assert state(project, key) == STARTED
    factories.StepFactory(project=project, state=Step.State.DROPPED, why_dropped="Too loud.")
    assert state(project, key) == IN_PLACE
    change.at = ago(91)
    change.save()
    assert state(project, key) == ATTENTION


def test_informed(project, jo, amina):
    key = "transparent.informed"
    factories.UpdateFactory(project=project)
    assert state(project, key) == NOTHING
    send(project, days=14, to=[{"done_at": NOW, "member": amina}, {"channel": "post"}])
    assert state(project, key) == STARTED
    assert counts(project, key) == [
        "reached by email: 1",
        "reached by post: 0",
        "still on its way, or waiting for a digest: 1",
        "could not be delivered: 0",
        "reached, of those who do not run the project: 1 of 1",
        "not sent to, because they came later or chose to hear less: 0",
    ]
    send(project, days=13, to=[{"done_at": NOW, "member": amina}])
    assert state(project, key) == IN_PLACE
    send(project, days=12, to=[{"done_at": NOW, "member": amina}, {"gave_up_at": NOW}])
    assert state(project, key) == ATTENTION


def test_nobody_is_informed_by_an_update_for_those_who_run_the_project(project, jo, amina):
    key = "transparent.informed"
    others = factories.MemberFactory.create_batch(2, project=project)
    send(project, to=[{"done_at": NOW, "member": jo}])
    assert state(project, key) == STARTED
    send(project, days=4, to=[{"done_at": NOW, "member": amina}])
    assert state(project, key) == STARTED  # one of three
    assert counts(project, key)[-2:] == [
        "reached, of those who do not run the project: 1 of 3",
        "not sent to, because they came later or chose to hear less: 2",
    ]
    send(project, days=3, to=[{"done_at": NOW, "member": one} for one in (amina, others[0])])
    assert state(project, key) == IN_PLACE  # two of three


@pytest.mark.parametrize(
    ("days", "wanted"), [(91, IN_PLACE), (92, STARTED), (182, STARTED), (183, ATTENTION)]
)
def test_an_update_grows_old(project, amina, days, wanted):
    send(project, days=days, to=[{"done_at": NOW, "member": amina}])
    assert state(project, "transparent.informed") == wanted


def test_informed_needs_attention_when_a_letter_waits_too_long(project):
    send(project, days=15, to=[{"channel": "post"}])
    assert state(project, "transparent.informed") == ATTENTION


def test_boundaries(project, amina):
    key = "transparent.boundaries"
    assert state(project, key) == NOTHING
    fixed = factories.BoundaryFactory(project=project, changed_at=ago(3), until=DAY)
    amina.boundaries_read_at = ago(2)
    amina.save()
    assert state(project, key) == STARTED
    factories.BoundaryFactory(project=project, kind=Boundary.Kind.OPEN, changed_at=ago(3))
    assert state(project, key) == IN_PLACE
    Boundary.objects.filter(pk=fixed.pk).update(changed_at=ago(1))
    assert state(project, key) == STARTED  # changed since they read it
    Boundary.objects.filter(pk=fixed.pk).update(until=DAY - timedelta(days=1))
    assert state(project, key) == ATTENTION


def test_decisions(project, jo):
    key = "transparent.decisions"
    assert state(project, key) == NOTHING
    decide(project, jo, days=183, written=183)
    assert state(project, key) == ATTENTION  # none for more than 26 weeks
    decide(project, jo, days=112, written=97)
    assert state(project, key) == ATTENTION  # slow
    decide(project, jo, days=20, written=6)
    assert state(project, key) == IN_PLACE  # the slow one is longer before it than 13 weeks
    decide(project, jo, days=20, written=5)
    assert state(project, key) == ATTENTION
    assert counts(project, key) == [
        "with the reason and the makers: 4",
        "written down more than 14 days after they were made: 2",
        "past the day to look at them again: 0",
    ]


def test_decision_to_look_at_again_needs_attention(project, jo):
    decide(project, jo, look_again_on=DAY - timedelta(days=1))
    assert state(project, "transparent.decisions") == ATTENTION


def test_loop(project, jo, amina):
    key, to = "transparent.loop", [{"done_at": NOW, "member": amina}]
    assert state(project, key) == NOTHING
    send(project, days=92, to=to)
    assert state(project, key) == ATTENTION
    send(project, days=42, to=to)
    assert state(project, key) == IN_PLACE
    decision = decide(project, jo, days=43, written=43)
    assert state(project, key) == STARTED
    send(project, days=30, to=to, tells_of=[decision])
    assert state(project, key) == IN_PLACE
    send(project, days=20, to=to, more_on=DAY - timedelta(days=1))
    assert state(project, key) == ATTENTION
    send(project, days=1, to=to)
    assert state(project, key) == IN_PLACE


def test_a_loop_is_not_closed_by_what_reaches_nobody_or_by_a_promise_for_years_ahead(
    project, jo, amina
):
    key = "transparent.loop"
    send(project, to=[{"done_at": NOW, "member": jo}])
    assert (state(project, key), record(project, key).rule) == (
        STARTED,
        "The last news has reached nobody but those who run the project.",
    )
    send(project, days=2, to=[{"done_at": NOW, "member": amina}], more_on=DAY + 4 * 53 * WEEK)
    assert (state(project, key), record(project, key).rule) == (
        STARTED,
        "More news is promised only for a day that is more than 26 weeks off.",
    )


def test_readiness(project, jo):
    key = "action.readiness"
    Project.objects.filter(pk=project.pk).update(state="setting-up", started_on=None)
    project.refresh_from_db()
    checks = [
        factories.ReadinessCheckFactory(project=project, kind=kind)
        for kind in ("time", "money", "permission")
    ]
    assert state(project, key) == NOTHING
    for check in checks[:2]:
        check.is_confirmed, check.confirmed_on, check.confirmed_by = True, DAY, jo
        check.save()
    assert state(project, key) == STARTED
    project.state, project.started_on = Project.State.RUNNING, DAY
    assert state(project, key) == ATTENTION
    checks[2].is_confirmed, checks[2].confirmed_on = True, DAY
    checks[2].save()
    assert state(project, key) == IN_PLACE
    checks[2].is_after_start = True
    checks[2].save()
    assert state(project, key) == STARTED  # on the day of the start, and after it
    checks[2].confirmed_on = DAY + WEEK
    checks[2].save()
    assert counts(project, key) == [
        "Time: confirmed by Jo on Thursday 19 November 2026",
        "Money: confirmed by Jo on Thursday 19 November 2026",
        "Permission: confirmed by a former member on Thursday 26 November 2026, after the start",
    ]


def test_community(project):
    key = "thorough.community"
    factories.GroupFactory(project=project)
    assert state(project, key) == NOTHING
    shops = factories.GroupFactory(project=project, sector=Group.Sector.COMMUNITY)
    school = factories.GroupFactory(project=project, sector=Group.Sector.COMMUNITY)
    assert state(project, key) == STARTED
    person = factories.SpeaksForFactory(group=shops).member
    factories.SpeaksForFactory(group=school, member=person)
    assert state(project, key) == STARTED  # one person, twice
    factories.SpeaksForFactory(group=school)
    assert state(project, key) == IN_PLACE
    project.members.update(left_at=NOW)
    assert state(project, key) == ATTENTION


@pytest.mark.parametrize(("days", "middle"), [([1, 101], 51), ([1, 2], 2), ([3, 1, 101], 3)])
def test_the_middle_step_of_an_even_number_lies_between_two(project, days, middle):
    for length in days:
        factories.StepFactory(
            project=project, starts_on=DAY, due_on=DAY + timedelta(days=length - 1)
        )
    words = "day" if middle == 1 else "days"
    assert f"takes {middle} {words}." in record(project, "iterative.small-steps").sentence


def test_small_steps(project, amina):
    key = "iterative.small-steps"
    assert state(project, key) == NOTHING
    step = factories.StepFactory(
        project=project, starts_on=DAY, due_on=DAY + 27 * timedelta(days=1)
    )
    factories.StepFactory(project=project, starts_on=DAY, due_on=step.due_on)
    assert state(project, key) == STARTED
    factories.planned_together(step, amina)
    assert state(project, key) == IN_PLACE
    assert record(project, key).sentence == (
        "2 steps in the plan. The middle one by length takes 28 days."
    )
    step.due_on += timedelta(days=1)
    step.save()
    assert state(project, key) == STARTED
    late = factories.StepFactory(project=project, due_on=DAY - 2 * WEEK)
    assert state(project, key) == STARTED
    late.due_on -= timedelta(days=1)
    late.save()
    assert state(project, key) == ATTENTION
    late.state = Step.State.DONE
    late.save()
    assert state(project, key) == STARTED
