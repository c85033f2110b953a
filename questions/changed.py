"""Whose words changed what: each thing that came of what somebody said, and who said it as everybody reads it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.tables import ROWS_AT_ONCE
from participation.models import SpeaksFor
from projects.models import Member, Project
from questions.models import Contribution, ContributionMove

_WHAT = ContributionMove.What


def changes(project: Project) -> QuerySet[ContributionMove]:
    """
    Return what came of what people said, with their words and who said them.

    Left out is what is no longer so: links that were taken away, words that are out of sight or taken back,
    decisions that count no longer, steps that were dropped. A step that is done is told once, as done.
    """
    moves = ContributionMove.objects.counting()
    done = moves.filter(
        contribution=OuterRef("contribution"), address=OuterRef("address"), what=_WHAT.DONE
    )
    rows = moves.filter(
        project=project,
        contribution__words_set_aside="",
        contribution__taken_back_at=None,
    )
    return rows.exclude(what=_WHAT.DISCUSSED).exclude(Q(what=_WHAT.PLANNED) & Exists(done))


def with_who_said_it(rows: QuerySet[ContributionMove]) -> QuerySet[ContributionMove]:
    """Load with them the words, who said them, and the groups for which they speak."""
    return rows.select_related("contribution__project", "contribution__member").prefetch_related(
        Prefetch("contribution__member__speaks_for", _groups())
    )


def _groups() -> QuerySet[SpeaksFor]:
    """Those beside which everybody sees their name."""
    rows = SpeaksFor.objects.filter(group__retired_at=None, is_named=True)
    return rows.select_related("group").order_by("pk")


def with_groups(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Load with contributions, read with their members, the groups for which these speak."""
    return rows.prefetch_related(Prefetch("member__speaks_for", _groups()))


def experience_of(said: Contribution) -> list[str]:
    """Name the kinds of experience of whoever said it; none where the name is not shown, or they have not said."""
    member = _named(said)
    if member is None or member.experience_answered_at is None:
        return []
    return [str(kind.label) for kind in member.experience]


def groups_of(said: Contribution) -> list[str]:
    """Name the groups for which whoever said it speaks; none where the name is not shown."""
    member = _named(said)
    return [row.group.name for row in member.speaks_for.all()] if member else []


def _named(said: Contribution) -> Member | None:
    return None if said.is_unnamed else said.member


def table_of_changes(project: Project, *, address: str) -> Iterator[list[Any]]:
    """
    Yield the same as a table, the newest first, read in parts.

    :param address: what goes before the path of each address, as in "https://example.org".
    """
    yield [
        *(_("Who said it"), _("Experience"), _("Speaks for"), _("What they said"), _("Said on")),
        *(_("What came of it"), _("What changed"), _("Since"), _("Their words"), _("The change")),
    ]
    rows = with_who_said_it(changes(project)).order_by("-at", "-pk")
    for move in rows.iterator(chunk_size=ROWS_AT_ONCE):
        said = move.contribution
        yield [
            said.author,
            ", ".join(experience_of(said)),
            ", ".join(groups_of(said)),
            said.words,
            timezone.localdate(said.said_at).isoformat(),
            move.get_what_display(),
            move.title,
            timezone.localdate(move.at).isoformat(),
            f"{address}{said.get_absolute_url()}",
            f"{address}{move.address}",
        ]
