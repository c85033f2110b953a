"""The record of thanks: those that everybody in the project reads, and nothing of what is between two."""

import pytest

from elements.records import read_records
from elements.records.behind import open_figure
from elements.records.record import RecordState
from participation.models import Thanks
from projects.getters import get_project_or_404
from tests import factories
from tests.elements.conftest import DAY, ago
from tests.thanking import thank, thanks_that_are_shown

pytestmark = pytest.mark.django_db
KEY = "positive.appreciation"


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, joined_at=ago(60))


def show(project):
    return read_records(project, on=DAY)[KEY]


def numbers(record) -> list[int]:
    return [count.number for count in record.counts]


def test_without_thanks_and_with_those_between_two_it_says_the_same(project, jo, amina, bo):
    before = show(project)
    assert (before.state, before.counts) == (RecordState.NOTHING_YET, [])
    for given_by, to in ((jo, amina), (amina, bo), (bo, amina)):
        thank(given_by, to, now=ago(2))
    assert show(project) == before


@pytest.mark.parametrize(
    ("days", "state"),
    [(20, RecordState.IN_PLACE), (91, RecordState.IN_PLACE), (93, RecordState.NEEDS_ATTENTION)],
)
def test_it_grows_stale_after_13_weeks(project, jo, amina, bo, days, state):
    thanks_that_are_shown(amina, bo, at=ago(days))
    thanks_that_are_shown(jo, amina, at=ago(days))
    assert show(project).state == state


def test_it_counts_members_once_and_thanks_by_role(project, jo, amina, bo):
    for given_by, to in ((amina, bo), (jo, bo), (jo, amina)):
        thanks_that_are_shown(given_by, to, at=ago(40))
    thanks_that_are_shown(bo, jo, at=ago(3))
    thank(bo, amina, now=ago(3))
    thank(bo, named="The tea bar", now=ago(3))
    record = show(project)
    assert record.sentence == "5 thank-yous are shown to everybody in the project."
    assert numbers(record) == [3, 3, 2, 2]


def test_figures_lead_to_no_words_that_are_between_two(project, jo, amina, bo):
    thanks_that_are_shown(amina, bo, at=ago(3), words="For the lamps")
    thank(jo, bo, now=ago(3))
    project = get_project_or_404(jo.user, project.slug)
    found = [open_figure(project, f"{KEY}.{key.key}", on=DAY) for key in show(project).counts]
    rows = [row.what for behind in found if behind for row in behind.rows]
    assert [row for row in rows if "For" in row] == [f"{bo}: For the lamps"] * 2
    assert len(rows) == 3


def test_a_coordinator_reads_that_there_are_thanks_and_no_words(project, amina, bo, coordinator):
    thanks_that_are_shown(amina, bo, at=ago(3), words="For the lamps")
    project = get_project_or_404(coordinator, project.slug)
    found = [open_figure(project, f"{KEY}.{key.key}", on=DAY) for key in show(project).counts]
    rows = {row.what for behind in found if behind for row in behind.rows}
    assert rows == {"Members of the project can read this.", str(bo)}


def test_thanks_in_another_project_count_nowhere(project, amina):
    elsewhere = factories.MemberFactory()
    thanks_that_are_shown(elsewhere, factories.MemberFactory(project=elsewhere.project), at=ago(3))
    assert Thanks.objects.count() == 1
    assert show(project).state == RecordState.NOTHING_YET
