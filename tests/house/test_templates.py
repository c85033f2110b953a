"""No page carries what our Content-Security-Policy refuses, or turns somebody's words into markup."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
REFUSED = {
    "an inline style": re.compile(r"\sstyle=|<style"),
    "an inline handler": re.compile(r"\son[a-z]+=|\shx-on"),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "a script or a style sheet without its hash": re.compile(
        r"<(?:script\b(?=[^>]*\ssrc=)|link\b(?=[^>]*\bstylesheet))(?![^>]*\sintegrity=)"
    ),
    "words as markup": re.compile(r"\|\s*(safe|safeseq|urlize)|autoescape off"),
}


def refused(source: str) -> list[str]:
    return [name for name, pattern in REFUSED.items() if pattern.search(source)]


def test_pages_carry_nothing_that_is_refused():
    # Emails go to other programs, which know no policy of ours.
    pages = [p for p in TEMPLATES.rglob("*.html") if "emails" not in p.parts]
    assert {p.name: refused(p.read_text()) for p in pages if refused(p.read_text())} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p style="color:red">', ["an inline style"]),
        ('<a onclick="go()">', ["an inline handler"]),
        ("<script>go()</script>", ["an inline script"]),
        ("{{ name|safe }}", ["words as markup"]),
        ('<script src="/a.js" defer></script>', ["a script or a style sheet without its hash"]),
        ('<link href="/a.css" rel="stylesheet">', ["a script or a style sheet without its hash"]),
        ('<script src="/a.js" integrity="sha384-a" defer></script>', []),
        ('<link rel="stylesheet" href="/a.css" integrity="sha384-a">', []),
        ('<link rel="icon" href="/a.svg">', []),
    ],
)
def test_what_is_refused_is_seen(source, found):
    assert refused(source) == found
