"""The figures of the wider community: what it was asked, and what it responded, as far as members read it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from elements.records.behind.figure import CountedRow, OpenFigure, on_day
from elements.records.behind.said import for_members, show_said
from elements.records.community import asked_of_community, kinds_of_responses, responses
from elements.records.evidence import Evidence
from projects.models import Project
from questions.models import CommunityQuestion, Contribution


def response_figure(name: str) -> OpenFigure:
    """Return the figure of the responses of a kind."""

    def find(seen: Evidence) -> QuerySet[Contribution]:
        kind = kinds_of_responses()[name]
        return responses(seen.project).filter(kind).select_related("project", "member")

    return OpenFigure(find, show_said)


def _find_asked(seen: Evidence) -> QuerySet[CommunityQuestion]:
    about = ("question__project", "idea__project")
    return asked_of_community(seen.project).select_related(*about)


def _show_asked(project: Project, row: CommunityQuestion) -> CountedRow:
    when = on_day(_("asked on %(day)s"), row.asked_at)
    return for_members(project, row.words, when, row.about.get_absolute_url())


FIGURES: dict[str, OpenFigure] = {
    "thorough.new-ideas.asked": OpenFigure(_find_asked, _show_asked),
    **{f"thorough.new-ideas.{name}": response_figure(name) for name in kinds_of_responses()},
}
