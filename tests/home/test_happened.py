"""News of one project, whose queries are kept, and of several, whose queries are built."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home import happened
from plan.services import add_step
from tests import factories


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
    for _again in range(2):
        with django_assert_num_queries(3):
            one = happened.since(participant, [jo.project], now=now)
        assert [entry["title"] for entry in several.entries] == [
            "Of the twin",
            *(entry["title"] for entry in one.entries[:-1]),
        ]
        assert {entry["project"] for entry in one.entries} == {jo.project}
        assert one.is_more
    twins = happened.since(participant, [twin], now=now)
    assert [entry["title"] for entry in twins.entries] == ["Of the twin"]


@pytest.mark.parametrize("ago", [timedelta(days=9), timedelta(days=11)])
def test_the_visit_before_is_asked_anew_each_time(participant, project, visited, update, ago):
    """Somebody was here ten days ago; what the query of somebody else was asked for is forgotten."""
    now = timezone.now()
    update("The chairs are ordered", at=now - ago)
    for days in (8, 10, 12):
        participant.previous_visit_at = now - timedelta(days=days)
        found = happened.since(participant, [project], now=now).entries
        assert len(found) == (ago < timedelta(days=days))
