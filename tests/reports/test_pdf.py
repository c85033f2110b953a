"""What the PDF maker fetches, and what it refuses."""

import pytest

from reports.pdf import HOME, AddressRefused, find_static, render_pdf, spell_pictures
from tests.pages import lacks

HOSTILE = [
    "file:///etc/passwd",
    "http://127.0.0.1:8000/static/css/tokens.css",
    "http://localhost/",
    "https://example.org/static/css/tokens.css",
    "ftp://static.invalid/css/tokens.css",
    "data:text/css,body{}",
    HOME + "../coproduce/settings.py",
    HOME + "css/../../manage.py",
    HOME + "css/%2e%2e/%2e%2e/data/db.sqlite3",
    HOME + "css\\..\\..\\manage.py",
    HOME + "/etc/passwd",
    HOME + "css/tokens.css?x=1",
    HOME + "css/nothing.css",
    HOME + "js/app.js",
    HOME + "css/",
    "https://static.invalid.example.org/css/tokens.css",
    "https://user@static.invalid/css/tokens.css",
    "",
]


def test_our_own_static_files_are_found_by_name():
    assert find_static(HOME + "css/report.css").name == "report.css"
    assert find_static(HOME + "img/mark.svg").read_text().startswith("<svg")


@pytest.mark.parametrize("url", HOSTILE)
def test_everything_else_is_refused(url):
    with pytest.raises(AddressRefused):
        find_static(url)


def test_a_document_cannot_read_files_or_the_network(tmp_path, caplog):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>TOP SECRET</text></svg>')
    html = (
        '<html lang="en"><head><title>x</title><style>@import url(file:///etc/passwd);</style></head>'
        f'<body><h1>x</h1><img alt="a" src="file://{secret}"><img alt="b" src="http://127.0.0.1:9/x.png">'
        '<img alt="c" src="../../manage.py"></body></html>'
    )
    pdf, pages = render_pdf(html)
    assert pages == 1
    assert lacks(pdf, b"TOP SECRET", but_has=b"%PDF")
    refused = [message for message in caplog.messages if "Only our own static files" in message]
    assert len(refused) == 3


def test_fonts_and_sheets_are_read_once_in_a_process():
    from reports.pdf import _kit

    assert _kit()[1] is _kit()[1]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Thanks 👋🏽!", "Thanks [waving hand sign]!"),
        ("👩🏽‍⚕️", "[woman][staff of aesculapius]"),
        ("\ue000", "[?]"),
        ("Łukasz, عائشة, 10 – 11 °C", "Łukasz, عائشة, 10 – 11 °C"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_emoji_are_spelled_out(typed, written):
    assert spell_pictures(typed) == written
