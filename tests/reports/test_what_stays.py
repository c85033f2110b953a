"""A report says what changed in its period, and what comes after the project; nothing of it where there is nothing."""

from datetime import timedelta

import pytest

from plan.services import add_noticing
from tests import known_factories as things
from tests.elements.conftest import ago
from tests.factories import DAY, NOW
from tests.pages import lacks
from tests.reports.conftest import made, text_of


@pytest.mark.pdf
def test_report_says_what_changed_and_what_comes_after(project, jo, amina, report, tmp_path):
    change = things.ImpactFactory(project=project, what="People sleep at night")
    for member in (jo, amina):
        add_noticing(change, member=member, now=NOW)
    things.ImpactFactory(project=project, what="Long ago", noticed_on=DAY - timedelta(days=92))
    things.ImpactFactory(project=project, what="Gone", retired_at=NOW, retired_why="It was undone.")
    things.HandoverFactory(project=project, what="The blanket box", owner=amina, until=DAY)
    things.HandoverFactory(project=project, what="The Tuesday group")
    things.FollowUpFactory(project=project, done_at=ago(3), found="The box is full.")
    things.FollowUpFactory(project=project, due_on=DAY)

    said = text_of(made(report).file.pdf, tmp_path)

    assert "People sleep at night" in said
    assert "One participant noticed it too." in said
    assert "Long ago" not in said
    assert "Gone" not in said
    assert "Looked after by Amina, until Thursday 19 November 2026." in said
    assert "Nobody looks after it yet." in said
    assert "We looked again on Monday 16 November 2026: The box is full." in said
    assert "We look again on Thursday 19 November 2026." in said


def test_report_without_any_of_it_has_no_such_sections(project, report):
    page = made(report).file.html
    assert lacks(page, 'href="#impact"', 'id="after"', but_has='href="#people"')
