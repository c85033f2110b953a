"""The figures of thanks: all of them are of thanks that everybody in the project reads."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from elements.records.behind.figure import CountedRow, OpenFigure, on_day
from elements.records.evidence import Evidence
from elements.records.record import midnight
from elements.records.thanked import LATELY, kinds_of_thanks, members_thanked
from participation.models import Thanks
from participation.permissions import can_read_thanks
from projects.models import Member, Project


def thanks(name: str) -> OpenFigure:
    """Return the figure of the thanks of a kind."""

    def find(seen: Evidence) -> QuerySet[Thanks]:
        kind = kinds_of_thanks(midnight(seen.day) - LATELY)[name]
        rows = Thanks.objects.shown().filter(kind, project=seen.project)
        return rows.select_related("member", "group")

    return OpenFigure(find, _show)


def _show(project: Project, row: Thanks) -> CountedRow:
    """Show thanks; to a coordinator only that there are some, for members alone read them."""
    path = reverse("participation:people", args=[project.slug])
    what = f"{row.to}: {Truncator(row.words).chars(90)}"
    when = on_day(_("given on %(day)s"), row.given_at)
    if not can_read_thanks(project):
        return CountedRow(_("Members of the project can read this."), when, "")
    return CountedRow(what, when, f"{path}?show=thanks&one={row.pk}#t{row.pk}")


def _show_member(project: Project, row: Member) -> CountedRow:
    path = reverse("participation:member_detail", args=[project.slug, row.pk])
    return CountedRow(row.known_as, "", path)


FIGURES: dict[str, OpenFigure] = {
    **{
        f"positive.appreciation.{name}": thanks(name)
        for name in ("lately", "from_participants", "from_facilitators")
    },
    "positive.appreciation.members": OpenFigure(
        lambda seen: members_thanked(seen.project), _show_member
    ),
}
