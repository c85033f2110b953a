"""
What somebody learns of who said something without a name, who copies the disk at each commit, dumps it or reads logs.

The attacker reads every row of every table and every byte of the files after each commit.
"""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from ballots import cleaning
from ballots.models import SealedPiece
from projects.models import Move
from questions.models import ThreeWords, UnnamedDay, UnnamedHour, UnnamedNote
from questions.unnamed_limits import forget_hours
from tests import factories
from tests.disk import files_of_tables, files_with, log_begins
from tests.elements.test_disk import learned, rows_of_copy
from tests.pages import lacks
from tests.questions.unnamed import let_appear, say, sealed_in, tomorrow
from tests.sealed import clean_at_last

pytestmark = pytest.mark.django_db(transaction=True)
SAY = "/projects/waiting-at-night/say/"
SEALED = {("ballots_sealedpiece", "1 more"), ("questions_unnamedhour", "said")}


@pytest.fixture
def people(project) -> list[Client]:
    """Members who are signed in, and have been here a while."""
    clients = []
    for _n in range(3):
        client = Client()
        client.force_login(factories.MemberFactory(project=project).user)
        client.get(SAY)
        clients.append(client)
    return clients


@pytest.fixture
def said_here() -> str:
    """A word that stands in the words of this test and nowhere else: a log of PostgreSQL holds other tests, too."""
    return f"night{uuid4().hex}"


def test_copies_at_each_commit_differ_in_one_more_piece_and_in_nothing_of_a_person(
    project, people, said_here, tmp_path, monkeypatch, settings
):
    say(project, "The first of the day")
    # The write-ahead log grows, and is cut at each commit.
    monkeypatch.setattr(cleaning, "tidy", lambda: None)
    readable, since = [], log_begins()
    for number, client in enumerate(people):
        before, moves = rows_of_copy(tmp_path), Move.objects.count()
        answer = client.post(SAY, {"words": f"{said_here}{number}", "shown": "unnamed"})
        assert "three-words" in answer.content.decode()
        assert set(learned(before, rows_of_copy(tmp_path))) == SEALED
        assert Move.objects.count() == moves
        readable += files_with(said_here, *cleaning.ballot_tables(), since=since)
        queued = (settings.DATA_DIR / "broker").rglob("*")
        readable += [file for file in queued if file.is_file() and said_here in file.read_text()]
    assert readable == []
    assert len(sealed_in(project)) == 4


def test_logs_say_nothing_of_it(project, people, said_here, caplog):
    with caplog.at_level(logging.INFO):
        people[0].post(SAY, {"words": said_here, "shown": "unnamed"})
        people[0].get("/nothing-is-here/")
    assert [
        record.getMessage() for record in caplog.records if record.name == "django.request"
    ] == ["Not Found: /nothing-is-here/"]
    assert lacks(caplog.text, said_here, "three_words", but_has="/nothing-is-here/")


def transactions() -> dict[str, set[int]]:
    """Say by which transactions the rows were written that are there now, on PostgreSQL, which marks each of them."""
    found: dict[str, set[int]] = {}
    with connection.cursor() as cursor:
        for table, whose in (("ballots_sealedpiece", "seal_id"), ("questions_unnamedhour", "hour")):
            cursor.execute(f"SELECT {whose}, xmin::text FROM {table}")
            for key, by in cursor.fetchall():
                found.setdefault(f"{table} {key}", set()).add(int(by))
    return found


def test_when_the_hour_is_over_no_row_is_the_youngest(project, twin):
    for place in (twin, project):
        say(place, "One")
        say(place, "Two")
    keys = set(SealedPiece.objects.values_list("pk", flat=True))
    is_marked = connection.vendor == "postgresql"
    newest = max(max(by) for by in transactions().values()) if is_marked else 0
    assert forget_hours(now=timezone.now() + timedelta(hours=1))
    assert not keys & set(SealedPiece.objects.values_list("pk", flat=True))
    if not is_marked:
        return
    after = transactions()
    assert len(after) == 3
    # One for each seal, in the order of their random keys, and one for all hours.
    assert {len(by) for by in after.values()} == {1}
    assert min(min(by) for by in after.values()) > newest


def test_when_it_has_appeared_nothing_is_left_of_the_pieces(project, said_here):
    boxes = []
    for number in range(3):
        say(project, f"{said_here}{number}")
        boxes += [bytes(box) for (box,) in SealedPiece.objects.values_list("box")]
    parts = {box[place : place + 64] for box in boxes for place in range(0, 8000, 1024)}
    tables = cleaning.ballot_tables()
    before = files_of_tables(*tables)
    assert [name for name in before if any(part in before[name] for part in parts)]
    assert len(let_appear(project, now=tomorrow())) == 3
    clean_at_last()
    after = files_of_tables(*tables)
    assert [name for name in after if any(part in after[name] for part in parts)] == []


@pytest.mark.parametrize("model", [UnnamedDay, UnnamedHour, ThreeWords])
def test_no_column_leads_to_a_person_or_holds_a_time_finer_than_an_hour(model):
    fields = model._meta.concrete_fields
    assert {f.related_model.__name__ for f in fields if f.is_relation} <= {
        *("Project", "Seal", "Contribution")
    }
    times = [f.name for f in fields if isinstance(f, models.DateTimeField | models.TimeField)]
    assert times == (["hour"] if model is UnnamedHour else [])


def test_a_note_of_the_author_names_nobody_and_has_a_day():
    fields = {field.name: type(field) for field in UnnamedNote._meta.concrete_fields}
    assert fields["day"] is models.DateField
    assert {models.DateTimeField, models.TimeField} & set(fields.values()) == set()
