"""Keeps the secret part of a link out of the logs."""

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
