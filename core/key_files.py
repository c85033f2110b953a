"""Files that hold one key each: written for good, read without a mark, and overwritten before they go."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_key_files(contents: Mapping[Path, bytes]) -> None:
    """
    Write keys where none were, each whole or not at all, so that they outlive a power cut and nobody else may read
    them.

    :raises OSError: when the folder cannot be written to, or there is one already.
    """
    for path, content in contents.items():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.link(new, path)
        finally:
            new.unlink(missing_ok=True)
    for folder in {path.parent for path in contents}:
        bring_folder_to_disk(folder)


def read_key_file(path: Path) -> bytes:
    """
    Read a key without a mark on its file: when it was read would tell when somebody said or read something.

    :raises OSError: when it is not there, or cannot be read.
    """
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NOATIME", 0))
    except PermissionError:
        # Only the owner of a file may ask for that.
        file = os.open(path, os.O_RDONLY)
    with open(file, "rb") as content:
        return content.read()


def destroy_key_file(path: Path) -> None:
    """
    Overwrite a key and take it away. One that is gone already is no error.

    :raises OSError: when the folder cannot be written to; the key may still be there.
    """
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        bring_folder_to_disk(path.parent)


def bring_folder_to_disk(folder: Path) -> None:
    """Have the names in a folder on the disk: a file that nobody finds again is lost."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
