"""The addresses of the rows of a list."""

import pytest
from django.urls import reverse

from core.addresses import of_row, row_address

PAGES = [
    "participation:member_detail",
    "participation:group_detail",
    "decisions:decision_detail",
]


@pytest.mark.parametrize("slug", ["night", "0", "0-0"])
@pytest.mark.parametrize("page", PAGES)
def test_the_address_of_a_row_is_that_which_django_makes(page, slug):
    address = row_address(page, slug)
    for number in (1, 10, 2**63 - 1):
        assert of_row(address, number) == reverse(page, args=[slug, number])
