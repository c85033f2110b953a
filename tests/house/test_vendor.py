"""What others made and we carry is unchanged, recorded and licensed."""

import hashlib
import tomllib
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"


def recorded() -> dict[str, str]:
    """Return the hash of each file that VENDOR.toml names, by its path."""
    packages = tomllib.loads((VENDOR / "VENDOR.toml").read_text())["package"]
    return {
        f"{package['path']}/{file}": digest
        for package in packages
        for file, digest in package["sha256"].items()
    }


def carried() -> dict[str, str]:
    return {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDOR.toml"
    }


def test_every_vendored_file_is_recorded_and_unchanged():
    assert carried() == recorded()


def test_every_vendored_package_has_a_version_and_a_licence():
    for package in tomllib.loads((VENDOR / "VENDOR.toml").read_text())["package"]:
        assert package["version"] in package["path"]
        assert package["licence"]
