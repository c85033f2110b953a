"""What the records of a project are read from on one day: what several of them share is asked once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from elements.records.groundwork import Counts, read_groundwork
from elements.records.groups import read_groups
from elements.records.last_update import read_last_update
from elements.records.log import read_log
from elements.records.people import read_people
from elements.records.reviews import read_lessons, read_reviews
from elements.records.statements import read_statements
from elements.records.steps import read_steps
from projects.models import Project


@dataclass(frozen=True)
class Evidence:
    """A project on a day. Each property is asked when a record needs it, and once however many do."""

    project: Project
    on: date

    @cached_property
    def people(self) -> dict[str, Any]:
        return read_people(self.project)

    @cached_property
    def log(self) -> dict[str, Any]:
        return read_log(self.project, on=self.on)

    @cached_property
    def groups(self) -> dict[str, Any]:
        return read_groups(self.project, on=self.on)

    @cached_property
    def groundwork(self) -> dict[str, Counts]:
        return read_groundwork(self.project, on=self.on)

    @cached_property
    def statements(self) -> dict[str, Any]:
        return read_statements(self.project, on=self.on)

    @cached_property
    def steps(self) -> dict[str, Any]:
        return read_steps(self.project, on=self.on)

    @cached_property
    def reviews(self) -> dict[str, Any]:
        return read_reviews(self.project, on=self.on)

    @cached_property
    def lessons(self) -> dict[str, Any]:
        return read_lessons(self.project, on=self.on)

    @cached_property
    def last_update(self) -> list[dict[str, Any]]:
        return read_last_update(self.project)
