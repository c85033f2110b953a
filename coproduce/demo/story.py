"""Collects what happened in the demo's main project, each with its day, and plays it in order."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from coproduce.demo import plan
from decisions.models import Decision
from participation.models import Group
from projects import services as projects
from projects.models import Member, Organisation, Project

FIRST_DAY = 244
#: What happens in the story, at a moment; what it returns, nobody needs.
Event = Callable[[datetime], object]


class Story:
    """
    Collects what happened with its time, then plays it in order.

    Events name people, groups and decisions; they are looked up when their turn has come, since only
    then do they exist.
    """

    def __init__(self, organisation: Organisation, now: datetime) -> None:
        self.organisation = organisation
        self.now = now
        self.events: list[tuple[datetime, int, Event]] = []
        self.decided: dict[int, Decision] = {}
        self.members: dict[str, Member] = {}
        self.groups: dict[str, Group] = {}
        self.project = self._begin()

    def at(self, days_ago: int, hour: int, happen: Event) -> None:
        """Note that something happened so many days ago at this hour; nothing happens after now."""
        self.events.append((min(self.time(days_ago, hour), self.now), len(self.events), happen))

    def time(self, days_ago: int, hour: int = 12) -> datetime:
        day = timezone.localtime(self.now).replace(hour=hour, minute=10, second=0, microsecond=0)
        return day - timedelta(days=days_ago)

    def day(self, days_ago: int) -> date:
        return timezone.localdate(self.now) - timedelta(days=days_ago)

    @property
    def jo(self) -> Member:
        return self.members["Jo"]

    def _begin(self) -> Project:
        jo = User.objects.for_email("jo@example.org", name="Jo")
        project = projects.create_project(
            organisation=self.organisation,
            by=jo,
            name="Waiting at night",
            summary="Patients, carers and staff change the night-time waiting area together",
            purpose=plan.PURPOSE,
            now=self.time(FIRST_DAY, 9),
            known_as="Jo",
        )
        self.members["Jo"] = Member.objects.get(project=project, user=jo)
        Project.objects.filter(pk=project.pk).update(
            is_public=True,
            public_answered_at=self.time(FIRST_DAY, 9),
            help_name="Jo",
            help_phone="01632 960 001",
            help_email="jo@example.org",
            **plan.SAFETY,
        )
        project.refresh_from_db()
        return project

    def play(self) -> None:
        """Let everything happen, oldest first."""
        for when, _order, happen in sorted(self.events, key=lambda event: event[:2]):
            happen(when)
