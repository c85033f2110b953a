"""What people do with the people map, the members and the participation reviews."""

from participation.services.groups import (
    GROUP_FIELDS,
    act_on_imbalance,
    add_group,
    change_group,
    record_group_spoken_for,
    record_groups_spoken_for,
    remove_group_spoken_for,
    retire_group,
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
    ask_for_address,
    change_name,
    change_role,
    end_membership,
    give_email,
    record_experience,
)
from participation.services.part import HEARS, experience_said, record_part
from participation.services.reviews import (
    accept_gap,
    answer_gap_with_action,
    finish_review,
    open_due_reviews,
    open_review,
    set_review_rhythm,
    tell_overdue_review,
)
from participation.services.stepping_in import step_into

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
    "ask_for_address",
    "change_group",
    "change_name",
    "change_role",
    "check_import",
    "confirm_import",
    "decline_invitation",
    "end_membership",
    "experience_said",
    "finish_review",
    "give_email",
    "invite_member",
    "open_due_reviews",
    "open_review",
    "record_experience",
    "record_group_spoken_for",
    "record_groups_spoken_for",
    "record_part",
    "remove_group_spoken_for",
    "resend_invitation",
    "retire_group",
    "set_review_rhythm",
    "step_into",
    "tell_overdue_review",
    "withdraw_invitation",
]
