"""The kinds of people to whom a view of a project can be open (core/access.py: how a view says so)."""

from enum import StrEnum


class Who(StrEnum):
    """Who somebody is in a project, or in the organisation that it belongs to."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


#: Everybody who may see a project: its members, and the coordinators of its organisation.
PROJECT_READERS = (Who.PARTICIPANT, Who.FACILITATOR, Who.COORDINATOR)
#: The members of a project.
MEMBERS = (Who.PARTICIPANT, Who.FACILITATOR)
