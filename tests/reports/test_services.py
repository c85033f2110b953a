"""What is asked for is what was meant: one at a time, for whoever asked, in the size that they chose."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from elements.models import Review
from projects.models import Role
from reports import services
from reports.models import Pack, Report
from tests import factories
from tests.at_once import at_once
from tests.factories import DAY, NOW
from tests.reports.conftest import QUARTER


@pytest.fixture
def review(project, jo, amina) -> Review:
    factories.MemberFactory(project=project, user=None)
    closes_on = timezone.localdate() + timedelta(days=7)
    return factories.ReviewFactory(project=project, closes_on=closes_on)


def sheets(review: Review, by) -> Pack:
    wanted = {"count": 1, "role": Role.PARTICIPANT, "send_back": "The box", "on": DAY}
    return services.ask_for_sheets(review, by=by, now=NOW, **wanted)


def report_of(project, by) -> Report:
    days = {"starts_on": DAY - QUARTER, "ends_on": DAY}
    return services.ask_for_report(project, by=by, now=NOW, **days)


def test_nothing_is_large_unless_it_was_asked_for(project, review, facilitator):
    (letters,) = services.ask_for_letters(
        review, by=facilitator, send_back="The box", now=NOW, on=DAY
    )
    made = [
        report_of(project, facilitator),
        sheets(review, facilitator),
        letters,
        services.ask_for_letter_pack(project, by=facilitator, now=NOW),
    ]
    assert [one.is_large_print for one in made] == [False] * 4
    assert [one.is_for_post for one in made[1:3]] == [False, True]


def test_asking_again_gives_ones_own_report(project, twin, facilitator, coordinator):
    asked = [
        report_of(where, by)
        for where, by in ((twin, facilitator), (project, facilitator), (project, coordinator))
    ]
    assert report_of(project, facilitator) == asked[1]


def test_one_report_and_one_pack_are_made_and_no_other(
    project, review, facilitator, coordinator, monkeypatch
):
    made: list = []
    for maker in ("reports.rendering.render", "reports.packs.render"):
        monkeypatch.setattr(maker, lambda held, now: made.append(held) or True)
    reports = [report_of(project, by) for by in (facilitator, coordinator)]
    both = [sheets(review, facilitator) for _time in range(2)]
    assert services.render_report(reports[1], now=NOW)
    assert services.render_pack(both[1], now=NOW)
    assert made == [reports[1], both[1]]


def asked(project, by, *, days: int = 0, now=NOW) -> Report:
    first = DAY - QUARTER - timedelta(days=days)
    return services.ask_for_report(project, by=by, starts_on=first, ends_on=DAY, now=now)


def done(_report: Report) -> None:
    Report.objects.update(done_at=NOW)


def test_three_reports_of_a_person_are_on_their_way_at_most(project, twin, facilitator):
    made = [asked(where, facilitator, days=n) for n, where in enumerate((project, twin, project))]
    with pytest.raises(
        services.TooManyReports, match="3 reports that you asked for are being made"
    ):
        asked(twin, facilitator, days=3)
    assert asked(twin, facilitator, days=1) == made[1]
    Report.objects.filter(pk=made[0].pk).update(done_at=NOW)
    assert asked(twin, facilitator, days=3)


def test_five_reports_of_a_project_are_on_their_way_at_most(project, twin):
    people = [factories.UserFactory() for _n in range(6)]
    for by in people[:5]:
        asked(project, by)
    with pytest.raises(services.TooManyReports, match="5 reports of this project are being made"):
        asked(project, people[5])
    assert asked(twin, people[5])


def test_twenty_reports_of_a_person_are_asked_for_in_a_day_at_most(project, twin, facilitator):
    for days in range(20):
        done(asked(project, facilitator, days=days))
    with pytest.raises(services.TooManyReports, match="You asked for 20 reports"):
        asked(twin, facilitator, days=20)
    assert asked(twin, facilitator, days=20, now=NOW + timedelta(days=1))


def test_forty_reports_of_a_project_are_asked_for_in_a_day_at_most(project, twin):
    people = [factories.UserFactory() for _n in range(3)]
    for days in range(40):
        done(asked(project, people[days % 2], days=days))
    with pytest.raises(services.TooManyReports, match="40 reports of this project were asked for"):
        asked(project, people[2], days=40)
    assert asked(twin, people[2], days=40)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("projects", [1, 8])
def test_who_asks_for_many_at_once_gets_three(facilitator, projects):
    where = [factories.ProjectFactory() for _project in range(projects)]

    def ask(days: int) -> Report | None:
        try:
            return asked(where[days % projects], facilitator, days=days)
        except services.TooManyReports:
            return None

    made = at_once([partial(ask, days) for days in range(8)])
    assert sum(report is not None for report in made) == 3


def failed(report: Report) -> Report:
    report.fail(now=NOW, error="It took too long.")
    return report


def test_what_failed_is_not_tried_again_beside_the_same(project, facilitator):
    old = failed(asked(project, facilitator))
    new = asked(project, facilitator)
    assert services.retry_report(old, now=NOW) == new
    assert Report.objects.get(pk=old.pk).has_failed


def test_what_failed_is_not_tried_again_beside_three(project, facilitator):
    old = failed(asked(project, facilitator))
    for days in (1, 2, 3):
        asked(project, facilitator, days=days)
    with pytest.raises(services.TooManyReports):
        services.retry_report(old, now=NOW)
    assert Report.objects.get(pk=old.pk).has_failed


def test_what_nobody_is_known_to_have_asked_for_is_tried_again(project):
    """Whoever asked was deleted since."""
    old = failed(factories.ReportFactory(project=project, asked_by=None))
    for days in (1, 2, 3):
        first = DAY - QUARTER - timedelta(days=days)
        factories.ReportFactory(asked_by=None, starts_on=first)
    services.retry_report(old, now=NOW)
    assert not Report.objects.get(pk=old.pk).has_failed
