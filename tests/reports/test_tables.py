"""Results as a table for a spreadsheet program: what the page shows, and no formula."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.urls import reverse

from core.dates import long_date
from elements.models import Review
from tests import factories
from tests.elements.answers import review_of


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def url_of(review) -> str:
    return reverse("reports:review_table", args=[review.project.slug, review.pk])


def test_the_table_says_what_the_page_says(signed_in, participant, amina, project):
    review = review_of(project, facilitators=[3, 4, 4, 2, 3], participants=[1, 2, 2, 3, 2])
    answer = signed_in(participant).get(url_of(review))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = rows_of(answer)
    results = {(r.indicator.key, r.who): r for r in review.results.select_related("indicator")}
    assert len(rows) == len(results)
    shown = next(row for row in rows if row["Answered"])
    result = results[shown["Key"], shown["Who"]]
    assert [shown[name] for name in ("Not at all", "A little", "Mostly", "Fully")] == [
        str(count) for count in result.counts[:4]
    ]


@pytest.mark.parametrize(
    ("closed_at", "day"),
    [
        (datetime(2026, 7, 19, 23, 2, tzinfo=UTC), "2026-07-20"),
        (datetime(2026, 11, 19, 23, 2, tzinfo=UTC), "2026-11-19"),
        # The nights in which the clocks change.
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "2026-03-28"),
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), "2026-03-30"),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), "2026-10-25"),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), "2026-10-25"),
    ],
)
def test_it_says_the_day_that_the_page_says(signed_in, participant, amina, project, closed_at, day):
    review = review_of(project, facilitators=[3, 4, 4, 2, 3], participants=[1, 2, 2, 3, 2])
    Review.objects.filter(pk=review.pk).update(closed_at=closed_at)
    client = signed_in(participant)
    assert {row["Closed on"] for row in rows_of(client.get(url_of(review)))} == {day}
    page = client.get(reverse("elements:review_list", args=[project.slug])).content.decode()
    assert long_date(date.fromisoformat(day)) in page


def test_what_is_hidden_on_the_page_is_empty_in_the_table(signed_in, participant, amina, project):
    review = review_of(project, facilitators=[3], participants=[1, 2, 2])
    rows = rows_of(signed_in(participant).get(url_of(review)))
    assert {row["Shown"] for row in rows} == {"not shown"}
    assert {row[name] for row in rows for name in ("Answered", "Fully", "Mostly or fully")} == {""}


def test_an_open_review_has_no_table(signed_in, participant, amina, project):
    review = factories.ReviewFactory(project=project)
    assert signed_in(participant).get(url_of(review)).status_code == 404
