"""Append-only tables refuse every change, however it is tried, on both engines."""

import pytest
from django.db import DatabaseError, connection, transaction

from decisions.models import DecisionMaker, DecisionVersion
from decisions.services import Maker, record_decision
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
