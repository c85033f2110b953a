"""What can be done to a plan; each verb in one transaction."""

from plan.services.boundaries import add_boundary, change_boundary, read_boundaries, retire_boundary
from plan.services.known import (
    add_known_thing,
    add_noticing,
    add_to_starting_point,
    change_known_thing,
    finish_follow_up,
    plan_follow_up,
    retire_known_thing,
    take_back_addition,
    take_back_noticing,
)
from plan.services.promises import set_promise
from plan.services.readiness import (
    Readiness,
    ReasonNeeded,
    answer_readiness,
    confirm_readiness,
    start_project,
    withdraw_readiness,
)
from plan.services.statements import (
    Said,
    WordsChanged,
    add_statement,
    answer_statements,
    change_statement,
    close_concern,
    retire_statement,
)
from plan.services.steps import add_step, change_step, move_step
from plan.services.taking_down import (
    answer_taking_down,
    put_back_addition,
    take_down_addition,
)
from plan.services.together import answer_planning
from plan.services.turns import NotRunning, end_project, reopen_project
from plan.services.unsettled import add_unsettled, change_unsettled, settle_unsettled

__all__ = [
    "NotRunning",
    "Readiness",
    "ReasonNeeded",
    "Said",
    "WordsChanged",
    "add_boundary",
    "add_known_thing",
    "add_noticing",
    "add_statement",
    "add_step",
    "add_to_starting_point",
    "add_unsettled",
    "answer_planning",
    "answer_readiness",
    "answer_statements",
    "answer_taking_down",
    "change_boundary",
    "change_known_thing",
    "change_statement",
    "change_step",
    "change_unsettled",
    "close_concern",
    "confirm_readiness",
    "end_project",
    "finish_follow_up",
    "move_step",
    "plan_follow_up",
    "put_back_addition",
    "read_boundaries",
    "reopen_project",
    "retire_boundary",
    "retire_known_thing",
    "retire_statement",
    "set_promise",
    "settle_unsettled",
    "start_project",
    "take_back_addition",
    "take_back_noticing",
    "take_down_addition",
    "withdraw_readiness",
]
