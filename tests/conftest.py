"""The cast: one project with its people, and its twin in another organisation."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, settings

from accounts.models import User
from home import hosting
from home.models import Host
from projects.models import Member, Project, Role
from projects.services import create_project
from tests import chosen_rows, emptying, factories, kept_database, kept_plans, parts
from tests.factories import NOW
from tests.house.world import World, make_world
from updates.kept_pages import forget_kept

# A busy machine is slow, not wrong: nothing here fails for the time it takes.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what has no database in its hands, and what looks at it through pages alone."""
    for item in items:
        if parts.has_no_database(item):
            item.add_marker(parts.MARK)
        elif not item.get_closest_marker("pdf") and parts.only_asks_for_pages(item):
            item.add_marker(parts.PAGES)
        if parts.is_of_engine(item):
            item.add_marker(parts.ENGINE)
        if parts.is_of_both(item):
            item.add_marker(parts.BOTH)


@pytest.fixture(autouse=True)
def never_in_the_last_minutes_of_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Let it be ten minutes earlier for a test that begins when the day ends.

    A meeting of today is over at 23:59 at the latest, so what tests do at one would come too late.
    """
    now = timezone.now
    if timezone.localtime().time() >= time(23, 55):
        monkeypatch.setattr(timezone, "now", lambda: now() - timedelta(minutes=10))


@receiver(connection_created)
def reverse_what_has_no_order(connection, **_kwargs: object) -> None:
    """
    On SQLite, turn round each list that was asked for without an order.

    A database may give such rows in any order, as PostgreSQL does once in many runs. Here a test that counts on one
    order fails each time.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects = ON")


@receiver(connection_created)
def refuse_rows_that_were_chosen_before(connection, **_kwargs: object) -> None:
    """Let no UPDATE of two at once take a row for free that the other has changed."""
    if chosen_rows.refuse_rows_chosen_before not in connection.execute_wrappers:
        connection.execute_wrappers.append(chosen_rows.refuse_rows_chosen_before)


@receiver(connection_created)
def keep_plans(connection, **_kwargs: object) -> None:
    """On PostgreSQL, let a query that is planned stay planned."""
    if connection.vendor == "postgresql":
        kept_plans.keep_plans(connection)


@pytest.fixture(scope="session")
def migrated_once(
    django_db_modify_db_settings: None, django_db_blocker, pytestconfig: pytest.Config
) -> None:
    """From here on, a test database of the same migrations is a copy."""
    # Without pytest's cache, each database is made anew.
    if cache := getattr(pytestconfig, "cache", None):
        with django_db_blocker.unblock():
            kept_database.migrate_once(connection, cache.mkdir("migrated"))


@pytest.fixture(scope="session")
def django_db_setup(migrated_once: None, django_db_setup: None, django_db_blocker) -> None:
    """The test database, which keeps its seeds and its triggers when a test has committed."""
    with django_db_blocker.unblock():
        emptying.keep_seeds_and_triggers(connection)
        # Django asks this once in each process, and no test shall count that.
        assert connection.features.supports_json_field


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker) -> Iterator[Callable]:
    """
    Return a function that calls what it is given, and returns what that made for all tests of a module.

    It stands in a transaction that is rolled back after them.
    """

    def make(what: Callable[[], Any]) -> Any:
        made = what()
        # A key that was not looked at yet would be looked at after each of the tests.
        connection.check_constraints()
        return made

    with django_db_blocker.unblock(), transaction.atomic():
        yield make
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def full_world(made_once) -> Iterator[World]:
    """One row for each word that stands in an address. What a request does is undone by ``World.undone``."""
    # The emails of demo mode have addresses only there.
    with override_settings(DEMO=True):
        yield made_once(make_world)


@pytest.fixture(autouse=True)
def nothing_is_kept_of_public_pages() -> None:
    """A database that was emptied has the same numbers once more."""
    forget_kept()


@pytest.fixture(autouse=True)
def host_says_nothing() -> None:
    """What the host says was read, and is nothing: no test asks for it by the way."""
    hosting.keep(Host(), float("inf"))


@pytest.fixture
def project(db: None) -> Project:
    return factories.ProjectFactory(name="Waiting at night", slug="waiting-at-night")


@pytest.fixture
def twin(db: None) -> Project:
    """A project of another organisation, with the same name."""
    return factories.ProjectFactory(name="Waiting at night", slug="waiting-at-night-twin")


def _member(project: Project, known_as: str, role: str) -> Member:
    user = factories.UserFactory(email=f"{known_as.lower()}@example.org", name=known_as)
    return factories.MemberFactory(project=project, user=user, known_as=known_as, role=role)


@pytest.fixture
def jo(project: Project) -> Member:
    """The facilitator as a member."""
    return _member(project, "Jo", Role.FACILITATOR)


@pytest.fixture
def amina(project: Project) -> Member:
    """The participant as a member."""
    return _member(project, "Amina", Role.PARTICIPANT)


@pytest.fixture
def facilitator(jo: Member) -> User:
    assert jo.user
    return jo.user


@pytest.fixture
def participant(amina: Member) -> User:
    assert amina.user
    return amina.user


@pytest.fixture
def coordinator(project: Project) -> User:
    user = factories.UserFactory(email="cora@example.org", name="Cora")
    factories.CoordinatorFactory(organisation=project.organisation, user=user)
    return user


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody who can sign in and takes part in nothing."""
    return factories.UserFactory(email="sam@example.org", name="Sam")


@pytest.fixture
def outsider(twin: Project) -> User:
    """A facilitator of the twin project."""
    user = _member(twin, "Olu", Role.FACILITATOR).user
    assert user
    return user


@pytest.fixture
def organisation(db):
    return factories.OrganisationFactory(name="St Brigid's Hospital", slug="st-brigids")


@pytest.fixture
def maker(db):
    return factories.UserFactory(email="mia@example.org", name="Mia")


@pytest.fixture
def new_project(organisation, maker):
    """A project that its first facilitator has just made."""
    return create_project(
        organisation=organisation, by=maker, name="Signs", summary="", purpose="", now=NOW
    )


@pytest.fixture
def signed_in(client: Client):
    """Return a function that signs a user in and gives back the client."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def queries_of(signed_in):
    """Return a function that gives the queries of a page, as (how many, most often the same)."""

    def count(user, address):
        client = signed_in(user)
        client.get(address)  # A first visit of the half hour is noted.
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.get(address)
        assert answer.status_code == 200
        same = Counter(query["sql"] for query in captured)
        return len(captured), max(same.values())

    return count
