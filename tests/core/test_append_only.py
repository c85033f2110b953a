"""Append-only tables refuse every change, however it is tried, on both engines."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from decisions.models import Decision, DecisionLog, DecisionMaker, DecisionVersion
from decisions.services import Maker, correct_decision, record_decision
from tests import factories


@pytest.fixture
def decision(project, jo):
    return record_decision(
        project,
        by=jo,
        what="Lights are dimmed from 11pm",
        why="People could not rest.",
        decided_on=factories.DAY,
        makers=[Maker(member=jo)],
        now=factories.NOW,
    )


def refused(change) -> bool:
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        change()
    return True


def run(sql: str):
    def change():
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return change


@pytest.mark.parametrize("model", [DecisionVersion, DecisionMaker])
def test_orm_cannot_change_or_delete_a_row(decision, model):
    row = model.objects.get()
    assert refused(row.save)
    assert refused(lambda: model.objects.update(id=row.pk))
    assert refused(lambda: model.objects.filter(pk=row.pk)._raw_delete(model.objects.db))
    assert refused(lambda: model.objects.bulk_update([row], [model._meta.fields[-1].name]))
    assert model.objects.count() == 1


@pytest.mark.parametrize("table", ["decisions_decisionversion", "decisions_decisionmaker"])
def test_sql_cannot_change_or_delete_a_row(decision, table):
    assert refused(run(f"UPDATE {table} SET id = id"))
    assert refused(run(f"DELETE FROM {table}"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["decisions_decisionversion", "decisions_decisionmaker"])
def test_sql_cannot_empty_or_replace(decision, table):
    if connection.vendor == "postgresql":
        assert refused(run(f"TRUNCATE {table} CASCADE"))
        assert refused(
            run(f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = 9")
        )
    else:
        # SQLite has no TRUNCATE; its REPLACE deletes the old row first.
        assert refused(run(f"REPLACE INTO {table} SELECT * FROM {table}"))


def test_sqlite_cannot_replace_by_another_unique_column(decision):
    columns = ", ".join(f.column for f in DecisionVersion._meta.concrete_fields if f.column != "id")
    table = "decisions_decisionversion"
    if connection.vendor == "sqlite":
        assert refused(
            run(f"REPLACE INTO {table} (id, {columns}) SELECT id + 1, {columns} FROM {table}")
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        run(f"INSERT INTO {table} (id, {columns}) SELECT id + 1, {columns} FROM {table}")()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_rows_of_a_test_with_real_transactions_do_not_reach_the_next(request, time):
    assert DecisionVersion.objects.count() == 0
    request.getfixturevalue("decision")
    assert DecisionVersion.objects.count() == 1
    assert refused(run("DELETE FROM decisions_decisionversion"))


#: What may be written anew; the rest of what moves goes one step on, with the version that it goes on to.
MOVES = {
    Decision: set(),
    DecisionLog: {
        *("checked_at", "checked_count", "problems", "whole_checked_at", "sound_to", "sound_hash"),
        *("asked_at", "read_count"),
    },
}
COLUMNS = [(model, field.name) for model in MOVES for field in model._meta.concrete_fields]


@pytest.mark.parametrize(("model", "name"), COLUMNS, ids=lambda it: getattr(it, "__name__", it))
def test_only_what_must_move_in_a_decision_and_a_log_moves(decision, twin, model, name):
    field = model._meta.get_field(name)
    new = {
        "id": 999,
        "project": twin.pk,
        "number": 7,
        "created_at": factories.NOW + timedelta(days=1),
        "head_hash": "0" * 64,
        "checked_at": factories.NOW,
        "whole_checked_at": factories.NOW,
        "asked_at": factories.NOW,
        "current": None,
        "problems": ["One."],
    }.get(name, 5)
    if name in MOVES[model]:
        assert model.objects.update(**{field.attname: new}) == 1
    else:
        assert refused(lambda: model.objects.update(**{field.attname: new}))


def test_a_decision_and_a_log_move_on_to_the_next_version_and_to_nothing_else(
    decision, project, jo
):
    log, first = DecisionLog.objects.get(), decision.current
    correct_decision(
        decision, base_version=1, what="New", change_why="So.", by=jo, now=factories.NOW
    )
    other = factories.a_decision(project, jo)
    decision.refresh_from_db()
    assert decision.current.version == 2
    ends = {"last_number": log.last_number, "version_count": log.version_count}
    for change in (
        lambda: Decision.objects.filter(pk=decision.pk).update(current=first),
        lambda: Decision.objects.filter(pk=decision.pk).update(current=other.current),
        lambda: Decision.objects.filter(pk=other.pk).update(current=None),
        lambda: DecisionLog.objects.update(head_hash=log.head_hash, **ends),
        lambda: DecisionLog.objects.update(head_hash=log.head_hash),
        lambda: DecisionLog.objects.update(version_count=F("version_count") + 1),
        lambda: DecisionLog.objects.update(last_number=F("last_number") - 1),
    ):
        assert refused(change)


@pytest.mark.parametrize("model", MOVES)
def test_a_decision_and_a_log_stay(decision, model):
    table = model._meta.db_table
    assert refused(run(f"DELETE FROM {table}"))
    if connection.vendor == "sqlite":
        assert refused(run(f"REPLACE INTO {table} SELECT * FROM {table}"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", MOVES)
def test_a_decision_and_a_log_cannot_be_emptied(decision, model):
    if connection.vendor == "postgresql":
        assert refused(run(f"TRUNCATE {model._meta.db_table} CASCADE"))
