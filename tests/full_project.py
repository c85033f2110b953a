"""Fills a project with so many rows of everything, for tests that ask what a page costs and how it looks."""

from dataclasses import dataclass
from datetime import timedelta

from core.offers import offered
from projects.models import Member, Project
from tests import factories
from tests.factories import NOW


@dataclass(frozen=True)
class Turn:
    """One turn of filling: each app adds a few rows of its kinds in ``tests/<app>/rows.py``, as ``fill_rows(turn)``."""

    project: Project
    facilitator: Member
    participant: Member
    #: The turns are counted from 0.
    number: int
    #: Somebody who came in this turn.
    member: Member
    #: Another project of the same organisation.
    elsewhere: Project

    @property
    def owner(self) -> Member:
        """The facilitator and the participant by turns."""
        return (self.facilitator, self.participant)[self.number % 2]


def fill(project: Project, facilitator: Member, participant: Member, count: int) -> None:
    """
    Add ``count`` rows of each kind, and as many below the first of each kind.

    Shared, so that a page which asks once a row is seen wherever its rows come from.
    """
    for number in range(count):
        member = factories.MemberFactory(
            project=project,
            has_lived_experience=True,
            has_personal_experience=True,
            experience_answered_at=NOW,
            joined_at=NOW - timedelta(days=40, minutes=number),
        )
        elsewhere = factories.ProjectFactory(organisation=project.organisation)
        turn = Turn(project, facilitator, participant, number, member, elsewhere)
        for fill_rows in offered("fill_rows", where="tests.{app}.rows"):
            fill_rows(turn)
