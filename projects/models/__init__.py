"""What a project is made of."""

from projects.models.history import HistoryEntry
from projects.models.members import Experience, Member, MemberQuerySet, Role
from projects.models.moves import Move
from projects.models.names import NameTakenOut
from projects.models.organisations import Coordinator, CoordinatorInvitation, Organisation
from projects.models.project import Project, ProjectQuerySet
from projects.models.rhythms import ProjectRhythm, ProjectRhythmQuerySet
from projects.models.stepping_in import StepIn

__all__ = [
    "Coordinator",
    "CoordinatorInvitation",
    "Experience",
    "HistoryEntry",
    "Member",
    "MemberQuerySet",
    "Move",
    "NameTakenOut",
    "Organisation",
    "Project",
    "ProjectQuerySet",
    "ProjectRhythm",
    "ProjectRhythmQuerySet",
    "Role",
    "StepIn",
]
