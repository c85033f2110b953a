"""What can be done to organisations, projects and their plan; each verb in one transaction."""

from projects.services.boundaries import (
    add_boundary,
    change_boundary,
    read_boundaries,
    retire_boundary,
)
from projects.services.kept import (
    add_to_starting_point,
    change_kept,
    finish_follow_up,
    keep,
    notice,
    plan_follow_up,
    retire_kept,
    take_back_addition,
    take_back_noticing,
)
from projects.services.projects import (
    ReasonNeeded,
    answer_readiness,
    change_project,
    confirm_readiness,
    create_organisation,
    create_project,
    start_project,
    withdraw_readiness,
)
from projects.services.promises import (
    add_unsettled,
    change_unsettled,
    settle,
)
from projects.services.statements import (
    Said,
    WordsChanged,
    add_statement,
    change_statement,
    close_concern,
    retire_statement,
    say_agreements,
)
from projects.services.steps import (
    add_step,
    change_step,
    move_step,
)

__all__ = [
    "ReasonNeeded",
    "Said",
    "WordsChanged",
    "add_boundary",
    "add_statement",
    "add_step",
    "add_to_starting_point",
    "add_unsettled",
    "answer_readiness",
    "change_boundary",
    "change_kept",
    "change_project",
    "change_statement",
    "change_step",
    "change_unsettled",
    "close_concern",
    "confirm_readiness",
    "create_organisation",
    "create_project",
    "finish_follow_up",
    "keep",
    "move_step",
    "notice",
    "plan_follow_up",
    "read_boundaries",
    "retire_boundary",
    "retire_kept",
    "retire_statement",
    "say_agreements",
    "settle",
    "start_project",
    "take_back_addition",
    "take_back_noticing",
    "withdraw_readiness",
]
