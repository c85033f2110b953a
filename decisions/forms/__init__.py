"""What is typed about decisions: into the log, and while people have a say."""

from decisions.forms.log import (
    DAY_FORMATS,
    DecisionForm,
    KeepForm,
    LogFilterForm,
    WithdrawForm,
    content_of,
    day_input,
    initial_of,
    read_typed,
)
from decisions.forms.proposals import (
    CloseForm,
    EditProposalForm,
    NewProposalForm,
    ProposingForm,
    SayForm,
    SayReplyForm,
)

__all__ = [
    "DAY_FORMATS",
    "CloseForm",
    "DecisionForm",
    "EditProposalForm",
    "KeepForm",
    "LogFilterForm",
    "NewProposalForm",
    "ProposingForm",
    "SayForm",
    "SayReplyForm",
    "WithdrawForm",
    "content_of",
    "day_input",
    "initial_of",
    "read_typed",
]
