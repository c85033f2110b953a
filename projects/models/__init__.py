"""What a project is made of."""

from projects.models.impact import FollowUp, Handover, Impact, Noticing
from projects.models.kept import Kept
from projects.models.members import Experience, Member, MemberQuerySet, Role
from projects.models.organisations import Coordinator, Organisation
from projects.models.plan import (
    Boundary,
    BoundaryChange,
    ReadinessCheck,
    Step,
    StepChange,
    Unsettled,
)
from projects.models.project import Project, ProjectQuerySet
from projects.models.starting_points import Addition, StartingPoint
from projects.models.statements import (
    Agreement,
    Concern,
    Statement,
    StatementChange,
    StatementQuerySet,
)
from projects.models.strengths import Difficulty, Existing, Strength

__all__ = [
    "Addition",
    "Agreement",
    "Boundary",
    "BoundaryChange",
    "Concern",
    "Coordinator",
    "Difficulty",
    "Existing",
    "Experience",
    "FollowUp",
    "Handover",
    "Impact",
    "Kept",
    "Member",
    "MemberQuerySet",
    "Noticing",
    "Organisation",
    "Project",
    "ProjectQuerySet",
    "ReadinessCheck",
    "Role",
    "StartingPoint",
    "Statement",
    "StatementChange",
    "StatementQuerySet",
    "Step",
    "StepChange",
    "Strength",
    "Unsettled",
]
