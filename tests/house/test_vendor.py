"""What others made and we carry is unchanged, recorded and licensed."""

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = pytest.mark.parametrize("folder", [ROOT / "static/vendor", ROOT / "tests/vendor"])


def recorded(folder: Path) -> dict[str, str]:
    """Return the hash of each file that VENDOR.toml names, by its path."""
    packages = tomllib.loads((folder / "VENDOR.toml").read_text())["package"]
    return {
        f"{package['path']}/{file}": digest
        for package in packages
        for file, digest in package["sha256"].items()
    }


def carried(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "VENDOR.toml"
    }


@FOLDERS
def test_every_vendored_file_is_recorded_and_unchanged(folder):
    assert carried(folder) == recorded(folder)


@FOLDERS
def test_every_vendored_package_has_a_version_and_a_licence(folder):
    for package in tomllib.loads((folder / "VENDOR.toml").read_text())["package"]:
        assert package["version"] in package["path"]
        assert package["licence"]
