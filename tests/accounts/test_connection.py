"""Whose connection a request counts for: what proxies of ours saw is believed, and nothing that anybody can write."""

import pytest

from accounts.views import connection


@pytest.mark.parametrize(
    ("proxies", "seen", "counted"),
    [
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        # It came past the outer proxy, or a proxy adds nothing.
        (2, "6.6.6.6", "127.0.0.1"),
        (3, "6.6.6.6, 1.1.1.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (2, ", 10.0.0.1", "127.0.0.1"),
    ],
)
def test_so_many_entries_from_the_right_are_of_our_proxies(proxies, seen, counted, rf, settings):
    settings.BEHIND_PROXY, settings.TRUSTED_PROXIES = True, proxies
    assert connection(rf.get("/", headers={"X-Forwarded-For": seen})) == counted


def test_without_a_proxy_what_a_visitor_says_of_their_address_is_not_believed(rf):
    assert connection(rf.get("/", headers={"X-Forwarded-For": "6.6.6.6"})) == "127.0.0.1"
