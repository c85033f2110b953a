"""Pieces go in one by one, come out together, once, and leave nothing behind."""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from ballots import cleaning
from ballots.cleaning import clean_up
from ballots.keys import KeyIsAway, destroy_key, is_there
from ballots.models import Seal, SealedPiece
from ballots.services import Opened, look_into, make_seal, open_seal, put_in
from ballots.tasks import clean_up as clean_up_task
from tests.disk import files_of_database, files_of_tables
from tests.neighbours import changed_by
from tests.sealed import clean_at_last

pytestmark = pytest.mark.django_db


@pytest.fixture
def seal() -> Seal:
    return make_seal()


def test_what_was_put_in_comes_out_together_and_the_pieces_go(seal):
    for number in range(9):
        put_in(seal, {"says": number})
    opened = open_seal(seal)
    assert sorted(content["says"] for content in opened.contents) == list(range(9))
    assert opened.unread == 0
    assert not SealedPiece.objects.exists()


def test_pieces_of_two_seals_are_apart(seal):
    other = make_seal()
    put_in(seal, "here")
    assert len(changed_by(lambda: put_in(other, "there"), SealedPiece)) == 1
    assert open_seal(seal) == Opened(["here"], unread=0)
    assert open_seal(other) == Opened(["there"], unread=0)


def test_opened_again_nothing_comes_out_twice(seal):
    put_in(seal, "once")
    assert open_seal(seal).contents == ["once"]
    assert open_seal(seal).contents == []


def test_all_pieces_get_new_keys_whenever_one_is_added(seal):
    put_in(seal, 1)
    before = set(SealedPiece.objects.values_list("pk", flat=True))
    put_in(seal, 2)
    assert not before & set(SealedPiece.objects.values_list("pk", flat=True))


def places_of_pieces(seal: Seal) -> list[bytes]:
    """Return the pieces as they lie in the table, on SQLite in the bytes of the file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT box FROM ballots_sealedpiece ORDER BY id")
        boxes = [bytes(box) for (box,) in cursor.fetchall()]
        if connection.vendor == "sqlite":
            (content,) = files_of_tables().values()
            return sorted(boxes, key=lambda box: content.index(box[64:128]))
        cursor.execute("SELECT box FROM ballots_sealedpiece ORDER BY ctid")
        return [bytes(box) for (box,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_where_a_piece_lies_says_nothing_about_when_it_came(seal):
    """Permutation test: the mean distance from the place of arrival is that of chance."""
    came: list[bytes] = []
    for number in range(40):
        put_in(seal, number)
        came += set(places_of_pieces(seal)) - set(came)
    places = [came.index(box) for box in places_of_pieces(seal)]

    def distance(order: list[int]) -> int:
        return sum(abs(place - here) for here, place in enumerate(order))

    chance = random.Random(7)
    by_chance = [distance(chance.sample(range(40), 40)) for _n in range(2000)]
    # One in a thousand runs of an honest shuffle lies outside.
    assert 1 <= sum(value <= distance(places) for value in by_chance) <= 1999


@pytest.mark.django_db(transaction=True)
def test_the_newest_piece_lies_anywhere(seal):
    """At either end it would lie 4 times in 40, by chance; more than 20 times once in ten million runs."""
    known: set[bytes] = set()
    ends = [0, 0]
    for number in range(40):
        put_in(seal, number)
        places = places_of_pieces(seal)
        (newest,) = set(places) - known
        known.add(newest)
        ends[0] += newest == places[0]
        ends[1] += newest == places[-1]
    assert max(ends) <= 20


def test_without_its_key_a_seal_takes_nothing_and_opens_nothing(seal):
    put_in(seal, 1)
    destroy_key(seal.pk)
    with pytest.raises(KeyIsAway):
        put_in(seal, 2)
    with pytest.raises(KeyIsAway):
        open_seal(seal)
    assert SealedPiece.objects.count() == 1
    opened = open_seal(seal, without_key=True)
    assert (opened.contents, opened.unread) == ([], 1)
    assert not SealedPiece.objects.exists()


def test_a_seal_with_nothing_in_it_needs_no_key(seal):
    destroy_key(seal.pk)
    assert open_seal(seal).contents == []


def test_a_damaged_piece_is_counted_and_the_others_are_read(seal):
    for number in range(3):
        put_in(seal, number)
    SealedPiece.objects.filter(pk=SealedPiece.objects.order_by("pk")[0].pk).update(box=b"x" * 8192)
    opened = open_seal(seal)
    assert len(opened.contents) == 2
    assert opened.unread == 1


def test_it_can_be_looked_into_and_stays_sealed(seal):
    put_in(seal, 1)
    put_in(seal, 2)
    assert sorted(look_into(seal)) == [1, 2]
    assert SealedPiece.objects.count() == 2
    assert sorted(open_seal(seal).contents) == [1, 2]


def test_reading_a_key_leaves_no_mark_on_its_file(seal, settings):
    """When a key was first read would tell when the first answer came."""
    file = Path(settings.KEYS_DIR) / f"{seal.pk.hex}.key"
    os.utime(file, (1_000_000_000, file.stat().st_mtime))
    put_in(seal, 1)
    assert file.stat().st_atime == 1_000_000_000


# What is left behind


@pytest.mark.django_db(transaction=True)
def test_the_key_stays_until_the_answers_are_read_and_then_goes_with_all_else(seal):
    other = make_seal()
    put_in(seal, 1)
    put_in(other, 2)
    assert clean_up() == 0
    assert is_there(seal.pk, seal.public_key)
    open_seal(seal)
    clean_up_task()
    clean_at_last()
    assert not is_there(seal.pk, seal.public_key)
    assert list(Seal.objects.all()) == [other]
    assert open_seal(other).contents == [2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["is_on_disk", "destroy_key", "_clean_tables"])
def test_whoever_dies_while_cleaning_is_followed_by_another(seal, monkeypatch, where):
    class Killed(BaseException):
        pass

    def die(*_arguments):
        raise Killed

    put_in(seal, 1)
    open_seal(seal)
    with monkeypatch.context() as now:
        now.setattr(cleaning, where, die)
        with pytest.raises(Killed):
            clean_up()
    assert Seal.objects.opened().exists()
    clean_at_last()
    assert not Seal.objects.exists()
    assert not is_there(seal.pk, seal.public_key)


@contextmanager
def older_transaction() -> Iterator[None]:
    """Somebody else's unfinished work; on PostgreSQL in another database of the same server, which is enough."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM ballots_sealedpiece").fetchone()
            yield
        return
    info = connection.connection.info
    with psycopg.connect(info.dsn, dbname="postgres", password=info.password) as other:
        other.execute("SELECT pg_current_xact_id()")
        yield


