"""Makes one file ready, in a process of its own that is stopped when it takes too long or too much."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from questions.files import keeping
from questions.files.refusals import Refused
from questions.files.sniffing import FORMATS, Format

#: Less than a lease (core.leases.LEASE), so that nobody else takes the file meanwhile.
MOST_SECONDS = 60
PROGRAM = [sys.executable, "-m", "questions.files.remake"]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """A file that is ready: its name where it is kept, its format, its size in bytes and, of a picture, in dots."""

    name: str
    format: Format
    size: int
    width: int | None = None
    height: int | None = None


def make(name: str, sent_as: Format) -> Made:
    """
    Make a file ready that was kept as it came, and keep it beside.

    :raises Refused: when it cannot be used.
    :raises keeping.CannotKeep: when the place where files are kept is away.
    """
    told, data = remake(sent_as, _fetch(name))
    kept = keeping.keep(keeping.READY, ContentFile(data))
    made = FORMATS[told["format"]]
    return Made(kept, made, len(data), told.get("width"), told.get("height"))


def _fetch(name: str) -> bytes:
    try:
        with keeping.storage().open(name) as kept:
            data: bytes = kept.read()
            return data
    except FileNotFoundError as error:
        raise Refused("lost") from error
    except Exception as error:
        # Each kind of place has faults of its own.
        logger.exception("A file could not be read.")
        raise keeping.CannotKeep from error


def remake(
    sent_as: Format, data: bytes, *, longest: int | None = None
) -> tuple[dict[str, Any], bytes]:
    """
    Return what is told of a new file, and the file, made of what somebody sent; the process waits for it.

    :param longest: so many dots has the longer side of a picture at most, where it is not as many as ever.
    :raises Refused: when it cannot be used.
    """
    try:
        done = subprocess.run(
            [*PROGRAM, sent_as.name, *([] if longest is None else [str(longest)])],
            input=data,
            cwd=settings.BASE_DIR,
            # It gets no secret of ours.
            env={"PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too-much") from error
    if done.returncode != 0:
        # A library gave up, or the system stopped it: nothing that a second try would change.
        logger.warning("A %s could not be made ready: status %s", sent_as.name, done.returncode)
        raise Refused("too-much" if done.returncode < 0 else "broken")
    line, _end, made = done.stdout.partition(b"\n")
    told = json.loads(line)
    if why := told.get("refused"):
        raise Refused(why)
    return told, made
