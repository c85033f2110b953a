"""Messages and deliveries."""

from typing import Any

from outbox.models import Channel, Preference, RefusedAddress, Reminder
from tests import factories
from tests.following import follow
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Make a delivery of a message, and an email of demo mode."""
    delivery = factories.DeliveryFactory(message__project=world.project, member=world.facilitator)
    by_post = factories.DeliveryFactory(message__project=world.project, channel=Channel.POST)
    return {
        "reached_pk": by_post.member_id,
        "message_pk": delivery.message_id,
        "delivery_pk": delivery.pk,
        "mail_pk": factories.DemoMailFactory().pk,
    }


def fill_rows(turn: Turn) -> None:
    """Add a message with its deliveries; now and then somebody told by phone, and one whose address takes no emails."""
    project, member = turn.project, turn.member
    if turn.number % 5 == 0:
        by_phone = factories.MemberFactory(project=project, user=None)
        Preference.objects.create(member=by_phone, channel=Channel.PHONE, phone="01632 960 001")
        cut_off = factories.MemberFactory(project=project)
        RefusedAddress.objects.create(address=cut_off.user, since=factories.NOW, words="550 No")
        factories.DeliveryFactory(message__project=project, member=cut_off, channel=Channel.POST)
    message = factories.MessageFactory(project=project)
    for told in {message, project.messages.order_by("pk")[0]}:
        factories.DeliveryFactory(message=told, member=member)
    factories.DeliveryFactory(message__project=project, member=member, channel=Channel.POST)
    follower = follow(project, f"follower{turn.number}@example.org")
    to_them = {"member": None, "follower": follower, "recipient": follower.recipient}
    factories.DeliveryFactory(message__project=project, **to_them)
    Reminder.objects.get_or_create(
        member=member, what=f"step-{turn.number}", due_on=factories.DAY, stage="day"
    )
    factories.DemoMailFactory()
