"""What leaves for people, and how each of them wants to hear."""

from outbox.models.messages import (
    Delivery,
    DeliveryQuerySet,
    DemoMail,
    Digest,
    Hitch,
    Message,
    Reminder,
    State,
)
from outbox.models.preferences import Channel, Preference, Rhythm
from outbox.models.turns import SendingTurn

__all__ = [
    "Channel",
    "Delivery",
    "DeliveryQuerySet",
    "DemoMail",
    "Digest",
    "Hitch",
    "Message",
    "Preference",
    "Reminder",
    "Rhythm",
    "SendingTurn",
    "State",
]
