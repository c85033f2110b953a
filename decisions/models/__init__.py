"""Decisions: proposals with what people say of them, and the log in which they end."""

from decisions.models.heads import LONGEST_CHECK, DecisionLog
from decisions.models.log import (
    NAMES_BEGIN,
    Decision,
    DecisionMaker,
    DecisionVersion,
    HashedTexts,
    PublicDecision,
    WordsTakenOut,
)
from decisions.models.objections import MakerObjection
from decisions.models.proposals import Proposal, ProposalChange, ProposalSay, ProposingRule

__all__ = [
    "LONGEST_CHECK",
    "NAMES_BEGIN",
    "Decision",
    "DecisionLog",
    "DecisionMaker",
    "DecisionVersion",
    "HashedTexts",
    "MakerObjection",
    "Proposal",
    "ProposalChange",
    "ProposalSay",
    "ProposingRule",
    "PublicDecision",
    "WordsTakenOut",
]
