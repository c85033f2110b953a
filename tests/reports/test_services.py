"""What is asked for is what was meant: one at a time, for whoever asked, in the size that they chose."""

from datetime import timedelta

import pytest
from django.utils import timezone

from elements.models import Review
from projects.models import Role
from reports import services
from reports.models import Pack, Report
from tests import factories
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
