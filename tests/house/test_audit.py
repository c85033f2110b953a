"""The lint step says which weaknesses are known of the app's packages, and never that none is when it could not ask."""

import json
import sys
from pathlib import Path

import pytest

from scripts import audit

SOUND = {"name": "celery", "version": "5.5.0", "vulns": []}
SILENT = {"name": "pillow", "skip_reason": "Dependency not found on PyPI"}
WEAK = {
    "name": "django",
    "version": "5.2.1",
    "vulns": [
        {"id": "PYSEC-1", "aliases": ["CVE-2025-1"], "fix_versions": ["5.2.2"], "description": "x"},
        {"id": "PYSEC-2", "aliases": [], "fix_versions": [], "description": "y"},
    ],
}


def told(capsys, code: str, limit: float = 60) -> tuple[int, list[str]]:
    """Return the status and the lines when pip-audit does what this code does."""
    status = audit.main([sys.executable, "-S", "-c", code], limit)
    return status, capsys.readouterr().out.splitlines()


def answer(*packages: dict) -> str:
    return f"print({json.dumps({'dependencies': packages})!r})"


def test_each_known_weakness_is_named_and_fails(capsys):
    ends_with_1 = answer(WEAK, SOUND) + "; raise SystemExit(1)"
    assert told(capsys, ends_with_1) == (
        1,
        [
            "django 5.2.1 has a known weakness: PYSEC-1, CVE-2025-1. Mended in 5.2.2.",
            "django 5.2.1 has a known weakness: PYSEC-2. No version has it mended yet.",
            "Known weaknesses: 2. We asked about 2 of 2 packages.",
            "Raise the version in requirements/app.in, and make the locks anew.",
        ],
    )


def test_packages_that_could_not_be_asked_about_are_named(capsys):
    assert told(capsys, answer(SOUND, SILENT)) == (
        0,
        [
            "We could not ask about: pillow.",
            "Known weaknesses: 0. We asked about 1 of 2 packages.",
        ],
    )


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        pytest.param(answer(SILENT), 60, id="a mirror without the list"),
        pytest.param("raise SystemExit('no connection')", 60, id="no connection"),
        pytest.param("print('<html>')", 60, id="a page in the way"),
        pytest.param("while True: pass", 0.1, id="it takes too long"),
    ],
)
def test_where_nothing_can_be_asked_it_says_so_and_passes(code, limit, capsys):
    status, (line,) = told(capsys, code, limit)
    assert status == 0
    assert line.startswith("We could not ask: PyPI's list of known weaknesses cannot be reached")


def test_the_real_program_reads_the_lock_without_pip_and_is_there():
    assert Path(audit.PROGRAM[0]).exists()
    assert {"--disable-pip", "--require-hashes", "requirements/app.txt"} <= set(audit.PROGRAM)
