"""What a report says of what people get back: the figures of its record, where five or more people are concerned."""

from datetime import date
from typing import Any

from ballots.disclosure import FEWEST
from core.dates import Period
from elements.records.equal import return_counts
from elements.records.returns import read_returns
from projects.models import Project


def returned(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """
    Return how far it is with what people get back on the day; nothing where fewer than five people are concerned.

    They are the same figures as those of the record, of the same people: two that differ would tell of one of them.
    """
    found = read_returns(project, on=min(project.ended_on or on, on))
    is_few = found["concerned"] < FEWEST
    return {"returned": [] if is_few else return_counts(found, is_few=is_few)}
