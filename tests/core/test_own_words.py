"""What people wrote is shown as text, in its own direction, with its addresses as links."""

import re

import pytest
from django.conf import settings
from django.template import defaultfilters
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from core.templatetags.own_words import own_lines, own_words, truncatechars

TEMPLATES = settings.BASE_DIR / "templates"
#: The text of an email of the demo, with links that lead into the app.
OTHERS = {"outbox/demo_mail_detail.html"}


def test_each_paragraph_has_its_own_direction():
    assert own_words("One\ntwo\n\nسه") == '<p dir="auto">One<br>two</p>\n\n<p dir="auto">سه</p>'
    assert own_lines("One\r\ntwo") == '<span dir="auto">One<br>two</span>'


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("See https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&amp;c=2"),
        ("(http://example.org/x_(y))", "http://example.org/x_(y)"),
        ("Write to jo@example.org, please", "mailto:jo@example.org"),
        ("mailto:jo@example.org", "mailto:jo@example.org"),
        ("Ring tel:+441632960001!", "tel:+441632960001"),
        ("“https://example.org”", "https://example.org"),
    ],
)
def test_addresses_become_links(text, target):
    found = re.findall(r'<a href="([^"]*)" rel="nofollow ugc">', own_lines(text))
    assert found == [target]


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "https://", "a@b", "tel:me"],
)
def test_nothing_else_does(text):
    assert own_lines(text) == f'<span dir="auto">{text}</span>'


@given(st.text(st.one_of(st.characters(), st.sampled_from("<>\"'&:/@.()\n\u202e"))), st.booleans())
def test_no_word_is_markup_and_none_is_lost(text, is_address):
    text = f"https://x.example/{text}" if is_address else text
    html = own_lines(text)
    assert set(re.findall(r"<(/?\w+)", html)) <= {"span", "/span", "br", "a", "/a"}
    plain = re.sub(r"<[^>]*>", "", html.replace("<br>", "\n"))
    for name, char in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("#x27", "'"), ("amp", "&")):
        plain = plain.replace(f"&{name};", char)
    assert plain == re.sub(r"\r\n|\r", "\n", text)


@pytest.mark.parametrize("nothing", ["", mark_safe("")])
def test_nothing_is_written_as_nothing_so_that_a_page_can_say_it(nothing):
    assert own_lines(nothing) == own_words(nothing) == ""


def test_what_is_markup_of_ours_stays():
    assert own_lines(mark_safe("<b>x</b> https://x.example")) == (
        '<span dir="auto"><b>x</b> https://x.example</span>'
    )


def test_no_template_writes_the_lines_of_somebody_in_another_way():
    texts = {
        str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")
    }
    found = {
        name for name, text in texts.items() if re.search(r"\|(linebreaks(br)?|urlize\w*)\b", text)
    }
    assert found == OTHERS
    assert sum("own_words" in text or "own_lines" in text for text in texts.values()) > 40


@given(st.text(max_size=30), st.integers(-1, 20))
def test_a_text_is_cut_as_django_cuts_it(text, most):
    if len(text) > most:
        assert truncatechars(text, most) == defaultfilters.truncatechars(text, most)
    else:
        assert truncatechars(text, most) == text


def test_a_number_that_is_none_cuts_nothing():
    assert truncatechars("Light", "many") == defaultfilters.truncatechars("Light", "many")
