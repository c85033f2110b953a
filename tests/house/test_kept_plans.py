"""PostgreSQL keeps a plan over what is taken back, and forgets it when a table changes."""

import pytest
from django.db import connection, transaction

from projects.models import Project

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = connection.vendor == "postgresql"
OFTEN = 5


def kept() -> int:
    """Return how many queries about projects the server has kept; SQLite keeps none."""
    if not ON_POSTGRESQL:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
            ['SELECT "projects_project"."id" AS "pk"%'],
        )
        return cursor.fetchone()[0]


def ask() -> None:
    for _time in range(OFTEN):
        assert not list(Project.objects.order_by().values_list("pk"))


def take_back(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        transaction.set_rollback(True)


def test_a_plan_stays_when_rows_are_taken_back():
    ask()
    take_back("DELETE FROM outbox_delivery")
    assert kept() == int(ON_POSTGRESQL)
    ask()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE for_a_moment (id integer)",
        "ALTER TABLE projects_project ADD for_a_moment integer",
    ],
)
def test_a_plan_is_forgotten_when_a_table_was_changed(sql):
    ask()
    take_back(sql)
    assert kept() == 0
    ask()
