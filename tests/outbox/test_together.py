"""Several schedulers, workers and facilitators at the same moment: each thing happens once."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from outbox import digests
from outbox.models import Delivery, Digest, Message
from outbox.services import set_preference, tell_members
from tests.at_once import at_once
from tests.factories import NOW, DeliveryFactory, MemberFactory, MessageFactory, UpdateFactory
from updates.models import Update
from updates.services import send_update

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Europe/London"))


def test_three_workers_send_each_email_once(mail_server, work, project):
    message = MessageFactory(project=project)
    rows = [DeliveryFactory(message=message) for _ in range(30)]
    at_once([work] * 3)
    assert sorted(m["Message-ID"] for m in mail_server.messages) == sorted(
        row.mail_id for row in rows
    )


def test_three_schedulers_gather_each_period_once(project):
    for _ in range(5):
        set_preference(MemberFactory(project=project), channel="email", rhythm="weekly")
    tell_members(
        event="lamps:1:tried",
        project=project,
        kind="said_in_a_test",
        data={"subject": "Lamps"},
        recipients=project.members.all(),
        asks=False,
        now=MONDAY - timedelta(days=1),
    )
    at_once([partial(digests.gather, now=MONDAY)] * 3)
    assert Digest.objects.count() == 5
    assert Delivery.objects.filter(digest=None).count() == 0


def test_three_facilitators_send_an_update_once(project, jo, amina):
    draft = UpdateFactory(project=project)
    copies = [Update.objects.get(pk=draft.pk) for _ in range(3)]
    sent = at_once([partial(send_update, copy, by=jo, now=NOW, revision=1) for copy in copies])
    assert len(set(sent)) == 1
    assert (Message.objects.count(), Delivery.objects.count()) == (1, 2)
