"""What is behind a figure of a record: exactly the rows that it counts, found by the same conditions."""

from dataclasses import dataclass
from datetime import date

from core.pages import Page, page_by_key
from elements.records.behind import (
    changes,
    community,
    decisions,
    held,
    involved,
    plan,
    said,
    thanked,
)
from elements.records.behind.figure import CountedRow, OpenFigure
from elements.records.evidence import Evidence
from projects.models import Project

__all__ = ["FIGURES", "Behind", "CountedRow", "OpenFigure", "open_figure"]

#: Indicator and figure -> the rows behind it. A figure that has none says why (elements.records.record.OnlyCounted).
FIGURES: dict[str, OpenFigure] = {
    **plan.FIGURES,
    **decisions.FIGURES,
    **involved.FIGURES,
    **changes.FIGURES,
    **said.FIGURES,
    **held.FIGURES,
    **thanked.FIGURES,
    **community.FIGURES,
}


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure of an indicator that somebody opened, a page of them."""

    indicator: str
    figure: str
    rows: list[CountedRow]
    pages: dict[str, str]

    @property
    def name(self) -> str:
        """The figure as addresses name it."""
        return f"{self.indicator}.{self.figure}"


def open_figure(
    project: Project, name: str, *, on: date, after: str = "", before: str = ""
) -> Behind | None:
    """Return a page of the rows behind a figure, the newest first; None when there is no such figure."""
    figure = FIGURES.get(name)
    if figure is None:
        return None
    page: Page = page_by_key(
        figure.find(Evidence(project, on)), key="pk", after=after, before=before, descending=True
    )
    indicator, _, key = name.rpartition(".")
    addresses = page.addresses(("after", "before"), "#counted", rows=name)
    return Behind(indicator, key, [figure.show(project, row) for row in page.rows], addresses)
