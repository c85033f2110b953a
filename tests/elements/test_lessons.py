"""Lessons: what the database keeps, what the verbs do, and what the pages show."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.revisions import EditConflict
from elements import services
from elements.models import Lesson
from tests import factories
from tests.pages import lacks, tight

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
def statement(project):
    return factories.StatementFactory(project=project, words="We let each other finish.")


@pytest.fixture
def rhythm(project):
    return services.set_review_rhythm(project, every_weeks=8, next_on=DAY, now=NOW)


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
        {"changed_step": True, "changed_statement": True, "tied_at": NOW},
        {"changed_statement": True},
    ],
)
def test_a_lesson_is_open_or_tied_to_one_thing(lesson, step, boundary, statement, fields):
    rows = {
        "changed_step": step,
        "changed_boundary": boundary,
        "changed_statement": statement,
    }
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


@pytest.mark.parametrize("name", ["step", "decision", "boundary", "statement", "rhythm"])
def test_a_lesson_is_tied_to_each_kind_of_change(request, lesson, jo, name):
    change = request.getfixturevalue(name)
    for _time in range(2):
        services.tie_lesson(lesson, revision=1, change=change, by=jo, now=NOW)
    lesson = Lesson.objects.with_all().get()
    assert (lesson.change, lesson.tied_by, lesson.tied_at) == (change, jo, NOW)
    assert [one.came_after for one in Lesson.objects.with_what_came_after()] == [True]
    assert not lesson.changes.exists()


def test_no_change_with_its_reason_closes_a_lesson_too(lesson, jo):
    services.tie_lesson(lesson, revision=1, because=WHY, by=jo, now=NOW)
    assert list(Lesson.objects.tied()) == [lesson]
    assert [one.came_after for one in Lesson.objects.with_what_came_after()] == [False]


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


def test_who_was_there_is_not_written_over(lesson, jo, amina):
    services.change_lesson(lesson, revision=1, agreed_by=[amina], by=jo, now=NOW)
    mine = Lesson.objects.get()
    with pytest.raises(EditConflict) as conflict:
        services.change_lesson(mine, revision=1, agreed_by=[jo], by=jo, now=NOW)
    assert conflict.value.theirs.in_words.endswith("\nWho was there: Amina")
    assert list(mine.agreed_by.all()) == [amina]


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
    assert list(Lesson.objects.open_since_before_day(DAY)) == []
    assert list(Lesson.objects.open_since_before_day(DAY + timedelta(days=1))) == [lesson]


def test_closing_a_review_keeps_what_the_record_showed(project, jo, amina):
    review = factories.ReviewFactory(project=project)
    services.close_review(review, now=NOW)
    review.refresh_from_db()
    assert len(review.record_states["elements"]) == 10
    assert review.record_states["indicators"]["iterative.small-steps"] == "nothing-yet"


# The pages


def url(name: str, project, *rest: int) -> str:
    return reverse(f"elements:{name}", args=[project.slug, *rest])


def typed(**fields) -> dict:
    return {"learned": "Lamps work.", "source": "", "waits_on": "", **fields}


def test_a_facilitator_writes_down_a_lesson_of_a_step_once(
    signed_in, facilitator, amina, step, project
):
    client = signed_in(facilitator)
    address = url("lesson_create", project)
    page = client.get(f"{address}?from=step:{step.pk}").content.decode()
    assert f'<option value="step:{step.pk}" selected>Try softer lamps</option>' in page
    data = typed(source=f"step:{step.pk}", agreed_by=[amina.pk], sent_key=str(uuid4()))

    first, again = client.post(address, data), client.post(address, data)

    lesson = Lesson.objects.get()
    assert first.url == again.url == lesson.get_absolute_url()
    assert (lesson.step, list(lesson.agreed_by.all())) == (step, [amina])


def test_a_lesson_without_words_says_so_and_keeps_the_rest(signed_in, facilitator, step, project):
    data = typed(learned="", source=f"step:{step.pk}")
    page = signed_in(facilitator).post(url("lesson_create", project), data).content.decode()
    assert "Write what you learned." in page
    assert f'value="step:{step.pk}" selected' in page
    assert not Lesson.objects.exists()


def test_the_list_shows_open_lessons_first_with_whom_they_wait_on(
    signed_in, participant, lesson, jo, project
):
    done = services.record_lesson(project, by=jo, learned="Chairs squeak.", now=NOW)
    services.tie_lesson(done, revision=1, because=WHY, by=jo, now=NOW)

    page = signed_in(participant).get(url("lesson_list", project)).content.decode()

    places = [page.index(words) for words in ("Jo will say", "What we did about the others", WHY)]
    assert places == sorted(places)
    assert lacks(page, "Write down a lesson", but_has="Jo will say")
    all_tied = signed_in(participant).get(url("lesson_list", project) + "?show=tied")
    assert "Chairs squeak." in all_tied.content.decode()
    assert "Light matters" not in all_tied.content.decode()


def test_all_about_a_lesson_is_folded_below_it(signed_in, participant, lesson, jo, amina, project):
    said, lesson.learned = lesson.learned, "Light matters a lot."
    services.change_lesson(lesson, revision=1, agreed_by=[amina], by=jo, now=NOW)
    page = tight(signed_in(participant).get(url("lesson_list", project)).text)
    folded = page.split('<details class="more">')[1].split("</details>")[0]
    for words in ("Amina", "What it said before", said):
        assert words in folded
    assert lacks(folded, "Change its words", but_has="Who was there")


def test_an_address_of_one_lesson_shows_it_first_and_open(signed_in, participant, jo, project):
    _first, second = (
        services.record_lesson(project, by=jo, learned=words, now=NOW) for words in ("One.", "Two.")
    )
    page = signed_in(participant).get(second.get_absolute_url())
    text = tight(page.text)
    assert text.count("Two.</p>") == 1
    assert text.index("Two.</p>") < text.index("Also open") < text.index("One.</p>")
    assert text.count('<details class="more" open>') == 1
    services.tie_lesson(second, revision=1, because=WHY, by=jo, now=NOW)
    tied = tight(signed_in(participant).get(second.get_absolute_url()).text)
    assert (tied.count("Two.</p>"), tied.index(WHY) < tied.index("One.</p>")) == (1, True)


@pytest.mark.parametrize("one", ["x", "9" * 30, "9" * 5000, "-1", "999999"])
def test_an_address_of_no_lesson_shows_them_all(signed_in, participant, lesson, project, one):
    page = signed_in(participant).get(url("lesson_list", project), {"one": one})
    assert (page.context["one"], page.context["lessons"]) == (None, [lesson])


def test_a_lesson_of_another_project_is_not_shown(signed_in, participant, twin, jo, project):
    other = factories.LessonFactory(project=twin)
    page = signed_in(participant).get(url("lesson_list", project), {"one": other.pk})
    assert page.context["one"] is None


@pytest.mark.parametrize(
    ("change", "because"), [("", ""), ("step", WHY), ("step:999999", ""), ("step:x", "")]
)
def test_a_lesson_is_not_tied_to_nothing_to_two_or_to_what_is_not_there(
    signed_in, facilitator, lesson, step, project, change, because
):
    data = {
        "change": f"step:{step.pk}" if change == "step" else change,
        "because": because,
        "revision": 1,
    }
    page = signed_in(facilitator).post(url("lesson_tie", project, lesson.pk), data)
    assert page.status_code == 200
    assert 'class="problem"' in page.content.decode()
    assert Lesson.objects.get().is_open


def test_a_step_of_another_project_is_no_change(signed_in, facilitator, lesson, twin, project):
    other = factories.StepFactory(project=twin)
    data = {"change": f"step:{other.pk}", "because": "", "revision": 1}
    signed_in(facilitator).post(url("lesson_tie", project, lesson.pk), data)
    assert Lesson.objects.get().is_open


def test_a_facilitator_ties_a_lesson_and_everybody_reads_it(
    signed_in, facilitator, participant, lesson, decision, project
):
    data = {"change": f"decision:{decision.pk}", "because": "", "revision": 1}
    signed_in(facilitator).post(url("lesson_tie", project, lesson.pk), data)
    page = signed_in(participant).get(lesson.get_absolute_url()).content.decode()
    assert "Decision 1: Lights are dimmed from 11pm, reading lamps stay" in page
    assert decision.get_absolute_url() in page


def test_a_lesson_leads_to_the_statement_that_it_changed(
    signed_in, facilitator, participant, lesson, statement, project
):
    data = {"change": f"statement:{statement.pk}", "because": "", "revision": 1}
    signed_in(facilitator).post(url("lesson_tie", project, lesson.pk), data)
    page = signed_in(participant).get(lesson.get_absolute_url()).content.decode()
    assert "What we agree on: We let each other finish." in page
    assert reverse("plan:statement_detail", args=[project.slug, statement.pk]) in page


def test_two_facilitators_tie_one_lesson_and_the_second_chooses(
    signed_in, facilitator, lesson, jo, step, project
):
    services.tie_lesson(lesson, revision=1, because=WHY, by=jo, now=NOW)
    client, address = signed_in(facilitator), url("lesson_tie", project, lesson.pk)
    data = {"change": f"step:{step.pk}", "because": "", "revision": 1}
    page = client.post(address, data)
    assert page.status_code == 409
    assert WHY in page.content.decode()
    client.post(address, {**data, "revision": page.context["form"]["revision"].value()})
    assert Lesson.objects.get().changed_step == step


def test_two_facilitators_change_one_lesson_and_nothing_is_lost(
    signed_in, facilitator, lesson, amina, jo, project
):
    lesson.agreed_by.add(amina)
    amina.left_at = NOW
    amina.save()
    client, address = signed_in(facilitator), url("lesson_edit", project, lesson.pk)
    data = {"learned": "Light matters most.", "waits_on": jo.pk, "revision": 1}
    client.post(address, {**data, "agreed_by": [amina.pk]})
    page = client.post(address, {**data, "learned": "Warmth matters most."})
    assert page.status_code == 409
    assert "Light matters most." in page.content.decode()
    assert "Warmth matters most." in page.content.decode()
    assert list(lesson.agreed_by.all()) == [amina]


# The next review asks what came of the last


@pytest.fixture
def second_review(project, jo, amina, lesson, step):
    first = factories.ReviewFactory(project=project, title="Review of May", now=NOW)
    Lesson.objects.filter(pk=lesson.pk).update(review=first)
    services.close_review(first, now=NOW)
    done = services.record_lesson(project, by=jo, learned="Lamps work.", now=NOW, source=first)
    services.tie_lesson(done, revision=1, change=step, by=jo, now=NOW)
    return factories.ReviewFactory(
        project=project, now=NOW + timedelta(days=1), closes_on=DAY + timedelta(days=9000)
    )


def test_answering_a_review_starts_with_what_came_of_the_last(
    signed_in, participant, project, second_review
):
    page = signed_in(participant).get(url("review_rate", project, second_review.pk))
    text = " ".join(page.content.decode().split())
    assert "We learned 2 things from “Review of May” and what followed." in text
    assert "1 led to a change. 1 is still open." in text


def test_an_open_review_shows_the_last_lessons_and_a_closed_one_begins_with_its_own(
    signed_in, facilitator, project, second_review
):
    client = signed_in(facilitator)
    page = client.get(second_review.get_absolute_url()).content.decode()
    words = ["What we did after the last review", "Light matters", "Lamps work."]
    places = [page.index(word) for word in words]
    assert places == sorted(places)

    services.close_review(second_review, now=NOW + timedelta(days=2))
    page = client.get(second_review.get_absolute_url()).content.decode()
    assert page.index("What we learned from it") < page.index("What we did after the last review")
    assert f"?from=review:{second_review.pk}" in page


def test_the_first_review_has_nothing_to_ask_about(signed_in, participant, project, amina):
    review = factories.ReviewFactory(project=project, closes_on=DAY + timedelta(days=9000))
    page = signed_in(participant).get(url("review_rate", project, review.pk)).content.decode()
    assert "Start" in page
    assert "What we did after the last review" not in page
