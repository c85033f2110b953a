"""The pages of decisions: having a say, reading the log, and writing into it."""

from decisions.views.exports import decisions_data, decisions_table
from decisions.views.keeping import decision_keep
from decisions.views.linking import decision_said
from decisions.views.proposals import (
    proposal_create,
    proposal_detail,
    proposal_edit,
    proposing_edit,
)
from decisions.views.publishing import decision_public
from decisions.views.reading import (
    decision_detail,
    decision_list,
    log_check,
    version_detail,
)
from decisions.views.says import say_edit, say_for, say_reply, say_take_back
from decisions.views.settling import proposal_close, proposal_put_down
from decisions.views.writing import (
    decision_correct,
    decision_create,
    decision_supersede,
    decision_withdraw,
)

__all__ = [
    "decision_correct",
    "decision_create",
    "decision_detail",
    "decision_keep",
    "decision_list",
    "decision_public",
    "decision_said",
    "decision_supersede",
    "decision_withdraw",
    "decisions_data",
    "decisions_table",
    "log_check",
    "proposal_close",
    "proposal_create",
    "proposal_detail",
    "proposal_edit",
    "proposal_put_down",
    "proposing_edit",
    "say_edit",
    "say_for",
    "say_reply",
    "say_take_back",
    "version_detail",
]
