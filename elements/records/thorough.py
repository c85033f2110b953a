"""Thorough: what the record shows."""

from datetime import date

from django.db.models import Count as CountRows
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.prepared import Prepared, number, totals
from elements.records.record import Count, Record, Rules, judge
from participation.models import Group
from projects.models import Project

COMMUNITY = Rules(
    nothing_yet=gettext_lazy("No group of the wider community is on the people map."),
    started=gettext_lazy(
        "A group of the wider community is on the map. Fewer than two people speak for the wider community."
    ),
    in_place=gettext_lazy(
        "Two or more people who take part speak for groups of the wider community."
    ),
    needs_attention=gettext_lazy(
        "People spoke for the wider community, and all of them have left."
    ),
)


def _speakers() -> QuerySet:
    """Count the groups of the wider community, and the members who speak, or ever spoke, for one of them."""
    here = Q(spokespeople__member__joined_at__isnull=False, spokespeople__member__left_at=None)
    return totals(
        Group.objects.filter(
            project=number("project"), retired_at=None, sector=Group.Sector.COMMUNITY
        ),
        groups=CountRows("pk", distinct=True),
        ever=CountRows("spokespeople__member", distinct=True),
        people=CountRows("spokespeople__member", distinct=True, filter=here),
    )


SPEAKERS = Prepared(_speakers)


def community(project: Project, *, on: date) -> Record:
    """thorough.community: members who speak for groups of the wider community."""
    found = SPEAKERS.first(project=project.pk)
    state = judge(
        nothing=not found["groups"],
        attention=found["ever"] > 0 and not found["people"],
        in_place=found["people"] >= 2,
    )
    return Record(
        state=state,
        rules=COMMUNITY,
        sentence=ngettext(
            "%(people)s person speaks for groups of the wider community.",
            "%(people)s people speak for groups of the wider community.",
            found["people"],
        )
        % found,
        counts=[
            Count(
                _("groups of the wider community on the map: %(groups)s") % found, found["groups"]
            )
        ],
        path=reverse("participation:group_list", args=[project.slug]),
        rows=_("The people map"),
        left_out=_("Followers from the community are not built yet, so they are not counted."),
    )
