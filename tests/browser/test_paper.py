"""A review on paper: a facilitator prints sheets, watches them come, and types in what came back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from elements.models import Review
from reports import services
from reports.models import Pack
from tests import factories
from tests.browser.axe import assert_axe_clean
from tests.browser.hands import WAYS, hand_for
from tests.sealed import contents_of


@pytest.fixture
def review(project, jo, amina) -> Review:
    factories.MemberFactory(project=project, known_as="Dorota", user=None)
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )


@pytest.mark.parametrize("way", WAYS)
def test_sheets_are_printed_and_typed_in(new_page, sign_in, way, facilitator, review):
    me = hand_for(way, new_page)
    sign_in(me.page, facilitator)
    me.page.goto(review.get_absolute_url())
    me.follow("Print it on paper, and type in what comes back")
    me.sees("On paper")
    me.follow("Print sheets")
    me.press("Make the PDF")
    me.is_refused()
    me.tick("To post: a letter and a sheet for the 1 person who gets post")
    me.write("Where should people send the sheets back?", "The blue box, ward 4")
    me.press("Make the PDF")
    me.sees("1 letter with a sheet")
    assert services.render_pack(Pack.objects.get(), now=timezone.now() + timedelta(seconds=1))
    me.page.reload()
    expect(me.page.get_by_role("link", name="Download the PDF")).to_be_visible()

    me.page.goto(reverse("reports:pack_list", args=[review.project.slug, review.pk]))
    me.follow("Type in a sheet")
    me.sees("Type in a sheet")
    sheet = Pack.objects.get().sheets.first()
    first = me.page.locator("fieldset.rate").first
    me.write("Number of the sheet", sheet.shown_number.lower())
    me.choose(first.get_by_label("Mostly", exact=True))
    me.press("Look at it once more")
    me.sees("Is this what the sheet says?")
    me.reads(sheet.shown_number.lower())
    me.press("Count this sheet")
    me.sees("Type in a sheet")
    me.reads("1 of 6 sheets are typed in.")
    assert [answer for _about, answer in contents_of(Review.objects.get())[0]["answers"]] == [3]
    assert me.page.troubles == []


def test_the_pages_of_paper_are_for_everybody(new_page, sign_in, facilitator, review):
    pack = factories.a_ready_pack(review)
    page = new_page(width=320)
    sign_in(page, facilitator)
    home = review.get_absolute_url()
    for address in (
        f"{home}paper/",
        f"{home}paper/new/",
        pack.get_absolute_url(),
        f"{home}sheets/",
    ):
        page.goto(address)
        assert_axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.get_by_role("button", name="Look at it once more").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the number from the sheet.")
    assert_axe_clean(page)
    page.get_by_label("Number of the sheet").fill(pack.sheets.first().shown_number)
    page.get_by_role("button", name="Look at it once more").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what the sheet says?")
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
