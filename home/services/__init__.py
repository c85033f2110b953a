"""Verbs of home: begin an empty installation; coordinators come and go; the host says who it is."""

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
from home.services.host import change_host, set_logo, take_logo_away

__all__ = [
    "CannotCoordinate",
    "LinkUsed",
    "accept_coordinator_invitation",
    "begin_installation",
    "change_host",
    "decline_coordinator_invitation",
    "end_coordination",
    "find_first_link",
    "invite_coordinator",
    "open_first_link",
    "resend_coordinator_invitation",
    "set_logo",
    "take_logo_away",
    "withdraw_coordinator_invitation",
]
