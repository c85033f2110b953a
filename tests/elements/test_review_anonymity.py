"""Nothing in the database ties an answer to the person who gave it: no key, no time, no order."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from ballots.models import Seal, SealedPiece
from elements import services
from elements.models import Asked, Result, Review, Words
from elements.services import Ballot
from projects.models import Member
from tests import factories

DAY = factories.DAY
#: What holds answers.
ANSWERS = (SealedPiece, Words, Result)


@pytest.fixture
def people(project) -> list[Member]:
    return [factories.MemberFactory(project=project) for _n in range(12)]


@pytest.fixture
def review(project, people) -> Review:
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7)
    )


def columns(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.get_fields() if field.concrete}


@pytest.mark.parametrize("model", ANSWERS)
def test_answers_hold_no_time_and_lead_only_to_the_review_and_the_framework(model):
    fields = columns(model)
    leads_to = {f.related_model.__name__ for f in fields.values() if f.is_relation}
    # To a contribution only when a facilitator has looked for names: it has the day of that, and no person.
    assert leads_to <= {"Seal", "Review", "Indicator", "Element", "Contribution"}
    times = (models.DateField, models.DateTimeField, models.TimeField, models.DurationField)
    assert [name for name, field in fields.items() if isinstance(field, times)] == []


@pytest.mark.parametrize("model", ANSWERS)
def test_nothing_leads_to_answers(model):
    leading = [
        (other.__name__, field.name)
        for other in apps.get_models(include_auto_created=True)
        for field in other._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is model
    ]
    assert leading == []


def test_who_answered_is_one_bit_without_a_time():
    assert set(columns(Asked)) == {"id", "review", "member", "has_answered"}
    assert set(columns(SealedPiece)) == {"id", "seal", "box"}
    assert set(columns(Seal)) == {"id", "public_key", "is_opened"}
    of_words = {"id", "review", "element", "text", "outcome", "shown_text", "contribution"}
    assert set(columns(Words)) == of_words


def dump() -> dict[str, list[tuple]]:
    """Return every row of every table, in the order in which the database gives them."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchall()
    return found


def changes(before: dict, after: dict) -> dict[str, tuple[int, int]]:
    """Return, for each table that changed, how many rows went and how many came."""
    shape = {}
    for table, rows in after.items():
        old, new = set(map(repr, before[table])), set(map(repr, rows))
        if old != new:
            shape[table] = (len(old - new), len(new - old))
    return shape


def test_two_people_who_answer_leave_changes_of_the_same_shape(client, review, people):
    url = reverse("elements:review_rate", args=[review.project.slug, review.pk])
    first, second = review.asked_indicators()[:2]
    shapes = []
    for member, answers in zip(
        people, [{f"a-{first.pk}": "1"}, {f"a-{second.pk}": "4"}], strict=False
    ):
        client.force_login(member.user)
        client.get(url)  # the visit itself is noted, before anything is answered
        before = dump()
        client.post(url, answers | {"question": member.known_as, "at": "11", "go": "send"})
        shapes.append(changes(before, dump()))
    assert shapes == [
        {"elements_asked": (1, 1), "ballots_sealedpiece": (0, 1)},
        # All pieces are written anew.
        {"elements_asked": (1, 1), "ballots_sealedpiece": (1, 2)},
    ]


def order_of(model: type[models.Model], *names: str) -> list[tuple]:
    """Return rows as they lie on the disk, which is also how a dump writes them."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {table}")
        return cursor.fetchall()


def tells_who_was_last(model: type[models.Model], before: list[tuple]) -> bool:
    """
    Whether a copy of the table shows which of its rows were changed last.

    PostgreSQL writes a changed row to wherever there is room, so the order may change; but it marks each row with the
    transaction that wrote it, and only where all were written by the same one does neither say anything. SQLite
    changes rows where they lie.
    """
    if connection.vendor == "postgresql":
        return len(set(order_of(model, "xmin::text"))) > 1
    return order_of(model, "id") != before


def test_nothing_on_the_disk_tells_whose_rows_changed_last(review, people):
    asked = order_of(Asked, "id")
    indicators = review.asked_indicators()
    for member in random.sample(people, 7):
        answers = {random.choice(indicators).pk: 3}
        services.send_answers(review, member=member, ballot=Ballot(answers), on=DAY)
        assert not tells_who_was_last(Asked, asked)
        if connection.vendor == "postgresql":
            assert not tells_who_was_last(SealedPiece, [])


def test_a_row_that_is_changed_alone_is_told_from_the_others(review, people):
    """The control: what the rule above forbids is seen."""
    before = order_of(Asked, "id")
    with transaction.atomic():
        last = Asked.objects.get(member=people[3])
        if connection.vendor == "sqlite":
            last.delete()
        last.save(force_insert=connection.vendor == "sqlite")
    assert tells_who_was_last(Asked, before)


def test_the_order_of_words_says_nothing_about_when_they_came(project):
    """Permutation test: the mean distance from the place of arrival is that of chance."""
    people = [factories.MemberFactory(project=project) for _n in range(60)]
    review = factories.ReviewFactory(project=project)
    for place, member in enumerate(people):
        ballot = Ballot(words={None: str(place)})
        services.send_answers(review, member=member, ballot=ballot, on=DAY)
    services.close_review(review, now=factories.NOW)

    places = [int(text) for (text,) in order_of(Words, "text")]
    assert sorted(places) == list(range(60))

    def distance(order: list[int]) -> int:
        return sum(abs(place - here) for here, place in enumerate(order))

    chance = random.Random(7)
    by_chance = [distance(chance.sample(range(60), 60)) for _n in range(2000)]
    smaller = sum(value <= distance(places) for value in by_chance)
    # One in a thousand runs of an honest shuffle lies outside.
    assert 1 <= smaller <= 1999


def test_what_was_too_little_to_show_is_not_in_the_database_either(review, people):
    first = review.asked_indicators()[0]
    for member in people[:4]:
        services.send_answers(review, member=member, ballot=Ballot({first.pk: 1}), on=DAY)
    services.close_review(review, now=factories.NOW)
    assert not SealedPiece.objects.exists()
    rows = Result.objects.filter(indicator=first)
    assert list(rows.values_list("level", "up", "down", "not_at_all")) == [
        ("hidden", None, None, None)
    ]
