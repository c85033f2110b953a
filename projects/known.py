"""What is known when a home is put together, handed to every app that has something to say on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from projects.models import Project


@dataclass(frozen=True)
class Known:
    """
    For whom and when, their projects, and the facts of each by its number, as the apps offer them.

    ``project``: the one whose home it is; None on the home of a person, which tells of all.
    """

    user: User
    projects: list[Project]
    project: Project | None
    facts: dict[int, dict[str, Any]]
    now: datetime
    on: date
    _read: dict[str, Any] = field(default_factory=dict)

    def of(self, project: Project) -> dict[str, Any]:
        """Return the facts of a project."""
        return self.facts[project.pk]

    @property
    def since(self) -> datetime:
        """From when on things are told as new: for 30 days, and longer to somebody who was away."""
        month = self.now - timedelta(days=30)
        return min(month, self.user.previous_visit_at or month)

    def where(self, fact: str, projects: list[Project] | None = None) -> list[int]:
        """Return the numbers of the projects of which a fact is true; of all, or of some."""
        some = self.projects if projects is None else projects
        return [project.pk for project in some if self.of(project)[fact]]

    @property
    def led(self) -> list[Project]:
        """The projects in which the person facilitates."""
        return [project for project in self.projects if project.viewer.is_facilitator]

    def once(self, name: str, read: Callable[[], Any]) -> Any:
        """Return what ``read`` returns; it is asked once, however many parts of the page need it."""
        if name not in self._read:
            self._read[name] = read()
        return self._read[name]
