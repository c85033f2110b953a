"""What keeps a copy from being made or put back is said in words, and changes nothing."""

import errno
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import AddressChange, User
from coproduce import start
from coproduce.backup import archive, making, postgresql, putting_back, sqlite
from coproduce.backup.making import ENGINES
from coproduce.backup.manifest import MARK
from tests.coproduce.installations import another_installation, folders

pytestmark = pytest.mark.django_db(transaction=True)


def command(*words: str) -> str:
    said = io.StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def refused(*words: str) -> str:
    with pytest.raises(CommandError) as error:
        command(*words)
    return str(error.value)


@pytest.fixture(scope="module")
def copy(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """A copy of an installation with one person, one file and a key of its own in it; no email waits."""
    folder = tmp_path_factory.mktemp("copied")
    with django_db_blocker.unblock(), folders(folder / "data"):
        user = User.objects.for_email("ada@example.org", name="Ada")
        (settings.FILES_DIR / "one").write_text("a picture")
        (settings.DATA_DIR / "secret-key").write_text(settings.SECRET_KEY)
        command("backup", str(folder / "copy.tar"))
        user.delete()
        connection.close()
    return folder / "copy.tar"


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[None]:
    with another_installation(tmp_path / "there"):
        yield


def is_empty() -> bool:
    files = [path for path in settings.FILES_DIR.rglob("*") if path.is_file()]
    return not files and connection.introspection.table_names() == []


def changed(copy: Path, to: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write a copy anew, each member changed, or left out for None; the manifest is signed again."""
    with tarfile.open(copy) as old, tarfile.open(to, "w") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return to


def test_damage_anywhere_is_seen_before_anything_is_changed(copy, elsewhere, tmp_path):
    whole = copy.read_bytes()
    with tarfile.open(copy) as opened:
        places = [member.offset_data + member.size // 2 for member in opened]
        heads = [member.offset + 10 for member in opened]
    assert len(places) == 5
    for place in places + heads:
        damaged = tmp_path / "x.tar"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert re.search("is damaged|or not a whole one", refused("restore", str(damaged)))
    assert is_empty()


@pytest.mark.parametrize("part", [0, 100, 0.5, 0.99])
def test_half_a_file_is_no_copy(copy, elsewhere, tmp_path, part):
    whole, half = copy.read_bytes(), tmp_path / "half.tar"
    with tarfile.open(copy) as opened:
        end = opened.getmember("manifest.sha256").offset
    half.write_bytes(whole[: int(part * end) if part < 1 else part])
    assert "no copy made by “manage.py backup”" in refused("restore", str(half))
    assert is_empty()


def test_a_member_that_is_missing_is_named(copy, elsewhere, tmp_path):
    less = changed(
        copy, tmp_path / "less.tar", lambda name, content: None if name == "files/one" else content
    )
    assert "files/one is missing" in refused("restore", str(less))


def resealed(copy: Path, to: Path, **said: object) -> Path:
    """Write a copy whose manifest says something else."""
    with tarfile.open(copy) as opened:
        manifest = json.load(opened.extractfile("manifest.json"))
    content = json.dumps(manifest | said).encode()
    seal = archive.hashlib.sha256(content).hexdigest().encode()
    new = {"manifest.json": content, "manifest.sha256": seal}
    return changed(copy, to, lambda name, content: new.get(name, content))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"format": 2}, "A newer Coproduce made this file"),
        ({"migrations": ["accounts.0001_initial", "accounts.9999_later"]}, "another version"),
        ({"engine": "oracle"}, "This copy is of oracle"),
    ],
)
def test_a_copy_that_this_coproduce_cannot_read_is_refused(copy, elsewhere, tmp_path, said, words):
    other = resealed(copy, tmp_path / "other.tar", **said)
    assert words in refused("restore", str(other))
    assert is_empty()


HARM = 'x") <> 0) THEN END IF; END $$;\n\\! touch harmed\n--'


@pytest.mark.parametrize(
    "said",
    [
        {"counts": {HARM: 0}},
        {"columns": {HARM: []}},
        {"counts": None},
        {"more": 1},
        {"counts": [1]},
    ],
)
def test_a_copy_that_coproduce_did_not_write_is_refused(copy, elsewhere, tmp_path, said):
    other = resealed(copy, tmp_path / "other.tar", **said)
    assert "This is no copy that Coproduce made." in refused("restore", str(other))
    assert is_empty()


def test_other_tables_under_the_same_migrations_are_another_version(copy, elsewhere, tmp_path):
    with tarfile.open(copy) as opened:
        columns = json.load(opened.extractfile("manifest.json"))["columns"]
    columns["accounts_user"].append("later")
    other = resealed(copy, tmp_path / "other.tar", columns=columns)
    assert "another version" in refused("restore", str(other))


def test_rows_that_are_not_all_there_are_noticed_and_nothing_is_kept(copy, elsewhere, tmp_path):
    with tarfile.open(copy) as opened:
        counts = json.load(opened.extractfile("manifest.json"))["counts"]
    other = resealed(copy, tmp_path / "o.tar", counts=counts | {"accounts_user": 2})
    refused("restore", str(other))
    assert is_empty()


def test_files_and_key_stay_as_they_are_when_the_database_is_not_put_back(
    copy, elsewhere, monkeypatch
):
    monkeypatch.setattr(settings, "SECRET_KEY", "the-key-of-here-" + "1" * 50)
    key = settings.DATA_DIR / "secret-key"
    key.write_text(settings.SECRET_KEY)

    def break_off(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ENGINES[connection.vendor], "put_back", break_off)
        refused("restore", str(copy))
    assert is_empty()
    assert key.read_text() == settings.SECRET_KEY == "the-key-of-here-" + "1" * 50
    command("restore", str(copy))
    assert (settings.FILES_DIR / "one").exists()
    assert key.read_text() == settings.SECRET_KEY != "the-key-of-here-" + "1" * 50


def test_people_are_never_written_over(copy, elsewhere):
    command("restore", str(copy))
    User.objects.create(email="bo@example.org", name="Bo")
    assert refused("restore", str(copy)).startswith("There are people in this installation.")
    assert User.objects.count() == 2


def test_who_begins_while_the_copy_is_read_loses_nothing(copy, elsewhere, monkeypatch):
    command("restore", str(copy))
    User.objects.all().delete()
    (settings.FILES_DIR / "one").unlink()
    read = putting_back.check_members

    def meanwhile(*args: object, **given: object) -> None:
        User.objects.create(email="bo@example.org", name="Bo")
        read(*args, **given)

    monkeypatch.setattr(putting_back, "check_members", meanwhile)
    assert refused("restore", str(copy)).startswith("There are people in this installation.")
    assert [user.name for user in User.objects.all()] == ["Bo"]
    assert not (settings.FILES_DIR / "one").exists()


def test_what_runs_meanwhile_keeps_its_database_where_that_is_a_file(copy, elsewhere, monkeypatch):
    """PostgreSQL locks each table while a copy is put back; who has read there is in nobody's way."""
    monkeypatch.setattr(sqlite, "_SHORT", 0)
    command("restore", str(copy))
    people = User.objects.count()
    User.objects.all().delete()
    with closing(connection.copy()) as running:
        with running.cursor() as cursor:
            cursor.execute("SELECT 1 FROM accounts_user")
        if is_file := connection.vendor == "sqlite":
            assert "Coproduce runs. Stop it" in refused("restore", str(copy))
        else:
            command("restore", str(copy))
    assert User.objects.count() == (0 if is_file else people)


def copy_with_change(folder: Path, mail: str) -> Path:
    """Make a copy in which no news wait, but an email about an address that somebody asked for."""
    user = User.objects.for_email("ada@example.org", name="Ada")
    long_ago = timezone.now() - timedelta(days=1)
    AddressChange.objects.create(
        user=user, new_email="a@b.example", created_at=long_ago, due_at=long_ago, mail=mail
    )
    with folders(folder / "here"):
        command("backup", str(folder / "copy.tar"))
    return folder / "copy.tar"


@pytest.fixture
def with_address(db, tmp_path) -> Path:
    return copy_with_change(tmp_path, "confirm")


def test_who_puts_back_says_what_becomes_of_emails_about_addresses(with_address, elsewhere):
    assert refused("restore", str(with_address)).startswith("1 email waits in this copy")
    assert is_empty()


def test_who_puts_back_is_not_asked_about_emails_that_go_out_in_any_case(tmp_path):
    """The one that tells of a changed address has the link that undoes it."""
    copy = copy_with_change(tmp_path, "changed")
    with another_installation(tmp_path / "there"):
        command("restore", str(copy))
        assert AddressChange.objects.get().gave_up_at is None


@pytest.mark.parametrize(("choice", "is_held"), [("--send", False), ("--hold", True)])
def test_emails_about_addresses_go_out_or_not_as_it_was_said(
    with_address, elsewhere, choice, is_held
):
    said = command("restore", str(with_address), choice)
    assert (AddressChange.objects.get().gave_up_at is not None) == is_held
    assert ("1 email is held back." in said) == is_held


@pytest.mark.parametrize(
    "said",
    [
        'permission denied to create extension "pg_trgm"\nHINT:  Must have CREATE privilege.',
        'could not open extension control file "/usr/share/extension/pg_trgm.control"',
        'extension "pg_trgm" is not available',
    ],
)
def test_an_extension_that_cannot_be_made_here_is_named_with_what_to_do(said):
    words = postgresql._why(f"psql:<stdin>:40: ERROR:  {said}")
    assert "CREATE EXTENSION pg_trgm   " in words
    assert "Nothing was changed." in words


def test_a_database_with_tables_of_others_is_left_alone(copy, elsewhere):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_others (id integer)")
    assert "of_others" in refused("restore", str(copy))


def test_a_restore_that_broke_off_is_begun_again_and_nothing_starts_before(
    copy, elsewhere, monkeypatch
):
    def break_off(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(putting_back, "look_at_all", break_off)
        assert refused("restore", str(copy)) == "Broken off. Type the same command to begin again."
    assert User.objects.get().name == "Ada"
    with pytest.raises(start.RestoreUnfinished):
        start.look_at_data()
    assert "Begin it again" in str(start.words_for(start.RestoreUnfinished()))
    assert "All is as it was" in command("restore", str(copy))
    assert User.objects.get().name == "Ada"
    tables = connection.introspection.table_names()
    assert "accounts_user" in tables
    assert MARK not in tables
    start.look_at_data()


def test_an_older_copy_is_brought_up_to_date(copy, elsewhere, tmp_path, monkeypatch):
    with tarfile.open(copy) as opened:
        migrations = json.load(opened.extractfile("manifest.json"))["migrations"]
    older = resealed(copy, tmp_path / "older.tar", migrations=migrations[:-1])
    said = command("restore", str(older))
    assert "Bringing it up to date." in said
    assert said.strip().endswith("look at a project.")


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """While this lasts, nothing more is brought to the disk."""

    def refuse(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        yield


def test_a_full_disk_leaves_no_half_copy(db, tmp_path, monkeypatch):
    with full_disk(monkeypatch):
        words = refused("backup", str(tmp_path))
    assert words.startswith("The disk is full")
    assert words.endswith("No copy was made.")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_an_installation_that_a_restore_can_be_begun_in(
    copy, elsewhere, monkeypatch
):
    with full_disk(monkeypatch):
        assert refused("restore", str(copy)).startswith("The disk is full")
    assert is_empty()
    command("restore", str(copy))
    assert (settings.FILES_DIR / "one").read_text() == "a picture"


def test_a_file_that_goes_while_the_room_is_looked_at_is_left_out(db, tmp_path, monkeypatch):
    found = making._files

    def one_goes() -> Iterator[tuple[str, Path]]:
        yield from found()
        (settings.FILES_DIR / "gone").unlink(missing_ok=True)
        yield "files/gone", settings.FILES_DIR / "gone"

    with folders(tmp_path / "data"):
        for name in ("gone", "stays"):
            (settings.FILES_DIR / name).write_text("a picture")
        monkeypatch.setattr(making, "_files", one_goes)
        command("backup", str(tmp_path / "copy.tar"))
    with tarfile.open(tmp_path / "copy.tar") as made:
        kept = [name for name in made.getnames() if name.startswith("files/")]
    assert kept == ["files/stays"]


def test_a_copy_is_never_written_over(db, tmp_path):
    command("backup", str(tmp_path))
    command("backup", str(tmp_path))
    first, second = sorted(tmp_path.iterdir(), key=lambda path: len(path.name))
    assert second.name == f"{first.stem}-2.tar"
    assert "there already" in refused("backup", str(first))


def test_a_copy_is_not_kept_where_it_would_be_copied_or_where_the_keys_are(db, tmp_path):
    with folders(tmp_path / "data"):
        assert "outside of" in refused("backup", str(settings.FILES_DIR / "copy.tar"))
    assert "outside of" in refused("backup", str(settings.KEYS_DIR))
    assert "There is no folder" in refused("backup", str(tmp_path / "away" / "copy.tar"))
    assert "ends with .tar" in refused("backup", str(tmp_path / "away"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert refused("restore", str(tmp_path / "x.tar")) == (
        f"There is no file {tmp_path}/x.tar. Nothing was changed."
    )


@pytest.mark.django_db
def test_what_sqlite_keeps_for_itself_is_no_table_of_somebody_else():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    putting_back._refuse_full(SimpleNamespace(counts={}))
