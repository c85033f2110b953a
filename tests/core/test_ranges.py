"""Parts of a file, as players ask for them."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core.ranges import asked_part, send_part

DATA = bytes(range(100))


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("", (0, 100)),
        ("bytes=0-", (0, 100)),
        ("bytes=0-1", (0, 2)),
        ("bytes=98-", (98, 100)),
        ("bytes=90-400", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-400", (0, 100)),
        ("bytes=99-99", (99, 100)),
        # There is no such part.
        ("bytes=100-", None),
        ("bytes=-0", None),
        # No plain range: the whole.
        ("bytes=9-2", (0, 100)),
        ("bytes=0-1,5-6", (0, 100)),
        ("bytes=-", (0, 100)),
        ("lines=0-1", (0, 100)),
        ("bytes=٣-٤", (0, 100)),
        ("bytes=a-b", (0, 100)),
    ],
)
def test_a_part_that_is_asked_for(asked, part):
    assert asked_part(asked, len(DATA)) == part


@given(st.text(alphabet="bytes=-0123456789, ", max_size=20), st.integers(1, 200))
def test_no_part_goes_beyond_the_file(asked, size):
    part = asked_part(asked, size)
    assert part is None or 0 <= part[0] < part[1] <= size


def send(method="get", **headers):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return send_part(request, lambda start, end: [DATA[start:end]], size=len(DATA))


def test_the_whole_is_sent_when_nothing_else_is_asked():
    answer = send()
    assert (answer.status_code, b"".join(answer)) == (200, DATA)
    assert (answer.headers["Content-Length"], answer.headers["Accept-Ranges"]) == ("100", "bytes")


def test_a_part_is_sent_with_its_place():
    answer = send(range="bytes=10-19")
    assert (answer.status_code, b"".join(answer)) == (206, DATA[10:20])
    assert answer.headers["Content-Range"] == "bytes 10-19/100"
    assert answer.headers["Content-Length"] == "10"


def test_what_is_not_there_is_refused_with_the_size():
    answer = send(range="bytes=100-")
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, "bytes */100")


def test_the_head_alone_says_the_size():
    answer = send("head")
    assert (answer.headers["Content-Length"], b"".join(answer)) == ("100", b"")
