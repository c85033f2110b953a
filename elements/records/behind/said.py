"""The figures of what people said, of the questions that a project explores, and of the groups with ideas."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from elements.records.behind.figure import CountedRow, OpenFigure, on_day
from elements.records.behind.involved import show_group
from elements.records.evidence import Evidence
from elements.records.record import QUARTER, midnight
from elements.records.said import (
    FORGOTTEN,
    FOUR_WEEKS,
    groups_with_ideas,
    kinds_of_questions,
    kinds_of_said,
    kinds_of_wordings,
    other_wordings,
    with_people,
    with_promises,
)
from participation.models import Group
from projects.models import Project
from questions import permissions
from questions.models import Contribution, Question, Wording

#: So much of what somebody said is shown in a list.
FIRST_WORDS = 120


def said(name: str) -> OpenFigure:
    """Return the figure of what people said, of a kind."""

    def find(seen: Evidence) -> QuerySet[Contribution]:
        kind = kinds_of_said(seen.day, midnight(seen.day - FORGOTTEN))[name]
        return with_promises(seen.project).filter(kind).select_related("project", "member")

    return OpenFigure(find, show_said)


def questions(name: str) -> OpenFigure:
    """Return the figure of the questions of a kind."""

    def find(seen: Evidence) -> QuerySet[Question]:
        kind = kinds_of_questions(midnight(seen.day - QUARTER))[name]
        return with_people(seen.project).filter(kind).select_related("project")

    return OpenFigure(find, _show_question)


def wordings(name: str) -> OpenFigure:
    """Return the figure of the other ways to ask a question, of a kind."""

    def find(seen: Evidence) -> QuerySet[Wording]:
        kind = kinds_of_wordings(midnight(seen.day - FOUR_WEEKS))[name]
        return other_wordings(seen.project).filter(kind).select_related("question__project")

    return OpenFigure(find, _show_wording)


def _find_groups(seen: Evidence) -> QuerySet[Group]:
    return groups_with_ideas(seen.project)


def show_said(project: Project, row: Contribution) -> CountedRow:
    """Show what somebody said."""
    words = row.words if len(row.words) <= FIRST_WORDS else f"{row.words[:FIRST_WORDS]}…"
    when = on_day(_("said on %(day)s"), row.said_at)
    return for_members(project, f"{row.author}: {words}", when, row.get_absolute_url())


def for_members(project: Project, what: str, when: str, path: str) -> CountedRow:
    """Show a row; to a coordinator only that there is one, for members alone read what people say."""
    if permissions.can_read(project):
        return CountedRow(what, when, path)
    return CountedRow(_("Members of the project can read this."), when, "")


def _show_question(project: Project, row: Question) -> CountedRow:
    when = on_day(_("asked on %(day)s"), row.asked_at)
    return for_members(project, row.words, when, row.get_absolute_url())


def _show_wording(project: Project, row: Wording) -> CountedRow:
    path = row.question.get_absolute_url()
    when = on_day(_("asked on %(day)s"), row.at)
    return for_members(project, row.words, when, f"{path}?ways=all#ways")


FIGURES: dict[str, OpenFigure] = {
    "creative.potential.ideas": said("ideas"),
    "creative.potential.groups": OpenFigure(_find_groups, show_group),
    "creative.potential.late_ideas": said("late_ideas"),
    **{f"creative.listening.{name}": said(name) for name in ("in_time", "no", "open", "late")},
    **{
        f"creative.reframing.{name}": wordings(name)
        for name in ("reworded", "taken", "declined", "wait")
    },
    "creative.unasked.unasked": said("unasked"),
    "creative.unasked.unasked_open": said("unasked_open"),
    "open.exploring.explored": questions("explored"),
    "open.exploring.heard": questions("heard"),
    "open.curiosity.asked": questions("asked"),
    "transparent.loop.late": said("late"),
}
