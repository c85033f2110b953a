"""What a project is made of."""

from projects.models.history import HistoryEntry
from projects.models.members import Experience, Member, MemberQuerySet, Role
from projects.models.moves import Move
from projects.models.names import NameTakenOut
from projects.models.organisations import Coordinator, Organisation
from projects.models.project import Project, ProjectQuerySet
from projects.models.rhythms import ProjectRhythm, ProjectRhythmQuerySet

__all__ = [
    "Coordinator",
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
]
