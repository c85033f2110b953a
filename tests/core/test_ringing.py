"""Numbers to ring become links; what only looks like one stays words."""

import pytest

from core.templatetags.ringing import ringing, to_ring


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("999, if somebody may get hurt", "tel:999"),
        ("Samaritans: 116 123 (free)", "tel:116123"),
        ("Ring +44 (0)20 7946-0958.", "tel:+442079460958"),
        ("اتصل ٩٩٩", "tel:999"),
    ],
)
def test_a_number_is_a_link_that_a_phone_dials(words, address):
    (line,) = ringing(words)
    assert f'<a href="{address}" dir="ltr">' in line


@pytest.mark.parametrize("words", ["Open 9-17", "Room 12", "24/7", "Ward B4", "1234567890123456"])
def test_what_is_no_number_to_ring_stays_words(words):
    assert ringing(words) == [words]


def test_each_line_stands_alone_and_shows_as_text():
    assert ringing("<b>112</b>\r\n\r\n  The desk ") == [
        '&lt;b&gt;<a href="tel:112" dir="ltr">112</a>&lt;/b&gt;',
        "The desk",
    ]


def test_a_phone_number_without_digits_leads_nowhere():
    assert to_ring("ask at the desk") == ""
    assert to_ring(" +44 1632 960 555") == "tel:+441632960555"
