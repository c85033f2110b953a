"""What a plan is made of."""

from plan.models.impact import FollowUp, Handover, Impact, Noticing
from plan.models.known import KnownThing
from plan.models.plan import (
    Boundary,
    BoundaryChange,
    ReadinessCheck,
    Step,
    StepChange,
    Unsettled,
    UnsettledChange,
)
from plan.models.promises import OF_WHAT_IS_FIXED, PlanPromise, PlanPromiseChange, Promise
from plan.models.starting_points import Addition, StartingPoint
from plan.models.statements import Agreement, Concern, Statement, StatementChange, StatementQuerySet
from plan.models.strengths import Difficulty, Existing, Strength
from plan.models.together import PlannedTogether, PlannedTogetherQuerySet
from plan.models.turns import Turn

__all__ = [
    "OF_WHAT_IS_FIXED",
    "Addition",
    "Agreement",
    "Boundary",
    "BoundaryChange",
    "Concern",
    "Difficulty",
    "Existing",
    "FollowUp",
    "Handover",
    "Impact",
    "KnownThing",
    "Noticing",
    "PlanPromise",
    "PlanPromiseChange",
    "PlannedTogether",
    "PlannedTogetherQuerySet",
    "Promise",
    "ReadinessCheck",
    "StartingPoint",
    "Statement",
    "StatementChange",
    "StatementQuerySet",
    "Step",
    "StepChange",
    "Strength",
    "Turn",
    "Unsettled",
    "UnsettledChange",
]
