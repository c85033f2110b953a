"""What can be done to decisions: in the log, and while people have a say; each verb in one transaction."""

from decisions.services.checks import ask_for_check, check_log, keep_failed_check, verify_chain
from decisions.services.closing import NotReplied, close_proposal, put_down_proposal
from decisions.services.log import (
    FIELDS,
    TEXTS,
    Content,
    Maker,
    clean_text,
    correct_decision,
    hold_log,
    keep_decision,
    maker_row,
    makers_of,
    record_decision,
    supersede_decision,
    withdraw_decision,
)
from decisions.services.objections import NotNamed, object_to_naming, take_objection_back
from decisions.services.proposals import (
    change_proposal,
    choose_who_proposes,
    hold_open,
    propose_decision,
)
from decisions.services.says import (
    ProposalEnded,
    ProposalReworded,
    SayIsGone,
    WhatIsSaid,
    have_say,
    reply_to_say,
    take_back_say,
)

__all__ = [
    "FIELDS",
    "TEXTS",
    "Content",
    "Maker",
    "NotNamed",
    "NotReplied",
    "ProposalEnded",
    "ProposalReworded",
    "SayIsGone",
    "WhatIsSaid",
    "ask_for_check",
    "change_proposal",
    "check_log",
    "choose_who_proposes",
    "clean_text",
    "close_proposal",
    "correct_decision",
    "have_say",
    "hold_log",
    "hold_open",
    "keep_decision",
    "keep_failed_check",
    "maker_row",
    "makers_of",
    "object_to_naming",
    "propose_decision",
    "put_down_proposal",
    "record_decision",
    "reply_to_say",
    "supersede_decision",
    "take_back_say",
    "take_objection_back",
    "verify_chain",
    "withdraw_decision",
]
