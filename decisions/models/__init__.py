"""Decisions: proposals with what people say of them, and the log in which they end."""

from decisions.models.log import (
    NAMES_BEGIN,
    Decision,
    DecisionLog,
    DecisionMaker,
    DecisionVersion,
    HashedTexts,
    PublicDecision,
    WordsTakenOut,
)
from decisions.models.proposals import Proposal, ProposalChange, ProposalSay, ProposingRule

__all__ = [
    "NAMES_BEGIN",
    "Decision",
    "DecisionLog",
    "DecisionMaker",
    "DecisionVersion",
    "HashedTexts",
    "Proposal",
    "ProposalChange",
    "ProposalSay",
    "ProposingRule",
    "PublicDecision",
    "WordsTakenOut",
]
