"""Says who made a decision: how many, as what, and by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.prepared import Prepared, number
from decisions.models import DecisionMaker, DecisionVersion
from decisions.services import Maker, maker_row


@dataclass(frozen=True)
class Makers:
    """The makers of one version, ready to be shown."""

    rows: list[DecisionMaker]

    @property
    def members(self) -> list[DecisionMaker]:
        return [row for row in self.rows if row.member_id]

    @property
    def others(self) -> list[DecisionMaker]:
        return [row for row in self.rows if not row.member_id]

    @property
    def names(self) -> list[str]:
        """Every maker by name, and as what where that is known."""
        return [f"{row}, {row.as_what}" if row.as_what else str(row) for row in self.rows]

    @property
    def sentence(self) -> str:
        """Count them: "9 participants (6 with lived experience), 1 facilitator and Dana Reed, estates manager"."""
        return _join([*_counted(self.members), *_others(self.others)])


def makers_of_version(version: DecisionVersion) -> Makers:
    """Read who made a version, in one query; members first, each by name."""
    return in_order(_MAKERS.all(version=version.pk))


_MAKERS = Prepared(
    lambda: DecisionMaker.objects.filter(version=number("version")).select_related("member")
)


def makers_typed(makers: Iterable[Maker]) -> Makers:
    """Show makers that are not written yet as they would be."""
    return in_order(maker_row(maker) for maker in makers)


def in_order(rows: Iterable[DecisionMaker]) -> Makers:
    """Show makers that were read already, members first, each by name."""
    return Makers(sorted(rows, key=lambda row: (row.member_id is None, str(row).casefold())))


def _counted(members: list[DecisionMaker]) -> list[str]:
    parts = []
    participants = [row for row in members if row.was_participant]
    if participants:
        count = len(participants)
        part = ngettext("%(count)s participant", "%(count)s participants", count)
        part %= {"count": count}
        if lived := sum(1 for row in participants if row.had_lived_experience):
            part += " " + _("(%(count)s with lived experience)") % {"count": lived}
        parts.append(part)
    if count := len(members) - len(participants):
        part = ngettext("%(count)s facilitator", "%(count)s facilitators", count)
        parts.append(part % {"count": count})
    return parts


def _others(others: list[DecisionMaker]) -> list[str]:
    if len(others) <= 2:
        return [f"{row.name} ({row.as_what})" for row in others]
    return [_("%(count)s others") % {"count": len(others)}]


def _join(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
