"""Tests for static/css/report.css: what WeasyPrint makes of it."""

from io import BytesIO
from pathlib import Path

import pikepdf

from reports.pdf import SHEETS

STATIC = Path(__file__).resolve().parents[2] / "static"
PAGE = """<!doctype html><html lang="en-gb"><head><title>Report</title></head><body>
<p class="running-head">Waiting at night</p><h1>Łukasz and Siân</h1><p>Łukasz</p>
<p><span class="tag mind">Needs attention</span></p></body></html>"""


def rendered() -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheets = [CSS(STATIC / name, font_config=fonts) for name in SHEETS]
    return HTML(string=PAGE).write_pdf(stylesheets=sheets, font_config=fonts)


def font_names(pdf: bytes) -> set[str]:
    """Return the names of the fonts that a PDF carries, without their random prefix."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return {
            str(font.BaseFont).partition("+")[2]
            for page in document.pages
            for font in page.Resources.Font.values()
        }


def test_weasyprint_understands_every_rule(caplog):
    rendered()
    assert caplog.messages == []


def test_each_letter_is_drawn_from_the_file_that_has_it():
    assert font_names(rendered()) == {
        "Atkinson-Hyperlegible-Next",
        "Atkinson-Hyperlegible-Next-Bold",
        "Atkinson-Hyperlegible-Next-Extended",
        "Atkinson-Hyperlegible-Next-Extended-Bold",
    }
