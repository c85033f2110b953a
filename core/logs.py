"""Keeps the secret part of a link out of the logs, and the logs short."""

import logging
import re

#: Where a link that lets somebody in or out carries its secret.
LINK = re.compile(r"(/(?:sign-in/link|invitations|unsubscribe|begin)/)[^/\s\"']+")


class WithoutLinks(logging.Filter):
    """Writes "..." in the place of the secret of a link; everything else stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        safe = LINK.sub(r"\1...", words)
        if safe != words:
            record.msg, record.args = safe, ()
        return True


class OneLine(logging.Filter):
    """
    Writes one line for what somebody else got wrong; where it came up in our code is of no use to anybody.

    Django says with each answer that it logs which status it has. What is ours (500 and more) keeps its exception.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = None
        return True
