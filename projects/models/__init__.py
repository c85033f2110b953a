"""What a project is made of."""

from projects.models.members import Experience, Member, MemberQuerySet, Role
from projects.models.organisations import Coordinator, Organisation
from projects.models.plan import (
    Action,
    Boundary,
    BoundaryChange,
    ReadinessCheck,
    Step,
    StepChange,
    Unsettled,
)
from projects.models.project import Project, ProjectQuerySet
from projects.models.statements import (
    Agreement,
    Concern,
    Statement,
    StatementChange,
    StatementQuerySet,
)

__all__ = [
    "Action",
    "Agreement",
    "Boundary",
    "BoundaryChange",
    "Concern",
    "Coordinator",
    "Experience",
    "Member",
    "MemberQuerySet",
    "Organisation",
    "Project",
    "ProjectQuerySet",
    "ReadinessCheck",
    "Role",
    "Statement",
    "StatementChange",
    "StatementQuerySet",
    "Step",
    "StepChange",
    "Unsettled",
]
