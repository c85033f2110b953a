"""The kept record is what the record would show if it were read now, whatever was written since; it costs little."""

from datetime import timedelta
from random import Random

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from elements.models import Indicator, KeptRecord, Lesson, Words
from elements.records import kept_record, read_records, show_records
from elements.services import close_review, tie_lesson
from outbox.models import Delivery
from participation.models import Gap, Group
from plan.models import Step
from plan.services import move_step, start_project
from projects.models import Member, Project
from projects.tasks import collapse_moves
from tests import factories
from tests import known_factories as things
from tests.elements.conftest import DAY, NOW, decide, send


def shown(project: Project, on=DAY) -> dict:
    """Return what the page shows of each record."""
    return kept_record.pack(
        {
            entry.indicator.key: entry.record
            for element in show_records(project, on=on)
            for entry in element.shown
        }
    )


def now_read(project: Project, on=DAY) -> dict:
    """Return what the records say when they are read from the rows."""
    return kept_record.pack(read_records(project, on=on))


def price(project: Project, on=DAY) -> int:
    with CaptureQueriesContext(connection) as asked:
        show_records(project, on=on)
    return len(asked)


def test_an_unchanged_project_costs_two_queries(project, jo):
    decide(project, jo)
    first = shown(project)
    assert price(project) == 2
    assert shown(project) == first == now_read(project)
    assert KeptRecord.objects.filter(project=project).count() == 1


def test_another_day_zone_language_or_code_is_read_anew(project, monkeypatch):
    show_records(project, on=DAY)
    assert price(project, on=DAY + timedelta(days=1)) > 2
    show_records(project, on=DAY)
    with timezone.override("Asia/Tokyo"):
        assert price(project) > 2
    show_records(project, on=DAY)
    with translation.override("de"):
        assert price(project) > 2
        assert price(project) == 2
    assert price(project) == 2
    monkeypatch.setattr(kept_record, "code_hash", lambda: "of another day")
    assert price(project) > 2


def test_what_is_at_hand_may_be_older_than_the_last_move(project):
    old = Project.objects.get(pk=project.pk)
    Project.objects.filter(pk=project.pk).update(state="ended", ended_on=DAY)
    things.HandoverFactory(project=project)
    assert shown(old)["thorough.future"]["state"] == "needs-attention"
    assert shown(old) == now_read(project)


def test_own_indicators_and_words_of_the_framework_are_those_of_today(project):
    show_records(project, on=DAY)
    own = factories.own_indicator(project.organisation)
    Indicator.objects.filter(key="equal.power").update(wording="Power is shared.")
    entries = show_records(project, on=DAY)
    assert price(project) == 2
    assert own in [indicator for entry in entries for indicator in entry.own]
    wordings = [shown.indicator.wording for entry in entries for shown in entry.shown]
    assert "Power is shared." in wordings


def test_a_database_that_takes_no_writes_breaks_no_page(project, monkeypatch):
    def refuse(*_args, **_options):
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr(KeptRecord.objects, "bulk_create", refuse)
    assert shown(project) == now_read(project)
    assert not KeptRecord.objects.exists()


def test_of_two_at_once_the_last_one_stays(project):
    found = kept_record.find(project, on=DAY)
    records = read_records(project, on=DAY)
    kept_record.write(project, "another", records)
    kept_record.write(project, found.key, records)
    assert KeptRecord.objects.get(project=project).key == found.key
    assert price(project) == 2


def test_unpacked_is_what_was_packed(project, jo):
    decide(project, jo)
    records = read_records(project, on=DAY)
    again = kept_record.unpack(kept_record.pack(records))
    assert kept_record.pack(again) == kept_record.pack(records)
    for key, record in records.items():
        assert again[key].rule == record.rule
        assert again[key].all_rules == record.all_rules


def _let_time_of(rows, **changes):
    row = rows.order_by("?").first()
    if row:
        type(row)._base_manager.filter(pk=row.pk).update(**changes)


