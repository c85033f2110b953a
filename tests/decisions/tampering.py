"""Change rows as somebody would who has the password of the database, and can switch every trigger off."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tests.emptying import triggers_stand_aside


def tamper(sql):
    """Change rows by SQL while the append-only triggers stand aside."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    # Constraints that wait for the end of the transaction would refuse to let go of the triggers.
    connection.check_constraints()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with triggers_stand_aside(), connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def nothing_refuses(table: str) -> Iterator[None]:
    """Switch off what refuses to change a table, foreign keys too; all that is changed meanwhile is undone."""
    with transaction.atomic():
        connection.check_constraints()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET LOCAL session_replication_role = replica")
            yield
        else:
            with triggers_stand_aside(table):
                yield
        transaction.set_rollback(True)
