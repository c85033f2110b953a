"""What people do with the people map, the members and the participation reviews."""

from participation.services.groups import (
    GROUP_FIELDS,
    act_on_imbalance,
    add_group,
    change_group,
    retire_group,
    say_speaks_for,
    say_speaks_for_each,
    stop_speaking_for,
)
from participation.services.imports import (
    Confirmed,
    check_import,
    confirm_import,
)
from participation.services.invitations import (
    accept_invitation,
    decline_invitation,
    invite_member,
    resend_invitation,
    withdraw_invitation,
)
from participation.services.members import (
    CannotDo,
    add_member_without_email,
    change_role,
    end_membership,
    give_email,
    say_experience,
    say_name,
)
from participation.services.part import HEARS, say_part
from participation.services.reviews import (
    accept_gap,
    answer_gap_with_action,
    finish_review,
    open_due_review,
    open_review,
    set_rhythm,
    tell_overdue_review,
)

__all__ = [
    "GROUP_FIELDS",
    "HEARS",
    "CannotDo",
    "Confirmed",
    "accept_gap",
    "accept_invitation",
    "act_on_imbalance",
    "add_group",
    "add_member_without_email",
    "answer_gap_with_action",
    "change_group",
    "change_role",
    "check_import",
    "confirm_import",
    "decline_invitation",
    "end_membership",
    "finish_review",
    "give_email",
    "invite_member",
    "open_due_review",
    "open_review",
    "resend_invitation",
    "retire_group",
    "say_experience",
    "say_name",
    "say_part",
    "say_speaks_for",
    "say_speaks_for_each",
    "set_rhythm",
    "stop_speaking_for",
    "tell_overdue_review",
    "withdraw_invitation",
]
