"""Copies of the keys of people: apart, for 30 days, and nothing that was destroyed comes back by them."""

import io
import os
import stat
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from coproduce.backup.looking import of_keys
from core import locked_words
from core.own_keys import destroy_own_key, own_key_path
from participation import services
from participation.models import MemberKey
from tests.factories import NOW
from tests.needing import say_needs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def keys(tmp_path, settings) -> Path:
    """A folder of keys that no other test has."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.KEYS_DIR.mkdir(mode=0o700)
    return settings.KEYS_DIR


@pytest.fixture
def folder(tmp_path) -> Path:
    path = tmp_path / "copies"
    path.mkdir()
    return path


def command(*words: str) -> str:
    said = io.StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def refused(*words: str) -> str:
    with pytest.raises(CommandError) as error:
        command(*words)
    return str(error.value)


def copied(folder: Path) -> Path:
    command("backup_keys", str(folder))
    return max(folder.glob("*.tar"), key=lambda path: path.stat().st_mtime_ns)


def test_keys_of_people_and_of_locked_words_are_copied_and_no_others(amina, jo, keys, folder):
    say_needs(amina, jo, costs="A")
    locked_words.lock_words("x", place="y")
    (keys / f"{'a' * 32}.key").write_bytes(b"of an open review")
    (keys / "people" / f"{'b' * 32}.key").write_bytes(b"of nobody")
    path = copied(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with tarfile.open(path) as archive:
        names = archive.getnames()
    assert names == [f"people/{amina.own_keys.get().name.hex}.key", "locked-words.key"]


def test_what_was_lost_comes_back_and_what_is_there_stays(amina, jo, folder):
    say_needs(amina, jo, costs="A")
    say_needs(jo, costs="B")
    common = locked_words.lock_words("x", place="y")
    path = copied(folder)
    destroy_own_key(amina.own_keys.get().name)
    (settings.KEYS_DIR / locked_words.FILE).unlink()
    (problem,) = of_keys()
    assert "What 1 person said in confidence cannot be read" in problem
    assert "2 keys are put back, 1 were there already" in command("restore_keys", str(path))
    assert services.needs_said(amina) == {"costs": "A"}
    assert locked_words.unlock_words(common, place="y") == "x"
    assert of_keys() == []
    assert "0 keys are put back, 3 were there already" in command("restore_keys", str(path))


def test_who_took_it_back_stays_gone(amina, jo, folder):
    say_needs(amina, jo, costs="A")
    path, name = copied(folder), amina.own_keys.get().name
    services.take_back(amina, "needs", now=NOW)
    services.destroy_spent_keys()
    assert "1 are of nobody who is here" in command("restore_keys", str(path))
    assert not own_key_path(name).exists()


def test_copies_older_than_thirty_days_are_deleted(amina, jo, folder):
    say_needs(amina, jo, costs="A")
    old, young = folder / "coproduce-keys-2099-01-01.tar", folder / "coproduce-keys-2099-01-02.tar"
    now = timezone.now().timestamp()
    for path, days in ((old, 30), (young, 28), (folder / "letter.tar", 99)):
        path.write_text("x")
        os.utime(path, (now - days * 86400,) * 2)
    assert "1 copies as old as 30 days are deleted." in command("backup_keys", str(folder))
    assert (old.exists(), young.exists(), (folder / "letter.tar").exists()) == (False, True, True)
    command("backup_keys", str(folder))
    assert len(list(folder.glob("coproduce-keys-*.tar"))) == 3


def test_a_key_that_is_away_is_said(amina, jo, folder):
    say_needs(amina, jo, costs="A")
    destroy_own_key(amina.own_keys.get().name)
    assert "1 could not be read." in command("backup_keys", str(folder))


@pytest.mark.parametrize("place", ["DATA_DIR", "FILES_DIR", "KEYS_DIR"])
def test_keys_are_not_copied_to_where_the_data_or_the_keys_are(place):
    inside = Path(getattr(settings, place)) / "copies"
    inside.mkdir(parents=True)
    assert "Keep the keys outside of" in refused("backup_keys", str(inside))
    assert not list(inside.iterdir())


def test_keys_are_not_copied_beside_copies_of_the_database(folder, tmp_path):
    (folder / "coproduce-2026-11-30.tar").write_text("x")
    assert "Keep the keys apart from them" in refused("backup_keys", str(folder))
    assert "is no folder" in refused("backup_keys", str(tmp_path / "none"))


def test_a_copy_that_breaks_off_leaves_nothing(amina, jo, folder, monkeypatch):
    say_needs(amina, jo, costs="A")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coproduce.backup.keys.os.fsync", full)
    assert "No copy was made." in refused("backup_keys", str(folder))
    assert not list(folder.iterdir())


def _tar(path: Path, name: str, *, size: int = 32, kind: bytes = tarfile.REGTYPE) -> Path:
    with tarfile.open(path, "w") as archive:
        member = tarfile.TarInfo(name)
        member.size, member.type, member.linkname = size, kind, "/etc/passwd"
        archive.addfile(member, io.BytesIO(b"k" * size) if kind == tarfile.REGTYPE else None)
    return path


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("../people/x.key", {}),
        (f"people/{'a' * 32}.key/..", {}),
        (f"people/{'A' * 32}.key", {}),
        ("/etc/locked-words.key", {}),
        ("locked-words.key", {"size": 33}),
        ("locked-words.key", {"size": 0}),
        ("locked-words.key", {"kind": tarfile.SYMTYPE}),
    ],
)
def test_what_is_no_copy_of_keys_is_not_put_back(folder, keys, name, more):
    path = _tar(folder / "x.tar", name, **more)
    assert "Nothing was changed." in refused("restore_keys", str(path))
    assert not list(keys.iterdir())


def test_a_text_is_no_copy(folder):
    path = folder / "x.tar"
    path.write_text("hello")
    assert "is no copy made by" in refused("restore_keys", str(path))


def test_the_database_of_a_project_that_is_gone_names_no_key(amina, jo, folder):
    say_needs(amina, jo, costs="A")
    amina.project.delete()
    services.destroy_spent_keys()
    assert not MemberKey.objects.exists()
    with tarfile.open(copied(folder)) as archive:
        assert archive.getnames() == []


def test_a_copy_that_was_moved_and_what_broke_off_are_deleted_as_well(folder):
    moved, broken_off = folder / "coproduce-keys-2020-01-01.tar", folder / ".coproduce-keys-x"
    for path in (moved, broken_off):
        path.write_text("x")
        os.utime(path, ((timezone.now() - timedelta(days=1)).timestamp(),) * 2)
    command("backup_keys", str(folder))
    assert (moved.exists(), broken_off.exists()) == (False, False)


@pytest.mark.parametrize("cut", [0, 31])
def test_a_key_that_was_cut_off_counts_as_away_and_is_put_back_whole(amina, jo, folder, cut):
    say_needs(amina, jo, costs="A")
    path, key = copied(folder), own_key_path(amina.own_keys.get().name)
    key.write_bytes(key.read_bytes()[:cut])
    assert "1 could not be read." in command("backup_keys", str(folder))
    assert "1 keys are put back" in command("restore_keys", str(path))
    assert services.needs_said(amina) == {"costs": "A"}
