"""Private keys are files of their own that only Coproduce can read, and destroyed for good."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.checks import run_checks
from nacl.public import PrivateKey

from ballots import checks, keys


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


def test_a_key_is_a_file_that_nobody_else_can_read(folder):
    name = uuid4()
    public = keys.make_keys([name])[0]
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert bytes(keys.read_key(name, public)) == path.read_bytes()


def test_a_key_that_is_gone_damaged_or_another_one_is_away(folder):
    name, other = uuid4(), uuid4()
    public = keys.make_keys([name])[0]
    path = folder / f"{name.hex}.key"
    assert keys.is_there(name, public)
    for content in (b"", b"short", bytes(PrivateKey.generate())):
        path.write_bytes(content)
        with pytest.raises(keys.KeyIsAway):
            keys.read_key(name, public)
    with pytest.raises(keys.KeyIsAway):
        keys.read_key(other, public)
    assert not keys.is_there(name, public)


def test_a_destroyed_key_is_overwritten_first_and_may_be_destroyed_again(folder, tmp_path):
    name = uuid4()
    keys.make_keys([name])
    path = folder / f"{name.hex}.key"
    before = path.read_bytes()
    kept = tmp_path / "the-same-file"
    kept.hardlink_to(path)
    keys.destroy_key(name)
    assert list(folder.iterdir()) == []
    assert kept.read_bytes() != before
    assert len(kept.read_bytes()) == 32
    keys.destroy_key(name)


def test_a_key_is_never_made_twice(folder):
    name = uuid4()
    public = keys.make_keys([name])[0]
    with pytest.raises(keys.KeyCannotBeStored):
        keys.make_keys([name])
    assert keys.is_there(name, public)


def test_a_folder_that_cannot_be_made_is_said(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.KEYS_DIR = tmp_path / "file" / "keys"
    with pytest.raises(keys.KeyCannotBeStored):
        keys.make_keys([uuid4()])


# The folder, before anything starts


def found() -> list[str]:
    return [one.id for one in run_checks(include_deployment_checks=True) if "ballots" in one.id]


def test_a_folder_of_its_own_is_right(folder):
    folder.mkdir(mode=0o700)
    assert found() == []


def test_a_missing_folder_is_said(folder):
    assert found() == ["ballots.E002"]


@pytest.mark.parametrize("mode", [0o750, 0o704, 0o711, 0o777])
def test_a_folder_that_others_can_look_into_is_said(folder, mode):
    folder.mkdir()
    folder.chmod(mode)
    assert found() == ["ballots.E003"]


def test_a_folder_that_cannot_be_written_to_is_said(folder, monkeypatch):
    folder.mkdir(mode=0o700)
    # The tests may run as root, whom no mode stops.
    monkeypatch.setattr(checks.os, "access", lambda _path, _mode: False)
    assert found() == ["ballots.E004"]


@pytest.mark.parametrize("place", [".", "keys", "a/b/keys", ".."])
def test_keys_with_the_data_are_refused_at_every_start(settings, tmp_path, place):
    settings.DATA_DIR = tmp_path / "data"
    settings.KEYS_DIR = settings.DATA_DIR / place
    assert [one.id for one in checks.keys_are_apart(None)] == ["ballots.E001"]
