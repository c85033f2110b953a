"""Pages of facilitators read letters and calls by indexes of their own, however much was sent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.letters import count_people, lately, people_to_reach
from outbox.models import Channel
from tests.factories import NOW, DeliveryFactory, MemberFactory
from tests.questions.test_said import plan_of

pytestmark = pytest.mark.django_db


def asked_of(work):
    """Return the plan of the one query about deliveries, where reading rows in any order costs too much."""
    with CaptureQueriesContext(connection) as found:
        work()
    (sql,) = (one["sql"] for one in found if "outbox_delivery" in one["sql"])
    if connection.vendor == "sqlite":
        return plan_of(sql)
    with connection.cursor() as cursor:
        for other in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{other} = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("work", "index"),
    [
        (count_people, "delivery_by_hand"),
        (lambda project: list(people_to_reach(project)), "delivery_by_hand"),
        (lambda project: lately(project, now=NOW), "delivery_by_hand_ended"),
    ],
    ids=["how many", "whom", "lately"],
)
def test_letters_and_calls_are_read_by_their_index(work, index, project):
    plan = asked_of(lambda: work(project))
    assert f"{index} " in plan, plan


def test_a_person_with_several_letters_is_counted_once(project):
    member = MemberFactory(project=project)
    for _time in range(2):
        DeliveryFactory(
            member=member, message__project=project, project=project, channel=Channel.POST
        )
    DeliveryFactory(
        member=MemberFactory(project=project),
        message__project=project,
        project=project,
        channel=Channel.PHONE,
        done_at=NOW - timedelta(days=1),
    )
    assert count_people(project) == {"post": 1, "phone": 0}
    done, over = lately(project, now=NOW)
    assert (len(done), over) == (1, [])
