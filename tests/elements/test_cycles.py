"""Cycles: what lies in which, what is told of each, and what it costs."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from decisions.services import withdraw_decision
from elements import services
from elements.cycles import tell_cycles
from plan.services import move_step
from tests import factories
from tests.pages import tight

NOW, DAY = factories.NOW, factories.DAY
WEEK = timedelta(weeks=1)


def review_of(project, *, weeks: int, title: str):
    """A review that was opened a week before, and closed so many weeks from now."""
    now = NOW + weeks * WEEK
    review = factories.ReviewFactory(project=project, title=title, now=now - WEEK)
    services.close_review(review, now=now)
    return review


@pytest.fixture
def story(project, jo, amina):
    """Two cycles and the one that goes on: lamps tried, a lesson that dropped the chairs, a decision withdrawn."""
    lamps = factories.StepFactory(project=project, title="Softer lamps")
    chairs = factories.StepFactory(project=project, title="New chairs")
    move_step(lamps, by=jo, to_state="doing", now=NOW - 2 * WEEK)
    move_step(lamps, by=jo, to_state="done", now=NOW - WEEK)
    first = review_of(project, weeks=0, title="Review of May")
    lesson = services.record_lesson(
        project, by=jo, learned="Light matters.", source=first, now=NOW + timedelta(days=1)
    )
    services.tie_lesson(lesson, revision=1, change=lamps, by=jo, now=NOW + timedelta(days=1))
    move_step(chairs, by=jo, to_state="dropped", why="They are fine.", now=NOW + WEEK)
    review_of(project, weeks=4, title="Review of June")
    decision = factories.a_decision(project, jo, now=NOW + 4 * WEEK)
    withdraw_decision(
        decision, by=jo, base_version=1, change_why="Nobody came.", now=NOW + 5 * WEEK
    )
    services.record_lesson(project, by=jo, learned="Ask earlier.", now=NOW + 6 * WEEK)
    return project


def said(part) -> list[str]:
    return [entry.words for entry in part.shown]


def test_each_thing_lies_in_its_cycle(story):
    now, second, first = tell_cycles(story).rows

    assert [cycle.number for cycle in (now, second, first)] == [3, 2, 1]
    assert [(entry.words, entry.state) for entry in first.tried.shown] == [("Softer lamps", "done")]
    # A lesson of a review belongs to the cycle that the review ended, and so does what it changed.
    assert said(first.learned) == ["Light matters."]
    assert said(first.changed) == ["Step: Softer lamps"]
    assert said(second.changed) == ["Step dropped: New chairs. Because: They are fine."]
    assert said(now.learned) == ["Ask earlier."]
    assert said(now.changed) == ["Decision 1 withdrawn. Because: Nobody came."]
    assert (first.starts_at, now.ends_at) == (None, None)
    assert second.starts_at == first.ends_at == NOW


def test_a_step_that_was_under_way_and_did_not_move_was_tried(story, jo):
    begun = (NOW - 9 * WEEK).date()
    corner, blankets, paint = (
        factories.StepFactory(project=story, title=title, starts_on=begun)
        for title in ("Quiet corner", "Blankets", "Paint")
    )
    move_step(corner, by=jo, to_state="exploring", now=NOW - 2 * WEEK)
    move_step(blankets, by=jo, to_state="doing", now=NOW + WEEK)
    move_step(blankets, by=jo, to_state="done", now=NOW + 2 * WEEK)
    # What was planned to begin has not begun, whatever day it had.
    move_step(paint, by=jo, to_state="doing", now=NOW + 5 * WEEK)

    def tried(cycle) -> set[tuple[str, str]]:
        return {(entry.words, entry.state) for entry in cycle.tried.shown}

    now, second, first = tell_cycles(story).rows
    assert tried(first) == {("Softer lamps", "done"), ("Quiet corner", "exploring")}
    assert tried(second) == {("Quiet corner", "exploring"), ("Blankets", "done")}
    assert tried(now) == {("Quiet corner", "exploring"), ("Paint", "doing")}


def test_a_cycle_tells_what_the_record_showed_when_its_review_closed(story):
    now, _second, first = tell_cycles(story).rows
    kept = first.review.record_states["elements"].values()
    told = {state: len(names.split(", ")) for state, _word, names in first.shown}
    assert told == {state: list(kept).count(state) for state in told}
    assert told["nothing-yet"]
    assert now.shown == []


def test_the_picture_says_the_same_in_words(story):
    now, _second, first = tell_cycles(story).rows
    assert first.ring.title == ("Cycle 1: tried 1, answered 0, in place 0, learned 1, changed 1.")
    assert now.ring.title == (
        "Cycle 3: tried 0, answered not known yet, in place not known yet, learned 1, changed 1."
    )
    looks = [part.look for part in first.ring.parts]
    assert looks == ["full", "empty", "empty", "full", "full"]


def test_a_picture_that_was_drawn_before_is_not_shown_of_other_numbers(
    signed_in, participant, project, jo
):
    client, step = signed_in(participant), factories.StepFactory(project=project)

    def drawn() -> str:
        page = tight(
            client.get(reverse("elements:cycle_list", args=[project.slug])).content.decode()
        )
        return re.findall(r"<title id=[^>]*>([^<]*)</title>", page)[0]

    factories.LessonFactory(project=project)
    assert drawn().startswith("Cycle 1: tried 0, ")
    move_step(step, by=jo, to_state="doing", now=NOW)
    assert drawn().startswith("Cycle 1: tried 1, ")
    (cycle,) = tell_cycles(project).rows
    with translation.override("cy"):
        in_welsh = cycle.ring.drawn_from
    assert cycle.ring.drawn_from != in_welsh
    assert cycle.ring.drawn_from != replace(cycle, number=2).ring.drawn_from


def test_the_page_shows_the_cycles_newest_first(signed_in, participant, story):
    page = signed_in(participant).get(reverse("elements:cycle_list", args=[story.slug]))
    text = tight(page.content.decode())
    found = re.findall(r"<h3[^>]*>(?:<b>)?([^<]+)(?:</b>)?</h3>", text)
    titles = [title.strip() for title in found]
    assert titles == [
        "Cycle 3: where we are now",
        "Cycle 2: up to “Review of June”",
        "Cycle 1: up to “Review of May”",
    ]
    # What is long ago is folded.
    assert text.index("Cycle 2") < text.index('<details class="folded">') < text.index("Cycle 1")
    assert text.count('<details class="folded">') == 1


def test_a_project_without_a_review_has_one_cycle(signed_in, participant, project):
    page = signed_in(participant).get(reverse("elements:cycle_list", args=[project.slug]))
    assert [cycle.number for cycle in page.context["cycles"]] == [1]
    # Nothing happened yet: the page says what it is for.
    content = page.content.decode()
    assert "Our story begins here" in content
    assert f'href="{reverse("plan:plan", args=[project.slug])}"' in content
    assert "Nothing was written down." not in content


def test_twenty_cycles_are_paged_and_cost_the_same(
    signed_in, participant, project, jo, django_assert_max_num_queries
):
    client = signed_in(participant)
    for number in range(20):
        review_of(project, weeks=number, title=f"Review {number + 1}")
        for _time in range(8):
            factories.LessonFactory(
                project=project, recorded_at=NOW + number * WEEK - timedelta(days=1)
            )
    address, numbers = reverse("elements:cycle_list", args=[project.slug]), []
    client.get(address)  # A first visit of the half hour is noted.
    older = ""
    for _page in range(4):
        with django_assert_max_num_queries(12):
            page = client.get(address + older)
        numbers.append([cycle.number for cycle in page.context["cycles"]])
        older = page.context["pages"]["older"]
    assert [number for shown in numbers for number in shown] == list(range(21, 0, -1))
    assert older == ""
    # The way back shows the same pages.
    back = page
    for expected in reversed(numbers[:-1]):
        back = client.get(address + back.context["pages"]["newer"])
        assert [cycle.number for cycle in back.context["cycles"]] == expected
    assert back.context["pages"]["newer"] == ""
    last = page.context["cycles"][-1]
    assert (last.learned.count, len(last.learned.shown), last.learned.left_out) == (8, 6, 2)


@pytest.mark.parametrize("key", ["x", "9" * 30, "9" * 5000, "-1", "999999"])
@pytest.mark.parametrize("word", ["after", "before"])
def test_a_key_that_is_none_leads_to_the_newest(signed_in, participant, project, word, key):
    page = signed_in(participant).get(f"/projects/{project.slug}/doing/cycles/?{word}={key}")
    assert [cycle.number for cycle in page.context["cycles"]] == [1]


def test_reviews_that_closed_at_one_moment_are_all_told(project, amina):
    for number in range(8):
        review_of(project, weeks=0, title=f"Review {number}")
    first = tell_cycles(project)
    second = tell_cycles(project, after=first.after)
    cycles = first.rows + second.rows
    assert [cycle.number for cycle in cycles] == list(range(9, 0, -1))
    assert len({cycle.review for cycle in cycles}) == 9
