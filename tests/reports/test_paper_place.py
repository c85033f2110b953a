"""Print on paper: letters, sheets and reports are found in one place."""

import pytest
from django.urls import reverse

from tests import factories
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(project):
    return reverse("reports:paper", args=[project.slug])


def test_it_says_of_each_when_there_is_nothing_to_print(signed_in, facilitator, jo, project, paper):
    page = signed_in(facilitator).get(paper).content.decode()
    for words in (
        "There is no letter to post at the moment.",
        "None is open at the moment.",
        reverse("reports:report_create", args=[project.slug]),
        reverse("elements:review_list", args=[project.slug]),
    ):
        assert words in page
    assert lacks(page, "The newest report", but_has="Print on paper")


def test_it_leads_to_what_there_is(signed_in, facilitator, jo, project, paper):
    factories.DeliveryFactory(message__project=project, channel="post")
    review = factories.ReviewFactory(project=project)
    report = factories.a_ready_report(project)
    page = tight(signed_in(facilitator).get(paper).content.decode())
    assert "There is a letter to post to 1 person." in page
    for name, *more in (
        ("outbox:delivery_by_hand_list",),
        ("reports:pack_list", review.pk),
        ("reports:report_pdf", report.pk),
    ):
        assert f'href="{reverse(name, args=[project.slug, *more])}"' in page
    main = page.split("<main")[1]
    assert main.count('class="button"') == 1


def test_it_is_for_facilitators(signed_in, participant, project, paper):
    assert signed_in(participant).get(paper).status_code == 403
