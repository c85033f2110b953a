"""All style sheets come as one file."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders

from core.style_sheets import ALL, SHEETS, AllSheets, without_air

CSS = settings.BASE_DIR / "static" / "css"
#: Sheets that are not for the screen.
OTHERS = {"print", "report", "report_parts", "report_letters"}


def test_every_sheet_of_the_screen_is_in_it_and_no_other():
    assert set(SHEETS) == {sheet.stem for sheet in CSS.glob("*.css")} - OTHERS
    whole = Path(finders.find(ALL)).read_text()
    at = [whole.index(without_air((CSS / f"{name}.css").read_text())) for name in SHEETS]
    assert at == sorted(at)


def test_it_is_collected_with_the_other_files():
    collected = [path for finder in get_finders() for path, _storage in finder.list([])]
    assert collected.count(ALL) == 1
    assert "css/tokens.css" in collected


def test_it_is_written_anew_when_a_sheet_has_changed(settings, tmp_path):
    settings.BASE_DIR = settings.DATA_DIR = tmp_path
    css = tmp_path / "static" / "css"
    css.mkdir(parents=True)
    for name in SHEETS:
        (css / f"{name}.css").write_text(f".{name} {{}}")
    finder = AllSheets()
    assert ".tokens {}" in Path(finder.find(ALL)).read_text()
    (css / "tokens.css").write_text(".changed {}")
    assert ".changed {}" in Path(finder.find(ALL)).read_text()


def test_another_path_is_not_ours():
    assert AllSheets().find("css/tokens.css") == []


def test_comments_and_indents_are_left_out():
    sheet = '/* Two\n   lines */\n\n.a {\n  content: "a  b";\n}\n'
    assert without_air(sheet) == '.a{content:"a  b";}'
