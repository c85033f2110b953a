"""Emails: written once for many, each person's own words put in without becoming markup or a header."""

import pytest
from django.utils import translation

from core.mail import build_message, one_line, prepare

CONTEXT = {"message": {"subject": "Hello\r\nBcc: all@example.org"}, "project_name": "<b>Night</b>"}


@pytest.fixture
def letter():
    return prepare(
        "outbox/standard",
        CONTEXT,
        own=("known_as", "unsubscribe_url"),
        headers={"List-Id": "<a.b>"},
    )


def test_a_line_break_in_a_subject_is_no_header(letter):
    email = letter.to("jo@example.org", known_as="Jo", unsubscribe_url="")
    assert email.subject == "Hello Bcc: all@example.org"
    assert email.message()["Bcc"] is None


def test_own_words_are_escaped_in_html_alone(letter):
    email = letter.to("jo@example.org", known_as="<i>Jo</i>", unsubscribe_url="http://x/?a&b")
    html = email.alternatives[0][0]
    assert email.body.startswith("Hello <i>Jo</i>,")
    assert "Hello &lt;i&gt;Jo&lt;/i&gt;," in html
    assert 'href="http://x/?a&amp;b"' in html
    assert "<b>Night</b>" in email.body
    assert "&lt;b&gt;Night&lt;/b&gt;" in html


def test_own_words_from_right_to_left_stand_apart(letter):
    email = letter.to("aisha@example.org", known_as="عائشة", unsubscribe_url="http://x/")
    assert email.body.startswith("Hello \u2068عائشة\u2069,")
    assert "Hello \u2068عائشة\u2069," in email.alternatives[0][0]


def test_an_email_in_a_language_from_right_to_left_runs_so(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("ar", "Arabic")]
    for language, is_turned in [("en-gb", False), ("ar", True)]:
        with translation.override(language):
            html = prepare("outbox/standard", CONTEXT).html
        assert ('<div class="letter" dir="rtl">' in html) == is_turned
        assert ('<body dir="rtl">' in html) == is_turned


def test_one_letter_serves_many_and_leaves_nothing_behind(letter):
    first = letter.to("jo@example.org", message_id="<1@x>", known_as="Jo", unsubscribe_url="1")
    second = letter.to("bea@example.org", message_id="<2@x>", known_as="Bea", unsubscribe_url="2")
    assert (first.to, second.to) == (["jo@example.org"], ["bea@example.org"])
    assert first.extra_headers == {"List-Id": "<a.b>", "Message-ID": "<1@x>"}
    assert second.extra_headers == {"List-Id": "<a.b>", "Message-ID": "<2@x>"}
    assert second.body == first.body.replace("Jo", "Bea").replace("\n1\n", "\n2\n")


def test_every_own_word_must_be_given(letter):
    with pytest.raises(KeyError):
        letter.to("jo@example.org", known_as="Jo")


def test_a_single_email_needs_no_own_words():
    email = build_message(
        "outbox/standard", to="jo@example.org", context={**CONTEXT, "known_as": "Jo"}
    )
    assert (email.to, email.body.partition("\n")[0]) == (["jo@example.org"], "Hello Jo,")


def test_one_line():
    assert one_line(" a\r\n b\tc ") == "a b c"
