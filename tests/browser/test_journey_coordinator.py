"""A coordinator: from the portfolio to the PDF of a report, in three ways."""

import io

import pikepdf
import pytest
from django.core import mail

from accounts import tasks as accounts_tasks
from accounts.models import SignInCode
from reports import tasks as reports_tasks
from reports.models import Report
from tests import factories
from tests.browser.hands import WAYS, hand_for


def download(hand, link: str) -> bytes:
    with hand.page.expect_download() as begun:
        hand.follow(link)
    return begun.value.path().read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_a_coordinator_takes_a_report_along(way, new_page, project, jo, coordinator):
    factories.StepFactory(project=project, owner=jo)
    factories.a_decision(project, jo)
    hand = hand_for(way, new_page)

    hand.page.goto("/")
    hand.follow("Sign in")
    hand.write("Your email address", "cora@example.org")
    hand.press("Send me a code")
    hand.sees("Check your email")
    accounts_tasks.send_due()
    code = SignInCode.objects.get().code
    assert code in mail.outbox[-1].body
    hand.write("The six numbers", code)
    hand.press("Sign in")
    hand.sees("Hello Cora")

    hand.follow("See all projects")
    hand.sees(project.organisation.name)
    hand.follow("Waiting at night")
    hand.sees("Waiting at night")
    hand.mine("Reports of this project")
    hand.follow("Ask for a report")
    hand.give_day("Until", factories.DAY)
    hand.give_day("From", factories.DAY.replace(month=8))
    hand.tick("Large print")
    hand.press("Make the report")
    hand.sees("Report from")
    hand.reads("We are making your report")

    report = Report.objects.get()
    reports_tasks.render_report(report_id=report.pk)
    hand.waits_for("The report is ready.")
    given = download(hand, "Download the PDF")

    report.refresh_from_db()
    assert (report.project, report.asked_by) == (project, coordinator)
    assert (report.starts_on, report.ends_on) == (factories.DAY.replace(month=8), factories.DAY)
    assert report.is_large_print
    with pikepdf.open(io.BytesIO(given)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) == report.file.pages
    assert hand.page.troubles == []
