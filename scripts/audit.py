"""
Ask PyPI which weaknesses are known of what the app is made of, by pip-audit; part of the lint step (docs/adr/0151).

Ends with 1 when one is known, and says which. Where PyPI's list cannot be reached, it says so and ends with 0.
pip-audit alone would end with 1 there, as for a weakness, or with 0, where a mirror answers and has no list.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: It reads the lock, and installs nothing.
PROGRAM = [
    *(
        str(Path(sys.executable).parent / "pip-audit"),
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ),
    *("--timeout", "5", "--disable-pip", "--require-hashes", "-r", "requirements/app.txt"),
]
#: Seconds for all of it: there are some 60 packages, and each is asked about by itself.
LIMIT = 90


def ask(program: list[str], limit: float) -> list[dict[str, Any]]:
    """Return what is told of each package; nothing where nothing could be asked."""
    try:
        done = subprocess.run(
            program, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False
        )
        return json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return []


def known(told: list[dict[str, Any]]) -> Iterator[str]:
    """Say each weakness that is known, and what to do."""
    for package in told:
        for weakness in package.get("vulns", ()):
            names = ", ".join([weakness["id"], *weakness["aliases"]])
            mended = " or ".join(weakness["fix_versions"])
            remedy = f"Mended in {mended}" if mended else "No version has it mended yet"
            yield f"{package['name']} {package['version']} has a known weakness: {names}. {remedy}."


def main(program: list[str] = PROGRAM, limit: float = LIMIT) -> int:
    """Say what is known, and return the status to end with."""
    told = ask(program, limit)
    silent = [package["name"] for package in told if "skip_reason" in package]
    if len(silent) == len(told):
        print(
            "We could not ask: PyPI's list of known weaknesses cannot be reached from here. Nothing was looked at."
        )
        return 0
    weaknesses = list(known(told))
    print(*weaknesses, sep="\n", end="\n" if weaknesses else "")
    if silent:
        print(f"We could not ask about: {', '.join(silent)}.")
    print(
        f"Known weaknesses: {len(weaknesses)}. We asked about {len(told) - len(silent)} of {len(told)} packages."
    )
    if weaknesses:
        print("Raise the version in requirements/app.in, and make the locks anew.")
    return 1 if weaknesses else 0


if __name__ == "__main__":
    sys.exit(main())
