"""Keeps what the record of a project showed on one day, so that a cycle can still tell it years later."""

from datetime import date

from elements.beside import state_of
from elements.records import show_records
from projects.models import Project


def freeze_states(project: Project, *, on: date) -> dict[str, dict[str, str]]:
    """Return the state of each element and of each indicator that has a record, by their keys."""
    records = show_records(project, on=on)
    return {
        "elements": {entry.element.key: str(state_of(entry)) for entry in records},
        "indicators": {
            shown.indicator.key: str(shown.record.state)
            for entry in records
            for shown in entry.shown
            if shown.record
        },
    }
