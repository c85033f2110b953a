"""Verbs of home: begin an empty installation; invite coordinators, let them come and go."""

from home.services.beginning import (
    LinkUsed,
    begin_installation,
    find_first_link,
    open_first_link,
)
from home.services.coordinators import (
    CannotCoordinate,
    accept_coordinator_invitation,
    decline_coordinator_invitation,
    end_coordination,
    invite_coordinator,
    resend_coordinator_invitation,
    withdraw_coordinator_invitation,
)

__all__ = [
    "CannotCoordinate",
    "LinkUsed",
    "accept_coordinator_invitation",
    "begin_installation",
    "decline_coordinator_invitation",
    "end_coordination",
    "find_first_link",
    "invite_coordinator",
    "open_first_link",
    "resend_coordinator_invitation",
    "withdraw_coordinator_invitation",
]
