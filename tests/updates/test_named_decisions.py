"""Wherever a decision is named, it says whether it still counts."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from core.dates import Period
from decisions.models import Decision
from decisions.services import withdraw_decision
from elements.pickers import pick_change
from tests import factories
from tests.decisions.pages import text_of
from tests.factories import DAY, NOW, a_decision
from updates.models import Update
from updates.offers import updates


def show(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer


@pytest.fixture
def withdrawn(project, jo):
    decision = a_decision(project, jo)
    withdraw_decision(
        decision, base_version=1, by=jo, change_why="No money.", now=NOW + timedelta(hours=1)
    )
    return Decision.objects.select_related("current").get()


def test_the_timeline_says_that_a_decision_was_withdrawn_since(
    signed_in, participant, project, withdrawn
):
    text = text_of(show(signed_in(participant), reverse("home:find", args=[project.slug])))
    assert "decision 1, withdrawn since" in text.casefold()
    assert "decision 1, withdrawn" in text.casefold()


def test_a_withdrawn_decision_is_not_offered_as_news(signed_in, facilitator, withdrawn):
    page = show(signed_in(facilitator), withdrawn.get_absolute_url())
    assert "Record another decision" in page.text
    assert "Tell people about it" not in page.text


def test_a_withdrawn_decision_is_not_offered_as_what_changes(project, jo, withdrawn):
    a_decision(project, jo, what="Chairs with arms")
    group = dict(pick_change(project).choices)["Decisions"]
    assert [words for _key, words in group] == ["2. Chairs with arms"]


def test_a_lesson_says_that_its_decision_was_withdrawn(project, withdrawn):
    lesson = factories.LessonFactory(project=project, changed_decision=withdrawn, tied_at=NOW)
    assert lesson.came_of_it.startswith("Decision 1: ")
    assert lesson.came_of_it.endswith("(withdrawn)")


def test_an_update_says_that_its_decision_was_withdrawn(signed_in, facilitator, project, withdrawn):
    update = factories.UpdateFactory(project=project)
    update.decisions.set([withdrawn])
    client = signed_in(facilitator)
    form = show(client, reverse("updates:update_edit", args=[project.slug, update.pk]))
    assert "1. Lights are dimmed from 11pm, reading lamps stay (withdrawn)" in text_of(form)
    Update.objects.update(sent_at=NOW)
    page = show(client, reverse("updates:update_detail", args=[project.slug, update.pk]))
    assert "This decision was withdrawn." in text_of(page)
    ((_key, section),) = updates(project, Period(DAY, DAY), on=DAY).items()
    html = render_to_string("updates/report/updates.html", {"updates": section})
    assert "1 (withdrawn)" in " ".join(html.split())
