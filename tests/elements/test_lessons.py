"""Lessons: what the database keeps, what the verbs do, and what the pages show."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core.revisions import EditConflict
from elements import services
from elements.models import Lesson
from tests import factories

NOW, DAY = factories.NOW, factories.DAY
WHY = "The ward below cannot be closed in winter."


@pytest.fixture
def step(project):
    return factories.StepFactory(project=project, title="Try softer lamps")


@pytest.fixture
def lesson(project, jo) -> Lesson:
    return services.record_lesson(
        project, by=jo, learned="Light matters more than chairs.", now=NOW, waits_on=jo
    )


@pytest.fixture
def decision(project, jo):
    return factories.a_decision(project, jo)


@pytest.fixture
def boundary(project):
    return factories.BoundaryFactory(project=project)


@pytest.fixture
def rhythm(project):
    return services.set_review_rhythm(project, every_weeks=8, next_on=DAY)


# The database


@pytest.mark.parametrize(
    "fields",
    [
        {"learned": ""},
        {"tied_at": NOW},
        {"no_change_because": WHY},
        {"changed_step": True},
        {"changed_step": True, "no_change_because": WHY, "tied_at": NOW},
        {"changed_step": True, "changed_boundary": True, "tied_at": NOW},
    ],
)
def test_a_lesson_is_open_or_tied_to_one_thing(lesson, step, boundary, fields):
    rows = {"changed_step": step, "changed_boundary": boundary}
    fields = {name: rows.get(name, value) for name, value in fields.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.filter(pk=lesson.pk).update(**fields)


def test_a_lesson_comes_from_one_place(lesson, step, project, jo):
    review = factories.ReviewFactory(project=project)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.filter(pk=lesson.pk).update(step=step, review=review)


# The verbs


def test_a_lesson_keeps_where_it_comes_from_and_who_agreed(project, jo, amina, step):
    key = uuid4()
    said = {"by": jo, "learned": "Lamps work.", "source": step, "now": NOW, "sent_key": key}

    first = services.record_lesson(project, agreed_by=[jo, amina], **said)
    again = services.record_lesson(project, agreed_by=[jo], **said)

    assert (first, Lesson.objects.count()) == (again, 1)
    assert (first.source, first.is_open, first.recorded_by) == (step, True, jo)
    assert set(first.agreed_by.all()) == {jo, amina}


@pytest.mark.parametrize("name", ["step", "decision", "boundary", "rhythm"])
def test_a_lesson_is_tied_to_each_kind_of_change(request, lesson, jo, name):
    change = request.getfixturevalue(name)
    for _time in range(2):
        services.tie_lesson(lesson, revision=1, change=change, by=jo, now=NOW)
    lesson = Lesson.objects.with_all().get()
    assert (lesson.change, lesson.tied_by, lesson.tied_at) == (change, jo, NOW)
    assert list(Lesson.objects.that_changed_something()) == [lesson]
    assert not lesson.changes.exists()


def test_no_change_with_its_reason_closes_a_lesson_too(lesson, jo):
    services.tie_lesson(lesson, revision=1, because=WHY, by=jo, now=NOW)
    assert list(Lesson.objects.tied()) == [lesson]
    assert not Lesson.objects.that_changed_something().exists()


def test_tied_anew_what_was_tied_before_stays_in_view(lesson, jo, step):
    services.tie_lesson(lesson, revision=1, because=WHY, by=jo, now=NOW)
    services.tie_lesson(lesson, revision=2, change=step, by=jo, now=NOW)
    assert [change.was for change in lesson.changes.all()] == [f"No change, because: {WHY}"]
    assert Lesson.objects.get().changed_step == step


def test_of_two_who_tie_at_once_the_second_is_told(lesson, jo, amina, step):
    services.tie_lesson(lesson, revision=1, because=WHY, by=jo, now=NOW)
    with pytest.raises(EditConflict):
        services.tie_lesson(lesson, revision=1, change=step, by=amina, now=NOW)
    assert Lesson.objects.get().no_change_because == WHY


def test_changed_words_are_kept_beside_the_new_ones(lesson, jo, amina):
    lesson.learned = "Light and warmth matter more than chairs."
    services.change_lesson(lesson, revision=1, agreed_by=[amina], by=jo, now=NOW)
    lesson.learned = "Something else"
    with pytest.raises(EditConflict):
        services.change_lesson(lesson, revision=1, agreed_by=[], by=amina, now=NOW)
    kept = Lesson.objects.get()
    assert kept.learned == "Light and warmth matter more than chairs."
    assert [change.was for change in kept.changes.all()] == ["Light matters more than chairs."]
    assert list(kept.agreed_by.all()) == [amina]


def test_open_lessons_of_more_than_four_weeks(lesson):
    month = timedelta(weeks=4)
    assert list(Lesson.objects.open_since_before(NOW)) == []
    assert list(Lesson.objects.open_since_before(NOW + month)) == [lesson]


def test_closing_a_review_keeps_what_the_record_showed(project, jo, amina):
    review = factories.ReviewFactory(project=project)
    services.close_review(review, now=NOW)
    review.refresh_from_db()
    assert len(review.record_states["elements"]) == 10
    assert review.record_states["indicators"]["iterative.small-steps"] == "nothing-yet"
