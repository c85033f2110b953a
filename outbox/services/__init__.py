"""Tells people what happened, and keeps how each of them wants to hear."""

from outbox.services.following import (
    AskedTooOften,
    ask_to_follow,
    confirm_following,
    count_asking,
    invite_to_follow,
    refuse_too_many,
    stop_following,
    stop_telling_followers,
    tell_followers,
)
from outbox.services.hearing import (
    set_preference,
    stop_news,
)
from outbox.services.telling import (
    call_back,
    hold_back,
    tell_address,
    tell_members,
    tell_projects,
)
from outbox.services.trying import (
    retry_delivery,
    retry_failed,
    tick_deliveries,
    untick_deliveries,
    use_address_again,
)

__all__ = [
    "AskedTooOften",
    "ask_to_follow",
    "call_back",
    "confirm_following",
    "count_asking",
    "hold_back",
    "invite_to_follow",
    "refuse_too_many",
    "retry_delivery",
    "retry_failed",
    "set_preference",
    "stop_following",
    "stop_news",
    "stop_telling_followers",
    "tell_address",
    "tell_followers",
    "tell_members",
    "tell_projects",
    "tick_deliveries",
    "untick_deliveries",
    "use_address_again",
]
