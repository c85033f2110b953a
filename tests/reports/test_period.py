"""The period of a report: its first day and its last count whole, the days before and after do not."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from elements.services import close_review
from reports import content, services
from reports.models import Report
from tests import factories
from tests import known_factories as things
from tests.elements.conftest import ago
from tests.factories import DAY, NOW, a_decision

FIRST, LAST = DAY - timedelta(days=20), DAY - timedelta(days=10)
#: A moment of the wards' clock, and whether it is told.
MOMENTS = [
    (FIRST - timedelta(days=1), time(23, 59, 59), False),
    (FIRST, time(0, 0), True),
    (LAST, time(23, 59, 59), True),
    (LAST + timedelta(days=1), time(0, 0), False),
]


@pytest.fixture
def report(project, facilitator) -> Report:
    return services.ask_for_report(project, by=facilitator, starts_on=FIRST, ends_on=LAST, now=NOW)


def at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


@pytest.mark.parametrize(("day", "hour", "is_told"), MOMENTS)
def test_what_was_written_down_is_told_by_its_moment(project, jo, report, day, hour, is_told):
    a_decision(project, jo, what="Later", now=at(LAST, time(12)) + timedelta(days=5))
    a_decision(project, jo, what="This one", decided_on=FIRST, now=at(day, hour))
    told = content.gather(report, now=NOW)["decisions"]
    assert [entry["version"].what for entry in told] == ["This one"] * is_told


@pytest.mark.parametrize(("day", "hour", "is_told"), MOMENTS)
def test_what_has_a_day_is_told_by_its_day(project, report, day, hour, is_told):
    things.ImpactFactory(project=project, what="People sleep", noticed_on=day)
    told = content.gather(report, now=NOW)["impacts"]
    assert [impact.what for impact in told] == ["People sleep"] * is_told


@pytest.mark.parametrize(("day", "hour", "is_told"), MOMENTS)
def test_a_cycle_is_told_when_it_ends_in_the_period(project, jo, report, day, hour, is_told):
    for title, closed in [("Long ago", ago(200)), ("This one", at(day, hour))]:
        review = factories.ReviewFactory(
            project=project, title=title, now=closed - timedelta(days=5)
        )
        close_review(review, now=closed)
    ended = [
        cycle for cycle in content.gather(report, now=NOW)["cycles"] if cycle.ends_at is not None
    ]
    assert len(ended) == is_told
