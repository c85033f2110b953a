"""Folders with what nobody else on the machine may read: emails with codes, the database, people's pictures."""

from contextlib import suppress
from pathlib import Path

#: What everybody else on the machine may do in a folder.
OTHERS = 0o007


def private_folder(path: str | Path) -> Path:
    """
    Return a folder that other users of the machine cannot look into; make it if it is not there.

    One that was open is closed to them. Its group keeps what it had, so that a backup may run as somebody else. A
    folder that belongs to somebody else stays as it is.
    """
    folder = Path(path)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (mode := folder.stat().st_mode & 0o777) & OTHERS:
            folder.chmod(mode & ~OTHERS)
    return folder
