"""
What somebody learns who copies the disk at each commit, and what one copy shows together with the key.

The attacker knows the order in which people answered, reads every row of every table and every byte of the files after
each commit, on PostgreSQL dead rows too, and compares each copy with the one before.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from ballots import cleaning
from ballots.models import SealedPiece
from elements import services
from elements.models import Review
from elements.services import Ballot
from projects.models import Member, Role
from tests import factories
from tests.disk import files_of_tables, files_with, log_begins, versions_on_disk
from tests.sealed import clean_at_last, contents_of

pytestmark = pytest.mark.django_db(transaction=True)
DAY = factories.DAY
HOW_MANY = 9
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def review(project, people) -> Review:
    return factories.ReviewFactory(project=project)


@pytest.fixture
def people(project) -> list[Member]:
    return [
        factories.MemberFactory(project=project, role=Role.PARTICIPANT) for _n in range(HOW_MANY)
    ]


@pytest.fixture
def said_here() -> str:
    """A word that stands in the ballots of this test and nowhere else: a log of PostgreSQL holds other tests, too."""
    return f"warm{uuid4().hex}"


@pytest.fixture
def ballots(people, review, said_here) -> list[tuple[Member, Ballot]]:
    """What each person is about to answer: no two say the same."""
    chance = random.Random(5)
    indicators = [row.pk for row in review.asked_indicators()]
    return [
        (
            member,
            Ballot(
                {pk: chance.randrange(5) for pk in chance.sample(indicators, 30)},
                {None: f"It is {said_here}{place} here."},
            ),
        )
        for place, member in enumerate(people)
    ]


def send(review: Review, member: Member, ballot: Ballot) -> None:
    assert services.send_answers(review, member=member, ballot=ballot, on=DAY)


def rows_of_copy(folder: Path) -> Rows:
    """Return every row of a copy of the database: on SQLite of its file and its log, cut at this commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            names = connection.introspection.table_names(cursor)
            found: Rows = {}
            for name in names:
                cursor.execute(f'SELECT * FROM "{name}"')
                found[name] = cursor.fetchall()
        return found
    folder = Path(mkdtemp(dir=folder))
    path = Path(connection.settings_dict["NAME"])
    for each in path.parent.glob(f"{path.name}*"):
        if not each.name.endswith("-shm"):
            copy(each, folder / each.name)
    with closing(sqlite3.connect(folder / path.name)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names}


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
        return [column[0] for column in cursor.description]


def learned(before: Rows, after: Rows) -> Iterator[tuple[str, str]]:
    """Name each table and column in which something differs from one commit to the next, but for what is sealed."""
    for table, rows in after.items():
        gone, come = set(before[table]) - set(rows), set(rows) - set(before[table])
        if table == "ballots_sealedpiece":
            # What is in it are keys of chance and sealed boxes of one length.
            assert {len(row[columns_of(table).index("box")]) for row in come} <= {8192}
            yield table, f"{len(come) - len(gone)} more"
            continue
        if come or gone:
            for place, name in enumerate(columns_of(table)):
                if {row[place] for row in gone} != {row[place] for row in come}:
                    yield table, name


def test_copies_at_each_commit_show_who_answered_and_no_answer(
    review, ballots, said_here, tmp_path, monkeypatch
):
    # The write-ahead log grows, and is cut at each commit.
    monkeypatch.setattr(cleaning, "tidy", lambda: None)
    tables = cleaning.ballot_tables()
    seen: list[set[tuple[str, str]]] = []
    readable: list[str] = []
    before, since = rows_of_copy(tmp_path), log_begins()
    for member, ballot in ballots:
        send(review, member, ballot)
        after = rows_of_copy(tmp_path)
        seen.append(set(learned(before, after)))
        readable += files_with(said_here, *tables, since=since)
        before = after
    # The same for everybody, whatever they said: that somebody answered, and one more piece.
    assert seen == [{("elements_asked", "has_answered"), ("ballots_sealedpiece", "1 more")}] * len(
        ballots
    )
    assert readable == []
    # What lies open is found: in a table, or a log.
    review.title = said_here
    review.save(update_fields=["title"])
    assert files_with(said_here, *tables, since=since)


def test_sheets_and_what_somebody_typed_in_are_as_dumb(review, ballots, tmp_path):
    sheets = services.make_sheets(review, count=3, role=Role.PARTICIPANT, on=DAY)
    seen = []
    for sheet, (_member, ballot) in zip(sheets, ballots, strict=False):
        before = rows_of_copy(tmp_path)
        services.send_sheet(review, number=sheet.number, ballot=ballot, on=DAY)
        seen.append(set(learned(before, rows_of_copy(tmp_path))))
    assert seen == [{("elements_sheet", "is_in"), ("ballots_sealedpiece", "1 more")}] * 3


def boxes_now() -> list[bytes]:
    return [bytes(box) for (box,) in SealedPiece.objects.order_by("pk").values_list("box")]


def test_one_copy_with_the_key_shows_every_ballot_and_nobodys(review, people, ballots):
    """Each piece is on the disk once, without older versions that would say when it came, and names no person."""
    for number, (member, ballot) in enumerate(ballots, start=1):
        send(review, member, ballot)
        assert versions_on_disk("ballots_sealedpiece", boxes_now()) == number
        if connection.vendor == "postgresql":
            assert versions_on_disk("elements_asked", []) == review.asked_count
    contents = contents_of(review)
    assert len(contents) == HOW_MANY
    assert {key for content in contents for key in content} == {
        *("role", "paper", "answers", "words")
    }
    assert {content["role"] for content in contents} == {"participant"}


def test_when_it_has_closed_only_what_is_published_is_left(review, ballots):
    tables = cleaning.ballot_tables()
    boxes: list[bytes] = []
    for member, ballot in ballots:
        send(review, member, ballot)
        boxes += boxes_now()
    parts = {box[place : place + 64] for box in boxes for place in range(0, 8000, 1024)}
    before = files_of_tables(*tables)
    assert [name for name in before if any(part in before[name] for part in parts)]
    assert services.close_review(review, now=factories.NOW + timedelta(days=15))
    clean_at_last()
    after = files_of_tables(*tables)
    assert [name for name in after if any(part in after[name] for part in parts)] == []
    assert not services.can_be_read(Review.objects.get())
    assert Review.objects.get().results.count() == 38