@pytest.mark.django_db(transaction=True)
def test_what_cannot_go_while_an_older_transaction_runs_is_left_for_the_next_time(seal):
    put_in(seal, 1)
    part = bytes(SealedPiece.objects.get().box)[64:128]

    def lies_there() -> bool:
        files = files_of_database if connection.vendor == "sqlite" else files_of_tables
        return any(part in content for content in files(*cleaning.ballot_tables()).values())

    with older_transaction():
        open_seal(seal)
        assert clean_up() == 1
        assert lies_there()
    clean_at_last()
    assert not lies_there()


@pytest.mark.django_db(transaction=True)
def test_a_key_is_kept_while_it_is_not_sure_that_the_answers_outlive_a_power_cut(seal, monkeypatch):
    put_in(seal, 1)
    open_seal(seal)
    with monkeypatch.context() as now:
        now.setattr(cleaning, "is_on_disk", lambda: False)
        assert clean_up() == 1
    assert is_there(seal.pk, seal.public_key)
    clean_at_last()
    assert not is_there(seal.pk, seal.public_key)


def test_inside_a_transaction_nothing_is_cleaned(seal):
    put_in(seal, 1)
    open_seal(seal)
    assert clean_up() == 1
    assert is_there(seal.pk, seal.public_key)


def test_what_is_deleted_is_overwritten():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
        # Where Python brings its own SQLite, it is off unless we say so.
        assert "secure_delete=ON" in connection.settings_dict["OPTIONS"]["init_command"]
    assert cleaning.ballot_tables() == [
        *("ballots_sealedpiece", "decisions_proposalsay", "elements_asked", "elements_sheet"),
        *(
            "meetings_pulseasked",
            "meetings_pulseplaces",
            "questions_unnamedday",
            "questions_unnamedhour",
        ),
    ]


@pytest.fixture
def without_overwriting():
    """A connection that leaves what was deleted, as somebody's own tool may."""

    def say(what: str) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA secure_delete = {what}").fetchall()

    say("OFF")
    yield
    say("ON")


@pytest.mark.django_db(transaction=True)
def test_after_cleaning_no_byte_of_a_piece_is_left_in_the_database(seal, without_overwriting):
    tables = cleaning.ballot_tables()
    boxes = []
    for number in range(5):
        put_in(seal, number)
        boxes += [bytes(box) for (box,) in SealedPiece.objects.values_list("box")]
    parts = {box[place : place + 64] for box in boxes for place in range(0, len(box) - 64, 1024)}
    before = files_of_tables(*tables)
    assert any(part in content for part in parts for content in before.values())
    open_seal(seal)
    clean_at_last()
    after = files_of_tables(*tables)
    assert [name for name, content in after.items() if any(part in content for part in parts)] == []


@pytest.mark.django_db(transaction=True)
def test_after_each_piece_no_older_version_of_another_is_left(seal):
    put_in(seal, 1)
    (old,) = SealedPiece.objects.values_list("pk", flat=True)
    put_in(seal, 2)
    tables = ["ballots_sealedpiece"]
    key = old.hex.encode() if connection.vendor == "sqlite" else old.bytes
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
            cursor.execute("SELECT t_data FROM heap_page_items(get_raw_page(%s, 0))", tables)
            rows = [bytes(data) for (data,) in cursor.fetchall() if data]
        else:
            rows = list(files_of_database().values())
    assert rows
    assert [row for row in rows if key in row] == []


def test_what_was_opened_is_on_the_disk_before_its_key_goes(seal):
    """The tests' own PostgreSQL does not wait for the disk; the transaction that opens a seal does."""
    open_seal(seal)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
    assert Seal.objects.opened().exists()


def test_a_seal_is_known_by_chance_alone(seal):
    assert seal.pk.version == 4
    assert seal.pk != uuid4()


@pytest.mark.django_db(transaction=True)
def test_cleaning_leaves_how_long_a_page_waits_for_others_as_it_was():
    def patience():
        of_vendor = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
        with connection.cursor() as cursor:
            cursor.execute(of_vendor)
            return cursor.fetchone()

    before = patience()
    open_seal(make_seal())
    clean_at_last()
    assert patience() == before
