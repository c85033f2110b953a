"""What a person has here: their projects and organisations, and what lies ahead in a project."""

from types import SimpleNamespace

from django.db.models import Exists, F, OuterRef

from accounts.models import User
from core.offers import merged, offered
from projects.known import Known
from projects.models import Member, Organisation, Project

MOST_PROJECTS = 100


def projects_of(user: User) -> list[Project]:
    """Return the projects in which the user is a member, those that have ended last."""
    mine = Member.objects.taking_part().filter(user=user)
    rows = Project.objects.visible_to(user).with_viewer(user)
    return list(
        rows.filter(members__in=mine).order_by(F("ended_on").desc(nulls_first=True), "name", "pk")[
            :MOST_PROJECTS
        ]
    )


def organisations_of(user: User) -> list[Organisation]:
    """Return the organisations whose projects the user answers for."""
    has_projects = Exists(Project.objects.filter(organisation=OuterRef("pk")))
    rows = Organisation.objects.coordinated_by(user).annotate(has_projects=has_projects)
    return list(rows.order_by("name")[:MOST_PROJECTS])


class Ahead(SimpleNamespace):
    """What comes next in a project, by the names under which the apps offer it."""

    @property
    def has_any(self) -> bool:
        return any(vars(self).values())


def ahead(known: Known, project: Project) -> Ahead:
    """Return what is under way and the next dates."""
    return Ahead(**merged([part(known, project) for part in offered("ahead")]))
