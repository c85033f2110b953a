"""What a person has here: their projects and organisations, and what lies ahead in a project."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef

from accounts.models import User
from home.facts import Facts
from plan.models import Statement, Step, Unsettled
from projects.models import Member, Organisation, Project

MOST_PROJECTS = 100


def projects_of(user: User) -> list[Project]:
    """
    Return the projects in which the user is a member, those that have ended last.

    Each is loaded with how many statements wait for what the user says of them: ``waiting``.
    """
    mine = Member.objects.taking_part().filter(user=user)
    statements = Statement.objects.waiting_for(OuterRef(OuterRef("viewer_member_id")))
    rows = Project.objects.visible_to(user).with_viewer(user)
    rows = rows.annotate(waiting=statements.filter(project=OuterRef("pk")).counted())
    return list(
        rows.filter(members__in=mine).order_by(F("ended_on").desc(nulls_first=True), "name", "pk")[
            :MOST_PROJECTS
        ]
    )


def organisations_of(user: User) -> list[Organisation]:
    """Return the organisations whose projects the user answers for."""
    return list(Organisation.objects.coordinated_by(user).order_by("name")[:MOST_PROJECTS])


@dataclass(frozen=True)
class Ahead:
    """What comes next in a project."""

    steps: list[Step]
    news_on: date | None
    review_on: date | None
    unsettled: list[Unsettled]

    @property
    def has_any(self) -> bool:
        return bool(self.steps or self.news_on or self.review_on or self.unsettled)


def ahead(project: Project, facts: Facts, unsettled: list[Unsettled], *, on: date) -> Ahead:
    """Return the steps under way and the next dates."""
    steps = project.steps.filter(state__in=[Step.State.DOING, Step.State.EXPLORING]).select_related(
        "owner"
    )
    return Ahead(
        steps=list(steps.order_by(F("due_on").asc(nulls_last=True), "number")[:5]),
        news_on=facts.news_on if facts.news_on and facts.news_on >= on else None,
        review_on=facts.review_on,
        unsettled=[row for row in unsettled if row.look_again_on > on][:3],
    )
