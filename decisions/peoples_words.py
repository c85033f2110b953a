"""Where `decisions` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.models import (
    DecisionMaker,
    DecisionVersion,
    MakerObjection,
    Proposal,
    ProposalChange,
    ProposalSay,
)
from decisions.taking_out import take_out_words
from projects.models import Member
from projects.peoples_words import PeoplesWords


def _closed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep what people said of proposals that are closed: before, nobody reads it who has not had their say."""
    return rows.exclude(pk__in=ProposalSay.objects.filter(proposal__in=Proposal.objects.open()))


def _let_go(row: Any, field: str, by: Member, now: datetime) -> None:
    """Take all words of a field out of the log: its chain has their hash, and a signed note says so."""
    with translation.override(settings.LANGUAGE_CODE):
        why = gettext("A name was taken out.")
    take_out_words(row, field, by=by, why=why, now=now)


_PROPOSAL = ("what", "why", "considered", "rests_on", "put_down_why")
PEOPLES_WORDS = (
    PeoplesWords(_("A proposal"), Proposal, _PROPOSAL),
    PeoplesWords(_("A proposal, as it was before"), ProposalChange, ("was", "why")),
    PeoplesWords(
        _("What somebody said of a proposal"),
        ProposalSay,
        ("words", "reply", "reply_to"),
        rows=_closed,
    ),
    PeoplesWords(_("What somebody said of being named"), MakerObjection, ("words",)),
    PeoplesWords(_("A decision"), DecisionVersion, DecisionVersion.TEXTS, let_go=_let_go),
    PeoplesWords(_("Who made a decision"), DecisionMaker, DecisionMaker.TEXTS, let_go=_let_go),
)
