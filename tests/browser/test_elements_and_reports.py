"""The elements and the reports in a real browser: axe, and a report that comes while one watches or looks again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from reports import services
from reports.models import Report
from tests import factories
from tests.browser.axe import assert_axe_clean
from tests.elements.answers import review_of


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_of_elements_and_reports_are_clean(new_page, sign_in, project, coordinator, width):
    factories.UnsettledFactory(project=project)
    report = factories.a_ready_report(project)
    rated = review_of(project, facilitators=[3, 4, 4, 2, 3], participants=[1, 2, 2, 3, 2])
    page = new_page(width=width)
    sign_in(page, coordinator)
    for address in (
        "/elements/",
        f"/projects/{project.slug}/doing/",
        f"/projects/{project.slug}/doing/open/",
        f"/projects/{project.slug}/doing/human/",
        rated.get_absolute_url(),
        f"/projects/{project.slug}/run/reports/",
        f"/projects/{project.slug}/run/reports/new/",
        f"/projects/{project.slug}/run/reports/{report.pk}/",
        f"/organisations/{project.organisation.slug}/",
    ):
        page.goto(address)
        assert_axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert page.troubles == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_report_comes(new_page, sign_in, project, facilitator, javascript):
    page = new_page(javascript=javascript)
    sign_in(page, facilitator)
    page.goto(f"/projects/{project.slug}/run/reports/")
    page.get_by_role("link", name="Ask for a report").click()
    page.get_by_role("button", name="Make the report").click()
    expect(page.get_by_text("We are making your report")).to_be_visible()

    now = timezone.now() + timedelta(seconds=1)
    assert services.render_report(Report.objects.get(), now=now)
    if not javascript:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("link", name="Download the PDF")).to_be_visible()
    page.get_by_role("link", name="Read it as a page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting at night: progress report")
    if javascript:
        assert_axe_clean(page)
    assert page.troubles == []
