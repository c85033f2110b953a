"""
The lines that gunicorn and Celery write themselves: as JSON where ``LOG_FORMAT`` says so, and without secrets of links.

Nothing here needs the settings: gunicorn's first process has none, and needs no Celery either.
"""

import logging
import os
from copy import copy
from typing import Any

from gunicorn.glogging import Logger

from core.logs import JsonLines, Lines, WithoutLinks


def dress(logger: logging.Logger) -> None:
    """Give what a program writes by a logger our filter and, where it is wanted, our form."""
    for handler in logger.handlers:
        handler.addFilter(WithoutLinks())
        if os.environ.get("LOG_FORMAT", "").strip().lower() == "json":
            handler.setFormatter(JsonLines())
        else:
            handler.setFormatter(_lines_like(handler.formatter or logging.Formatter()))


def _lines_like(own: logging.Formatter) -> logging.Formatter:
    """Return what writes as a program's own formatter does (Celery's names the task), without secrets in tracebacks."""
    safe, ours = copy(own), Lines()
    # On the copy itself: its own format() asks itself for them.
    vars(safe).update(formatException=ours.formatException, formatStack=ours.formatStack)
    return safe


def dress_celery(logger: logging.Logger, **_given: Any) -> None:
    """Dress a logger of Celery, which has taken the handlers of the settings away."""
    dress(logger)


class GunicornLogger(Logger):
    """gunicorn's own log. There is no log of requests unless somebody asks gunicorn for one; it is dressed, too."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        dress(self.error_log)
        dress(self.access_log)
