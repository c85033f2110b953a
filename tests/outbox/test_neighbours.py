"""What is done to one delivery leaves those beside it as they are."""

from outbox.models import Delivery
from outbox.services import retry_delivery, tick_deliveries, untick_deliveries
from tests import factories
from tests.factories import NOW
from tests.neighbours import changed_by


def deliveries(project, **fields) -> list[Delivery]:
    message = factories.MessageFactory(project=project)
    return factories.DeliveryFactory.create_batch(2, message=message, **fields)


def test_one_that_failed_is_tried_again_alone(project):
    one, _other = deliveries(project, gave_up_at=NOW, tries=9)
    assert changed_by(lambda: retry_delivery(one, now=NOW), Delivery) == {one.pk}
    one.refresh_from_db()
    assert (one.tries, one.gave_up_at) == (0, None)


def test_one_that_still_tries_or_left_is_not_tried_again(project):
    still, _other = deliveries(project, tries=3)
    left, _other = deliveries(project, done_at=NOW)
    told_otherwise, _other = deliveries(project, gave_up_at=NOW, done_at=NOW)
    for one in (still, left, told_otherwise):
        assert changed_by(lambda one=one: retry_delivery(one, now=NOW), Delivery) == set()
        assert retry_delivery(one, now=NOW) is False


def test_those_that_are_ticked_off_alone(project, twin, jo):
    one, other = deliveries(project, channel="post")
    theirs, _other = deliveries(twin, channel="post")
    by_email, _other = deliveries(project)
    deliveries(project, channel="post", done_at=NOW)  # ticked off before, and not named
    named = [one.pk, theirs.pk, by_email.pk]

    def tick() -> None:
        assert tick_deliveries(project, named, by=jo, now=NOW) == 1

    def untick() -> None:
        assert untick_deliveries(project, [*named, other.pk]) == 1

    assert changed_by(tick, Delivery) == {one.pk}
    assert changed_by(untick, Delivery) == {one.pk}