def _close(project: Project) -> None:
    review = project.element_reviews.filter(closed_at=None).first()
    if review:
        close_review(review, now=NOW)


def _tie(project: Project, by: Member) -> None:
    lesson = project.lessons.filter(tied_at=None).first()
    if lesson:
        tie_lesson(
            lesson, change=None, because="Others do it.", revision=lesson.revision, by=by, now=NOW
        )


def _open(project: Project) -> None:
    if not project.element_reviews.filter(closed_at=None).exists():
        review = factories.ReviewFactory(project=project)
        Words.objects.create(review=review, text="It is cold at night.")


#: What can happen in a project, through a service, a save, an update of many rows, or their end.
HAPPENINGS = {
    "decide": lambda project, by: decide(project, by),
    "send": lambda project, by: send(project, to=[{}, {"channel": "post"}]),
    "deliver": lambda project, by: Delivery.objects.filter(message__project=project).update(
        done_at=NOW
    ),
    "step": lambda project, by: factories.StepFactory(
        project=project, starts_on=DAY - timedelta(days=40), due_on=DAY
    ),
    "move": lambda project, by: [
        move_step(step, by=by, to_state="exploring", now=NOW)
        for step in project.steps.filter(state="planned")[:1]
    ],
    "plan": lambda project, by: [
        factories.planned_together(step, by) for step in project.steps.all()[:1]
    ],
    "steps": lambda project, by: Step.objects.filter(project=project).update(
        due_on=DAY - timedelta(days=30)
    ),
    "boundary": lambda project, by: factories.BoundaryFactory(project=project),
    "agree": lambda project, by: factories.agreement(
        factories.StatementFactory(project=project), by, "not-yet", concern="It is loud."
    ),
    "group": lambda project, by: factories.SpeaksForFactory(group__project=project, member=by),
    "retire": lambda project, by: Group.objects.filter(project=project).update(retired_at=NOW),
    "gap": lambda project, by: Gap.objects.create(
        review=factories.ParticipationReviewFactory(
            project=project, due_on=DAY - timedelta(days=project.participation_reviews.count())
        ),
        kind="nobody",
        what="Porters",
    ),
    "impact": lambda project, by: things.ImpactFactory(project=project),
    "strength": lambda project, by: things.StrengthFactory(project=project),
    "join": lambda project, by: factories.MemberFactory(project=project),
    "answer": lambda project, by: Member.objects.filter(project=project).update(
        has_lived_experience=True, experience_answered_at=NOW
    ),
    "leave": lambda project, by: _let_time_of(project.members.exclude(pk=by.pk), left_at=NOW),
    "lesson": lambda project, by: factories.LessonFactory(project=project),
    "tie": _tie,
    "forget": lambda project, by: Lesson.objects.filter(project=project).delete(),
    "open": lambda project, by: _open(project),
    "close": lambda project, by: _close(project),
    "look": lambda project, by: Words.objects.filter(
        review__project=project, review__closed_at__isnull=False
    ).update(outcome="left-out"),
    "unsettled": lambda project, by: factories.UnsettledFactory(project=project),
    "collapse": lambda project, by: collapse_moves(),
    "nothing": lambda project, by: None,
}


@pytest.mark.parametrize("chance", range(5))
def test_whatever_happens_in_whatever_order_the_kept_record_is_what_would_be_read_now(
    chance, project, jo
):
    names = list(HAPPENINGS)
    # The first time in the order in which they stand; then in any.
    order = Random(chance).choices(names, k=len(names)) if chance else names
    for place, name in enumerate(order):
        HAPPENINGS[name](project, jo)
        assert shown(project) == now_read(project), order[: place + 1]
    assert price(project) == 2


def test_starting_a_project_is_seen(jo):
    project = factories.ProjectFactory(state="setting-up", started_on=None)
    me = factories.MemberFactory(project=project, role="facilitator")
    before = shown(project)["action.readiness"]
    start_project(project, by=me, on=DAY, reason="The winter does not wait.")
    assert shown(project)["action.readiness"] != before
    assert shown(project) == now_read(project)
