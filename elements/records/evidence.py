"""What the records of a project are read from on one day: what several of them share is asked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from elements.records.felt import FeltLately, read_felt, read_meetings
from elements.records.groundwork import Counts, read_groundwork
from elements.records.groups import read_groups
from elements.records.happened import read_happened
from elements.records.last_update import read_last_update
from elements.records.log import read_log
from elements.records.people import read_people
from elements.records.reviews import read_lessons
from elements.records.said import read_said
from elements.records.statements import read_statements
from elements.records.steps import read_steps
from elements.records.thanked import read_thanked
from projects.models import Project


@dataclass(frozen=True)
class Evidence:
    """A project on a day. Each property is asked when a record needs it, and once however many do."""

    project: Project
    on: date

    @property
    def day(self) -> date:
        """The day to which silence is counted: when a project has ended, nothing more is to be expected of it."""
        return min(self.project.ended_on or self.on, self.on)

    @property
    def is_alone(self) -> bool:
        """Whether nobody takes part but those who run it."""
        return not self.people["others"]

    def is_long_ago(self, last: date | None, after: timedelta) -> bool:
        """Whether something happened last longer ago than this; not when it never happened."""
        return last is not None and self.day - last > after

    @cached_property
    def _happened(self) -> dict[str, dict[str, Any]]:
        return read_happened(self.project, on=self.day)

    @property
    def last(self) -> dict[str, date | None]:
        return self._happened["last"]

    @property
    def reviews(self) -> dict[str, Any]:
        return self._happened["reviews"]

    @property
    def boundaries(self) -> dict[str, Any]:
        return self._happened["boundaries"]

    @property
    def changes(self) -> dict[str, Any]:
        return self._happened["changes"]

    @property
    def unsettled(self) -> dict[str, Any]:
        return self._happened["unsettled"]

    @property
    def barriers(self) -> dict[str, Any]:
        return self._happened["barriers"]

    @property
    def community(self) -> dict[str, Any]:
        return self._happened["community"]

    @property
    def asked(self) -> dict[str, Any]:
        return self._happened["asked"]

    @cached_property
    def said(self) -> dict[str, Any]:
        return read_said(self.project, on=self.day)

    @property
    def spoken_on(self) -> date | None:
        """The last day on which the people map was changed, or somebody said whom they speak for."""
        days = [self.last[name] for name in ("mapped", "spoke")]
        return max((day for day in days if day), default=None)

    @cached_property
    def people(self) -> dict[str, Any]:
        return read_people(self.project)

    @cached_property
    def log(self) -> dict[str, Any]:
        return read_log(self.project, on=self.day, last=self.last["decided"])

    @cached_property
    def groups(self) -> dict[str, Any]:
        return read_groups(self.project, on=self.day)

    @cached_property
    def groundwork(self) -> dict[str, Counts]:
        return read_groundwork(self.project, on=self.day, today=self.on)

    @cached_property
    def felt(self) -> dict[str, list[FeltLately]]:
        return read_felt(self.project, on=self.day)

    @cached_property
    def meetings(self) -> Mapping[str, Any]:
        return read_meetings(self.project, on=self.day)

    @cached_property
    def statements(self) -> dict[str, Any]:
        return read_statements(self.project, on=self.day)

    @cached_property
    def steps(self) -> dict[str, Any]:
        return read_steps(self.project, on=self.day)

    @cached_property
    def thanked(self) -> dict[str, Any]:
        return read_thanked(self.project, on=self.day)

    @cached_property
    def lessons(self) -> dict[str, Any]:
        last = self.last
        return read_lessons(
            self.project, on=self.day, learned=last["learned"], answered=last["answered"]
        )

    @cached_property
    def last_update(self) -> list[dict[str, Any]]:
        return read_last_update(self.project)
