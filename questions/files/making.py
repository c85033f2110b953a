"""Makes one file ready, in a process of its own that is stopped when it takes too long or too much."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.base import File

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
    with TemporaryDirectory(prefix="coproduce-file-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        _fetch(name, source)
        told = _remake(sent_as, source, target)
        if why := told.get("refused"):
            raise Refused(why)
        made = FORMATS[told["format"]]
        with target.open("rb") as file:
            kept = keeping.keep(keeping.READY, File(file))
        size = target.stat().st_size
        return Made(kept, made, size, told.get("width"), told.get("height"))


def _fetch(name: str, target: Path) -> None:
    try:
        with keeping.storage().open(name) as kept, target.open("wb") as file:
            for chunk in kept.chunks():
                file.write(chunk)
    except FileNotFoundError as error:
        raise Refused("lost") from error
    except Exception as error:
        # Each kind of place has faults of its own.
        logger.exception("A file could not be read.")
        raise keeping.CannotKeep from error


def _remake(sent_as: Format, source: Path, target: Path) -> dict[str, Any]:
    command = [*PROGRAM, sent_as.name, str(source), str(target)]
    try:
        done = subprocess.run(
            command,
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
    told: dict[str, Any] = json.loads(done.stdout)
    return told
