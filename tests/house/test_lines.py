"""Every file can be read without scrolling sideways: a line has 120 characters at most."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 120
#: What nobody here writes: packages that came as they are, lock files, data of the machine.
NOT_OURS = {".git", ".venv", "vendor", "data", "static_collected", "var", "__pycache__"}
WRITTEN = {
    *(".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".in", ".sh", ".yml", ".svg", ".json"),
    *(".example", ""),
}


def files() -> list[Path]:
    """Return what somebody wrote by hand."""
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file()
        and path.suffix in WRITTEN
        and not NOT_OURS.intersection(path.relative_to(ROOT).parts)
        and not any(part.endswith("_cache") for part in path.relative_to(ROOT).parts)
        and not any(part.startswith("data-") for part in path.relative_to(ROOT).parts)
        and path.parent.name != "requirements"
        and ".hypothesis" not in path.parts
    ]


def long_lines(text: str) -> list[int]:
    """Return the numbers of the lines that are too long."""
    return [at for at, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST]


def test_the_files_are_found():
    found = {path.relative_to(ROOT).as_posix() for path in files()}
    assert {"run", "README.md", "templates/base.html", "static/css/base.css"} <= found
    assert len(found) > 500


def test_no_line_is_longer_than_a_screen():
    found = {path.relative_to(ROOT).as_posix(): long_lines(path.read_text()) for path in files()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(("text", "found"), [("a" * 120, []), ("short\n" + "é" * 121, [2])])
def test_a_long_line_is_seen(text, found):
    assert long_lines(text) == found


def test_style_sheets_are_short_enough_to_find_a_rule():
    lengths = {p.name: len(p.read_text().splitlines()) for p in (ROOT / "static/css").glob("*.css")}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}
