"""Keeps the secret part of a link out of the logs, and the logs short; writes them as lines or as JSON."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

#: Before the secret of a link that lets somebody in or out. One in the query of another link has "%2F" for "/".
_DOORS = (
    "sign-in(?:/|%2F)link|invitations|coordinate|unsubscribe|follow|join|response|begin|address|coming|calendar|room"
    "|private-word"
)
_BEFORE = rf"(?:/|%2F)(?:{_DOORS})(?:/|%2F)+"
_AFTER = r"(?=(?:/|%2F)?['\")]*(?:[\s&\"]|$))"
LINK = re.compile(rf"({_BEFORE})[^\s&\"]+?{_AFTER}", re.IGNORECASE)
#: A path alone is all secret from there on: what was typed wrongly has spaces or slashes in it.
PATH = re.compile(rf"({_BEFORE}).+?(/?)", re.IGNORECASE | re.DOTALL)
#: The same in the midst of anything, as in a traceback: the secret ends where no address goes on.
_ANYWHERE = re.compile(rf"({_BEFORE})[^\s&\"'<>/\\,;()\[\]{{}}]+", re.IGNORECASE)
#: The secrets themselves, wherever they stand: the number of a row and what only our key makes of it
#: (:mod:`accounts.tokens`, and the links with which members stop the news).
_SECRET = re.compile(r"(?<!\d)\d{1,19}(?:-[0-9a-f]{64}|(?:~|%7E)[\w-]{43})(?![\w-])", re.IGNORECASE)
#: What a proxy may call a request; whatever else stands there was typed by somebody.
_REQUEST_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)


def without_secrets(words: str) -> str:
    """Return the words with "..." in the place of each secret of a link, wherever it stands."""
    return _SECRET.sub("...", _ANYWHERE.sub(r"\1...", LINK.sub(r"\1...", words)))


class WithoutLinks(logging.Filter):
    """Writes "..." in the place of the secret of a link; everything else stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_without_secret(word) for word in record.args)
        words = record.getMessage()
        safe = without_secrets(words)
        if safe != words:
            record.msg, record.args = safe, ()
        if record.exc_text:
            # Another handler wrote this error before: what it made of the traceback is used again.
            record.exc_text = without_secrets(record.exc_text)
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


class Lines(logging.Formatter):
    """Lines for people to read. A traceback stays whole, but for the secrets of links in it."""

    def formatException(self, exc_info: Any) -> str:  # noqa: N802 - logging calls it
        return without_secrets(super().formatException(exc_info))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return without_secrets(super().formatStack(stack_info))


class JsonLines(Lines):
    """One JSON object a line, for programs that collect logs: time (UTC), level, logger, message; a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. ``request_id`` is what the proxy calls the request, where it says so."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if status := getattr(record, "status_code", None):
            said["status"] = status
        if request_id := _request_id(record):
            said["request_id"] = request_id
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        elif record.exc_text:
            said["traceback"] = record.exc_text
        if record.stack_info:
            said["stack"] = self.formatStack(record.stack_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def _request_id(record: logging.LogRecord) -> str:
    headers = getattr(getattr(record, "request", None), "headers", {})
    found = _REQUEST_ID.fullmatch(headers.get("X-Request-Id", ""))
    return without_secrets(found[0]) if found else ""
