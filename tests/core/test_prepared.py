"""A prepared query answers as the queryset would, with other values each time, and is built once."""

import re
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.models import Count, DateField, DateTimeField, Max, Q, Value
from django.utils import timezone

from core.prepared import Hole, Prepared, day, moment, number, text, totals
from projects.models import Member, Project
from projects.prepared import AboutProjects
from tests import factories
from tests.full_project import fill
from tests.house.world import make_world


def test_prepared_answers_as_the_queryset_would_with_other_values_each_time(project, twin):
    factories.MemberFactory.create_batch(3, project=project)
    factories.MemberFactory(project=twin)
    prepared = Prepared(
        lambda: (
            Member.objects.filter(project=number("project"))
            .select_related("project")
            .order_by("pk")
        )
    )
    for asked in (project, twin, project):
        members = prepared.all(project=asked.pk)
        assert members == list(Member.objects.filter(project=asked).order_by("pk"))
        assert {member.project for member in members} == {asked}


def test_what_never_changes_stands_in_the_sql_whatever_letters_it_has(project):
    odd = "50% of 'it', \\ and %s %%"
    factories.MemberFactory(project=project, known_as=odd)
    factories.MemberFactory(project=project, known_as="50 of it")
    prepared = Prepared(
        lambda: Member.objects.filter(
            known_as__contains="% of '", known_as=odd, project=number("project")
        ).annotate(note=Value(odd))
    )
    (found,) = prepared.all(project=project.pk)
    assert (found.known_as, found.note) == (odd, odd)
    _rows, _compiler, sql, holes, _converted = prepared._made()
    assert [hole.name for hole in holes] == ["project"]
    assert sql.replace("%%", "").count("%") == 1


def test_prepared_is_built_once(project):
    built = []

    def build():
        built.append(1)
        return Project.objects.filter(slug=text("slug")).values_list("pk", flat=True)

    prepared = Prepared(build)
    assert prepared.first(slug=project.slug) == project.pk
    assert prepared.first(slug="no-such-project") is None
    assert prepared.first(slug="' OR 1=1 -- %s") is None
    assert built == [1]


def test_prepared_is_built_again_for_another_time_zone(project):
    member = factories.MemberFactory(project=project)
    late = timezone.now().replace(hour=23, minute=30, month=1)
    Member.objects.filter(pk=member.pk).update(joined_at=late)
    prepared = Prepared(
        lambda: Member.objects.filter(pk=number("member"), joined_at__date__gt=day("day"))
    )
    asked = {"member": member.pk, "day": late.date()}
    assert prepared.all(**asked) == []
    with timezone.override("Asia/Tokyo"):
        assert prepared.all(**asked) == [member]
    assert prepared.all(**asked) == []


def test_totals_are_those_of_aggregate_of_many_rows_and_of_none(project, twin):
    factories.MemberFactory.create_batch(3, project=project)
    factories.MemberFactory(project=project, left_at=timezone.now())
    soon = timezone.now() + timedelta(days=1)
    counts = {"all": Count("pk"), "last": Max("joined_at")}
    prepared = Prepared(
        lambda: totals(
            Member.objects.filter(project=number("project")).order_by("known_as"),
            **counts,
            left=Count("pk", filter=Q(left_at__lt=moment("now"))),
        )
    )
    for asked in (project.pk, twin.pk, 0):
        rows = Member.objects.filter(project=asked)
        expected = rows.aggregate(**counts, left=Count("pk", filter=Q(left_at__lt=soon)))
        assert prepared.first(project=asked, now=soon) == {"all_rows": 1, **expected}


def test_prepared_says_which_value_is_missing(project):
    prepared = Prepared(lambda: Project.objects.filter(pk=number("project")))
    with pytest.raises(KeyError, match="project"):
        prepared.all()


def test_a_hole_can_lie_some_days_before_the_value(project):
    today = timezone.localdate()
    factories.MemberFactory(project=project, joined_at=timezone.now() - timedelta(days=3))
    prepared = Prepared(
        lambda: Member.objects.filter(
            project=number("project"), joined_at__date__lt=day("day") - timedelta(days=2)
        )
    )
    ask = partial(prepared.all, project=project.pk)
    assert len(ask(day=today)) == 1
    assert ask(day=today - timedelta(days=1)) == []


