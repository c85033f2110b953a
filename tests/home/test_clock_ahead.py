"""What was made while a clock was a day ahead is due when the clock is right again."""

from datetime import timedelta

import pytest
from django.apps import apps

from accounts.models import SignInCode
from core.leases import ASTRAY, Leased
from home.tasks import bring_back
from outbox.models import Delivery
from reports.models import Report
from tests.factories import NOW, DeliveryFactory, MessageFactory, ReportFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def right_again(monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def due(model) -> list:
    return sorted(model.objects.waiting().values_list("due_at", flat=True))


def test_what_was_made_a_day_ahead_is_due_now():
    DeliveryFactory(message=MessageFactory(created_at=NOW + DAY), due_at=NOW + DAY)
    ReportFactory(created_at=NOW + DAY, due_at=NOW + DAY)
    SignInCode.objects.create(
        email="jo@example.org", created_at=NOW + DAY, due_at=NOW + DAY, expires_at=NOW + DAY
    )
    bring_back()
    assert due(Delivery) == due(Report) == due(SignInCode) == [NOW]


def test_what_waits_for_its_own_moment_keeps_it():
    """
    An invitation that leaves in two days, one of a long list of the wrong day, what was tried since, what was made by
    a clock that differs a little, and what is done.
    """
    DeliveryFactory(message=MessageFactory(created_at=NOW), due_at=NOW + 2 * DAY)
    of_the_wrong_day = MessageFactory(created_at=NOW + DAY)
    DeliveryFactory(message=of_the_wrong_day, due_at=NOW + DAY + timedelta(hours=1))
    DeliveryFactory(message=of_the_wrong_day, due_at=NOW + timedelta(hours=2), tries=4)
    DeliveryFactory(message=MessageFactory(created_at=NOW + ASTRAY), due_at=NOW + ASTRAY)
    ReportFactory(created_at=NOW + DAY, due_at=NOW + DAY, done_at=NOW + DAY)
    bring_back()
    hours = [1, 2, 25, 48]
    assert due(Delivery) == [NOW + timedelta(hours=hour) for hour in hours]
    assert Report.objects.get().due_at == NOW + DAY


def test_every_kind_of_work_says_when_it_was_made():
    kinds = [model for model in apps.get_models() if issubclass(model, Leased)]
    assert len(kinds) >= 9
    assert [kind._default_manager.bring_back(now=NOW) for kind in kinds] == [0] * len(kinds)
