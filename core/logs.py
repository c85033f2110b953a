"""Keeps the secret part of a link out of the logs, and the logs short."""

import logging
import re
from typing import Any

#: Before the secret of a link that lets somebody in or out. One in the query of another link has "%2F" for "/".
_BEFORE = (
    r"(?:/|%2F)(?:sign-in(?:/|%2F)link|invitations|coordinate|unsubscribe|begin|address)(?:/|%2F)+"
)
_AFTER = r"(?=(?:/|%2F)?['\")]*(?:[\s&\"]|$))"
LINK = re.compile(rf"({_BEFORE})[^\s&\"]+?{_AFTER}", re.IGNORECASE)
#: A path alone is all secret from there on: what was typed wrongly has spaces or slashes in it.
PATH = re.compile(rf"({_BEFORE}).+?(/?)", re.IGNORECASE | re.DOTALL)


class WithoutLinks(logging.Filter):
    """Writes "..." in the place of the secret of a link; everything else stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_without_secret(word) for word in record.args)
        words = record.getMessage()
        safe = LINK.sub(r"\1...", words)
        if safe != words:
            record.msg, record.args = safe, ()
        return True


def _without_secret(word: Any) -> Any:
    found = PATH.fullmatch(word) if isinstance(word, str) else None
    return f"{found[1]}...{found[2]}" if found else word


class OneLine(logging.Filter):
    """
    Writes one line for what somebody else got wrong; where it came up in our code is of no use to anybody.

    Django says with each answer that it logs which status it has. What is ours (500 and more) keeps its exception.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = None
        return True
