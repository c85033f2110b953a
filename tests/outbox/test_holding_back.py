"""When a copy is put back: what may have gone out since is held back, what was not due stays."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import AddressChange
from outbox.holding_back import statements_that_hold_back
from outbox.models import Delivery, Message
from tests.factories import NOW

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def waits(amina, name: str, *, due: timedelta, **given: object) -> Delivery:
    message = Message.objects.create(
        project=amina.project, event=name, kind="update", created_at=NOW - 2 * DAY
    )
    return Delivery.objects.create(
        **{
            "message": message,
            "member": amina,
            "recipient": f"member:{amina.pk}",
            "channel": "email",
            "mail_id": name,
            "due_at": NOW + due,
            **given,
        }
    )


def change(amina, **more: object) -> AddressChange:
    """Somebody asked for another address; what is due now was so before the copy was made."""
    return AddressChange.objects.create(
        user=amina.user, new_email="a@b.example", created_at=NOW - DAY, due_at=NOW - DAY, **more
    )


def test_what_was_due_since_the_copy_is_held_back_and_nothing_else(amina):
    due = waits(amina, "due", due=-DAY)
    asked = change(amina)
    told = [change(amina, mail=mail) for mail in ("changed", "undone")]
    later = waits(amina, "later", due=DAY)
    post = waits(amina, "post", due=-DAY, channel="post")
    sent = waits(amina, "sent", due=-DAY, done_at=NOW - DAY)
    nobody_gathers = waits(amina, "held", due=-DAY, is_held=True)
    with connection.cursor() as cursor:
        for statement in statements_that_hold_back(made_at=NOW - DAY, now=NOW):
            cursor.execute(statement)
    assert set(AddressChange.objects.filter(gave_up_at=NOW)) == {asked}
    assert set(AddressChange.objects.waiting()) == set(told)
    held = Delivery.objects.filter(gave_up_at=NOW)
    assert set(held) == {due, nobody_gathers}
    assert {row.last_error for row in held} == {
        "A copy of the data was put back. This may have gone out before that."
    }
    assert later not in held
    assert post not in held
    assert sent not in held
