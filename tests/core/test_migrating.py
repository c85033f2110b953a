"""Models that are made together are the same as models that are made one after the other, and are made at once."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from core import migrating


def link(to: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=models.CASCADE, to=f"tests.{to}")


def operations() -> list:
    """Return new ones: a model that another needs, one that needs it, and a field that needs the second."""
    key = ("id", models.BigAutoField(primary_key=True))
    return [
        migrations.CreateModel("First", fields=[key]),
        migrations.CreateModel(
            "Second",
            fields=[key, ("first", link("First")), ("on", models.DateField())],
            options={"indexes": [models.Index(fields=["on"], name="second_on")]},
        ),
        migrations.AddField("first", "second", models.DateField(null=True)),
        migrations.CreateModel("Third", fields=[key, ("second", link("Second"))]),
    ]


class Together(migrating.Migration):
    operations = operations()


class OneByOne(migrations.Migration):
    operations = operations()


def sql_of(kind: type[migrations.Migration], *, backwards: bool = False) -> list[str]:
    """Return what the migration would ask of the database, in an order that does not matter."""
    state = ProjectState()
    assert state.apps  # As Django's executor asks for it.
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration = kind("0001_initial", "tests")
        (migration.unapply if backwards else migration.apply)(state, editor, collect_sql=True)
    return sorted(line for line in editor.collected_sql if not line.startswith("--"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_tables_are_the_same(backwards):
    found = sql_of(Together, backwards=backwards)
    assert found == sql_of(OneByOne, backwards=backwards)
    assert len(found) > 3


@pytest.mark.django_db(transaction=True)
def test_the_classes_are_made_once_for_all(monkeypatch):
    made = []

    def render(state, apps, real=migrations.state.ModelState.render):
        made.append(state.name)
        return real(state, apps)

    monkeypatch.setattr(migrations.state.ModelState, "render", render)
    sql_of(Together)
    together = made.count("First")
    made.clear()
    sql_of(OneByOne)
    assert together < made.count("First")


def test_it_says_what_it_makes():
    (first, *_rest) = Together("0001_initial", "tests").operations
    assert first.describe() == "Create model First; Create model Second"
