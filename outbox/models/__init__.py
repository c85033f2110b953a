"""What leaves for people, and how each of them wants to hear."""

from outbox.models.addresses import RefusedAddress
from outbox.models.digests import Digest
from outbox.models.followers import Follower, Spreading, StoppedFollowing
from outbox.models.messages import (
    Delivery,
    DeliveryQuerySet,
    DemoMail,
    Hitch,
    Message,
    State,
)
from outbox.models.preferences import REACH, Channel, Preference, Rhythm, refusal_of
from outbox.models.reminders import Reminder
from outbox.models.turns import SendingTurn

__all__ = [
    "REACH",
    "Channel",
    "Delivery",
    "DeliveryQuerySet",
    "DemoMail",
    "Digest",
    "Follower",
    "Hitch",
    "Message",
    "Preference",
    "RefusedAddress",
    "Reminder",
    "Rhythm",
    "SendingTurn",
    "Spreading",
    "State",
    "StoppedFollowing",
    "refusal_of",
]
