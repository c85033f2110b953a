"""The figures of the people map, of how much say groups have, and of who is missing. None leads to a person."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from elements.records.behind.figure import CountedRow, OpenFigure, on_day
from elements.records.evidence import Evidence
from elements.records.groups import KINDS_OF_GROUPS, kinds_of_imbalance_actions, on_the_map
from elements.records.inclusive import kinds_of_looks
from participation.models import Group, ImbalanceAction, ParticipationReview
from projects.models import Project


def groups(**kind: Any) -> OpenFigure:
    """Return the figure of the groups on the map that are like this."""

    def find(seen: Evidence) -> QuerySet[Group]:
        return on_the_map().filter(project=seen.project, **kind)

    return OpenFigure(find, show_group)


def imbalance_actions(name: str) -> OpenFigure:
    """Return the figure of the actions on an imbalance of a kind, of groups that are on the map."""

    def find(seen: Evidence) -> QuerySet[ImbalanceAction]:
        kind = kinds_of_imbalance_actions(seen.day)[name]
        here = {"group__project": seen.project, "group__retired_at": None}
        return ImbalanceAction.objects.filter(kind, **here).select_related("group", "action")

    return OpenFigure(find, _show_action)


def looks(name: str) -> OpenFigure:
    """Return the figure of the participation reviews of a kind."""

    def find(seen: Evidence) -> QuerySet[ParticipationReview]:
        kind = kinds_of_looks(seen.day)[name]
        return ParticipationReview.objects.filter(kind, project=seen.project)

    return OpenFigure(find, _show_look)


def show_group(project: Project, row: Group) -> CountedRow:
    """Show a group of the people map."""
    path = reverse("participation:group_detail", args=[project.slug, row.pk])
    return CountedRow(row.name, on_day(_("last changed on %(day)s"), row.changed_at), path)


def _show_action(project: Project, row: ImbalanceAction) -> CountedRow:
    path = reverse("participation:group_detail", args=[project.slug, row.group_id])
    words = _("promised by %(day)s")
    day = row.action.due_on
    if row.action.done_at:
        words, day = _("done on %(day)s"), row.action.done_at
    return CountedRow(f"{row.group.name}: {row.action.what}", on_day(words, day), path)


def _show_look(project: Project, row: ParticipationReview) -> CountedRow:
    path = reverse("participation:review_detail", args=[project.slug, row.pk])
    when = on_day(_("finished on %(day)s"), row.finished_at)
    what = on_day(_("Who is missing, from %(day)s"), row.opened_at)
    return CountedRow(what, when or on_day(_("to be finished by %(day)s"), row.finish_by), path)


FIGURES: dict[str, OpenFigure] = {
    **{f"inclusive.mapping.{sector.value}": groups(sector=sector.value) for sector in Group.Sector},
    "inclusive.mapping.unreached": groups(**KINDS_OF_GROUPS["unreached"]),
    **{
        f"inclusive.representation.{name}": groups(**KINDS_OF_GROUPS[name])
        for name in ("nobody", "single", "more")
    },
    **{f"inclusive.reviews.{name}": looks(name) for name in ("finished", "overdue")},
    "thorough.community.groups": groups(sector=Group.Sector.COMMUNITY.value),
    "equal.power.bare": groups(**KINDS_OF_GROUPS["bare"]),
    **{f"equal.power.{name}": imbalance_actions(name) for name in ("open", "done", "late")},
}
