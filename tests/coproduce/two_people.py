"""A project of two people in whom things happen that are told."""

from datetime import timedelta
from typing import Any

from plan import services as plan
from projects.models import Member, Project
from tests import factories
from tests import known_factories as things
from tests.factories import DAY, NOW

BEFORE = NOW - timedelta(days=9)
WHY = {"why": "It hurts.", "now": NOW}


class People:
    """A project with a facilitator and a participant."""

    def __init__(self, project: Project, jo: Member, amina: Member) -> None:
        self.project, self.jo, self.amina = project, jo, amina

    @property
    def promised(self) -> dict[str, Any]:
        return {"what": "Ask", "owner": self.amina, "due_on": DAY, "now": NOW}

    def review(self, **more: Any) -> Any:
        return factories.ReviewFactory(project=self.project, **more)

    def ended(self) -> Project:
        plan.end_project(self.project, by=self.jo, **WHY)
        return self.project

    def added(self) -> Any:
        point = things.StartingPointFactory(project=self.project)
        return plan.add_to_starting_point(
            point, member=self.amina, by=self.amina, words="Cold.", now=NOW
        )

    def taken_down(self) -> Any:
        addition = self.added()
        plan.take_down_addition(addition, by=self.jo, **WHY)
        return addition
