"""The filled installation of bench/run scale fits the tables as they are now; how fast it is, nobody asks here."""

import pytest

from bench.fill_scale import Size, fill
from bench.scale import measure, pages


@pytest.mark.django_db(transaction=True)
def test_what_is_filled_by_statements_fits_and_each_page_shows_it():
    size = Size.whole(0.0002)
    project = fill(size)
    assert project.decisions.count() == size.decisions
    assert sorted(measure(1)) == sorted(pages())