def prepared_queries() -> dict[str, Prepared]:
    """Return each prepared query of the product, by where it stands."""
    found = {}
    for app in apps.get_app_configs():
        if Path(app.path).parent != settings.BASE_DIR:
            continue
        for path in Path(app.path).rglob("*.py"):
            if (
                re.search(r"(Prepared|AboutProjects)\(", path.read_text())
                and path.name != "prepared.py"
            ):
                name = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
                module = import_module(name.removesuffix(".__init__"))
                found |= {
                    f"{name}:{key}": value._one if isinstance(value, AboutProjects) else value
                    for key, value in vars(module).items()
                    if isinstance(value, (Prepared, AboutProjects))
                }
    return found


PREPARED = prepared_queries()


@pytest.fixture(scope="module")
def full_project(django_db_setup, django_db_blocker):
    """A project with some rows of everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world(slug="full-of-rows")
        fill(world.project, world.facilitator, world.participant, 2)
        yield world
        transaction.set_rollback(True)


def value_for(hole: Hole, world):
    """Return something to ask for: by the type of the hole, and by its name where a type has many."""
    project = world.project
    by_name = {
        "project": project.pk,
        "one_project": project.pk,
        "slug": project.slug,
        "user": world.facilitator.user_id,
        "member": world.facilitator.pk,
        "organisation": project.organisation_id,
        "language": "en-gb",
    }
    if isinstance(hole.output_field, DateTimeField):
        return factories.NOW
    if isinstance(hole.output_field, DateField):
        return factories.DAY
    return by_name.get(hole.name, world.arguments["closed_review_pk"])


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PREPARED))
def test_each_prepared_query_answers_as_django_alone_would(name, full_project, monkeypatch):
    query = PREPARED[name]
    holes = [part for part in query._made()[3] if isinstance(part, Hole)]
    values = {hole.name: value_for(hole, full_project) for hole in holes}
    got = query.all(**values)
    # Now the values stand where the holes would be, so that Django alone builds the query and asks it.
    monkeypatch.setattr(Hole, "as_sql", lambda hole, *_args: ("%s", (hole.fill(values),)))
    assert list(map(seen, got)) == list(map(seen, query._build()))


def seen(row, above=()):
    """Return all that a row holds, of a model with all that came with it; not again of what it came with."""
    if not hasattr(row, "_meta"):
        return row
    return {
        name: seen(value, (*above, row)) if hasattr(value, "_meta") else value
        for name, value in {**vars(row), **row._state.fields_cache}.items()
        if name != "_state" and value not in above
    }


def test_the_kinds_of_rows_that_are_prepared_are_all_there():
    """Models, models with others, values and lists of values, a union: what `Prepared` leans on for each."""
    built = [query._build() for query in PREPARED.values()]
    assert {rows._iterable_class.__name__ for rows in built} >= {
        "ModelIterable",
        "ValuesIterable",
        "ValuesListIterable",
        "FlatValuesListIterable",
    }
    assert any(rows.query.select_related for rows in built)
    assert any(rows.query.combinator for rows in built)


@pytest.mark.django_db
def test_djangos_inside_is_where_prepared_leans_on_it():
    """When this fails, Django's inside has moved: mend `core/prepared.py` before anything else."""
    rows = Project.objects.filter(pk=number("project"))
    compiler = rows.query.get_compiler(using="default")
    assert compiler.connection is connections["default"]
    sql, params = compiler.as_sql()
    assert sql.count("%s") == len(params)
    assert [part.name for part in params if isinstance(part, Hole)] == ["project"]
    # Each iterable asks its query for a compiler, and the compiler for its SQL, each time.
    asked = []
    again = rows.all()
    filled = tuple(part.fill({"project": 0}) if isinstance(part, Hole) else part for part in params)
    compiler.as_sql = lambda *_args, **_options: (asked.append("sql"), (sql, filled))[1]
    compiler.get_converters = lambda _columns: (asked.append("converters"), {})[1]
    again.query.get_compiler = lambda *_args, **_options: (asked.append("compiler"), compiler)[1]
    assert list(again) == []
    assert asked == ["compiler", "sql", "converters"]


def test_no_model_knows_of_prepared_queries():
    for app in apps.get_app_configs():
        if Path(app.path).parent == settings.BASE_DIR:
            for path in [*Path(app.path).glob("models.py"), *Path(app.path).glob("models/*.py")]:
                assert not re.search(r"\bprepared\b|\bHole\b", path.read_text()), path
