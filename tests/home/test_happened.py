"""News of one project, whose queries are kept, and of several, whose queries are built."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home import happened
from plan.services import add_step
from tests import factories

DECISIONS = [f"Decision {number}" for number in range(4)]
UPDATES = [f"Update {number}" for number in range(4)]


def titles(news: happened.News) -> list[str]:
    return [entry["title"] for entry in news.entries]


def test_one_project_tells_what_it_tells_among_several(
    participant, jo, visited, twin, decide, update, django_assert_num_queries
):
    now, hour = timezone.now(), timedelta(hours=1)
    for number in range(4):
        decide(f"Decision {number}", at=now - number * hour)
        update(f"Update {number}", at=now - number * hour)
        add_step(jo.project, by=jo, title=f"Step {number}", now=now - number * hour)
    factories.UpdateFactory(project=twin, title="Of the twin", sent_at=now + hour)

    several = happened.since(participant, [jo.project, twin], now=now)
    assert titles(several) == [*DECISIONS, "Of the twin", *UPDATES[:3]]
    for _again in range(2):
        with django_assert_num_queries(3):
            one = happened.since(participant, [jo.project], now=now)
        assert titles(one) == [*DECISIONS, *UPDATES]
        assert {entry["project"] for entry in one.entries} == {jo.project}
        assert one.is_more
    assert titles(happened.since(participant, [twin], now=now)) == ["Of the twin"]


def test_of_what_matters_most_four_stand_first_and_more_where_there_is_room(
    participant, jo, project, visited, decide, update
):
    now, hour = timezone.now(), timedelta(hours=1)
    for number in range(9):
        decide(f"Decision {number}", at=now - number * hour)
    eight = [f"Decision {number}" for number in range(8)]
    assert titles(happened.since(participant, [project], now=now)) == eight
    for number in range(2):
        update(f"Update {number}", at=now - number * hour)
        add_step(project, by=jo, title=f"Step {number}", now=now - number * hour)
    found = happened.since(participant, [project], now=now)
    assert titles(found)[:4] == DECISIONS
    assert titles(found)[4:] == [*UPDATES[:2], "New step 1: Step 0", "New step 2: Step 1"]
    assert found.is_more


def test_eight_are_all_there_are(participant, project, visited, decide):
    now = timezone.now()
    for number in range(8):
        decide(f"Decision {number}", at=now - timedelta(hours=number))
    found = happened.since(participant, [project], now=now)
    assert len(found.entries) == 8
    assert not found.is_more


@pytest.mark.parametrize("ago", [timedelta(days=9), timedelta(days=11)])
def test_the_visit_before_is_asked_anew_each_time(participant, project, visited, update, ago):
    """Somebody was here ten days ago; what the query of somebody else was asked for is forgotten."""
    now = timezone.now()
    update("The chairs are ordered", at=now - ago)
    for days in (8, 10, 12):
        participant.previous_visit_at = now - timedelta(days=days)
        found = happened.since(participant, [project], now=now).entries
        assert len(found) == (ago < timedelta(days=days))
