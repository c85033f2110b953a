"""Whoever an open review does not ask reads why, and when the next one does (docs/adr/0117)."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from elements import services
from tests import factories
from tests.elements.conftest import rate_url
from tests.pages import lacks, tight
from tests.sealed import tallied

NOW = factories.NOW


def test_somebody_who_came_later_reads_why_and_when_they_are_asked(signed_in, project, review):
    newcomer = factories.MemberFactory(project=project, joined_at=NOW + timedelta(days=1))
    client = signed_in(newcomer.user)
    detail = tight(client.get(review.get_absolute_url()).content.decode())
    assert "This review does not ask you." in detail
    assert f"Everybody who took part on {long_date(review.opened_at)}" in detail
    page = client.get(rate_url(review))
    assert page.status_code == 200
    words = tight(page.content.decode())
    assert "This review began before you came in" in words
    assert "The next one can ask you." in words
    assert reverse("questions:contribution_create", args=[project.slug]) in words
    assert lacks(page.content.decode(), "data-review-start", but_has="Nobody is added later")
    services.set_review_rhythm(project, every_weeks=4, next_on=date(2031, 5, 2), now=NOW)
    assert f"The next one opens on {long_date(date(2031, 5, 2))} and can ask you." in tight(
        client.get(rate_url(review)).content.decode()
    )


def test_what_they_send_all_the_same_is_shown_and_kept_nowhere(signed_in, project, review):
    newcomer = factories.MemberFactory(project=project, joined_at=NOW + timedelta(days=1))
    first = review.asked_indicators()[0]
    said = {f"a-{first.pk}": "3", "question": "Is it warm?", "go": "send"}
    page = signed_in(newcomer.user).post(rate_url(review), said)
    assert page.status_code == 403
    assert "It was not sent" in page.content.decode()
    assert "Is it warm?" in page.content.decode()
    assert review.count_answered() == 0
    assert tallied(review) == {}


def test_a_facilitator_reads_that_a_review_is_for_participants(
    signed_in, facilitator, project, amina
):
    review = services.open_review(
        project,
        title="Ours",
        closes_on=timezone.localdate() + timedelta(days=9),
        for_whom="participants",
        now=NOW,
    )
    page = signed_in(facilitator).get(rate_url(review)).content.decode()
    assert "This review asks participants only" in tight(page)


def test_one_that_closed_says_so_to_whoever_it_did_not_ask(signed_in, project, review):
    newcomer = factories.MemberFactory(project=project, joined_at=NOW + timedelta(days=1))
    services.close_review(review, now=NOW)
    assert (
        "This review is closed" in signed_in(newcomer.user).get(rate_url(review)).content.decode()
    )
