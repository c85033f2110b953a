"""The pages of decisions: reading the log, and writing into it."""

from decisions.views.publishing import decision_public
from decisions.views.reading import (
    decision_detail,
    decision_list,
    log_check,
    version_detail,
)
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
    "decision_list",
    "decision_public",
    "decision_supersede",
    "decision_withdraw",
    "log_check",
    "version_detail",
]
