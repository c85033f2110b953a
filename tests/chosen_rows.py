"""
An UPDATE that chooses its rows through other tables finds them as they stood before it began to wait for a lock.

Django writes ``WHERE id IN (SELECT … FROM the same table JOIN …)`` then, and PostgreSQL looks at that again for nobody:
two at once both find the row, and both are told that they changed it. So a condition on another table belongs in a
subquery of that table, ``member__in=…``, or the row is held first.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: What is not the product: tests change rows as they like.
OUTSIDE = tuple(str(ROOT / name) for name in ("tests", ".venv", "bench"))

#: Which may, by table and first column, as two at once do no harm: who calls it holds the row, or both write the same.
MAY = {
    ("accounts_user", "name"): "an empty name, or the one from before, is filled in once more",
    ("decisions_decision", "current_id"): "the log is held",
    ("elements_words", "outcome"): "the words are held",
    ("outbox_delivery", "due_at"): "a worker who has it meanwhile looks at that no more",
    ("participation_speaksfor", "is_named"): "a migration",
    ("questions_contributionmove", "over_at"): "both write the same",
    ("reports_pack", "gave_up_at"): "given up once more",
}
_CHOOSES = re.compile(
    r'UPDATE "(\w+)" SET "(\w+)" = .* WHERE .*"\1"\."\w+" IN \(SELECT U0\."\w+" FROM "\1" U0\b',
    re.DOTALL,
)


def refuse_rows_chosen_before(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
) -> Any:
    """Refuse such an UPDATE of the product; a wrapper around what a connection executes."""
    found = _CHOOSES.match(sql) if sql.startswith("UPDATE") else None
    if found and found.groups() not in MAY and _is_of_the_product(sys._getframe()):
        raise AssertionError(f"Two at once may both change this row: {sql}")
    return execute(sql, params, many, context)


def _is_of_the_product(frame: FrameType | None) -> bool:
    """Whether the nearest file that is ours, and no library, is one of the product."""
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(str(ROOT)) and not path.startswith((OUTSIDE[1], __file__)):
            return not path.startswith(OUTSIDE)
        frame = frame.f_back
    return False
