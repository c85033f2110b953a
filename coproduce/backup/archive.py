"""The tar file of a copy: written whole or not at all, and looked at to the last byte before anything of it is used."""

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from coproduce.backup import BackupRefused
from coproduce.backup.manifest import NAME, SEAL, Manifest, read_manifest

_CHUNK = 1024 * 1024
_DAMAGED = "{file} is damaged: {what}. Nothing was changed. Take another copy."


class HashingReader(io.RawIOBase):
    """Reads a file and hashes what went by."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self._hash.update(part)
        return part

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def write_archive(
    path: Path, members: dict[str, Path], manifest: Manifest, *, went_by: Callable[[str], None]
) -> Manifest:
    """
    Write a tar file of these members and a manifest at its end; return that, with their hashes.

    The file is for its owner alone. A member that is gone meanwhile is left out.
    """
    hashes: dict[str, str] = {}
    with (
        open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, source in members.items():
            try:
                content = source.open("rb")
            except FileNotFoundError:
                continue
            with content:
                hashes[name] = _add(archive, name, content, os.fstat(content.fileno()).st_size)
            went_by(name)
        whole = replace(manifest, files=hashes)
        said = whole.to_bytes()
        _add(archive, NAME, io.BytesIO(said), len(said))
        seal = hashlib.sha256(said).hexdigest().encode()
        _add(archive, SEAL, io.BytesIO(seal), len(seal))
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return whole


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> str:
    reader, member = HashingReader(content), tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    archive.addfile(member, reader)
    return reader.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """
    Open a copy and read its manifest.

    :raises BackupRefused: when it is no copy, or not a whole one.
    """
    try:
        with tarfile.open(path, mode="r:") as archive:
            names = archive.getnames()
            if NAME not in names or SEAL not in names:
                raise BackupRefused(
                    f"{path} is no copy made by “manage.py backup”, or not a whole one: making it, or moving it here,"
                    " may have broken off. Nothing was changed."
                )
            yield archive, read_manifest(*(_reader(archive, name).read() for name in (NAME, SEAL)))
    except (tarfile.TarError, EOFError) as error:
        raise BackupRefused(
            f"{path} is no copy made by “manage.py backup”, or it is damaged. Nothing was changed."
        ) from error


def check_members(
    archive: tarfile.TarFile, manifest: Manifest, *, went_by: Callable[[str], None]
) -> None:
    """
    Read each member and compare its hash.

    :raises BackupRefused: when one is missing, was changed, or is not of this copy.
    """
    file, found = archive.name, set()
    for member in archive:
        if member.name in (NAME, SEAL):
            continue
        if not member.isreg() or member.name not in manifest.files or ".." in member.name:
            raise BackupRefused(_DAMAGED.format(file=file, what=f"{member.name} is not of it"))
        if _hash_of(archive, member) != manifest.files[member.name]:
            raise BackupRefused(
                _DAMAGED.format(file=file, what=f"{member.name} is not as it was written")
            )
        found.add(member.name)
        went_by(member.name)
    if missing := sorted(set(manifest.files) - found):
        raise BackupRefused(_DAMAGED.format(file=file, what=f"{missing[0]} is missing"))


def take_out(archive: tarfile.TarFile, name: str, target: Path) -> None:
    """Write a member to a place, whole or not at all; it belongs to whom its folder belongs to."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source, new = _reader(archive, name), target.with_name(f".{target.name}.new")
    new.unlink(missing_ok=True)
    try:
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while part := source.read(_CHUNK):
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def files_of(manifest: Manifest, place: str) -> Iterator[tuple[str, PurePosixPath]]:
    """Give the members below a place of the archive, and where they are below it."""
    for name in manifest.files:
        path = PurePosixPath(name)
        if path.parts[0] == place and len(path.parts) > 1:
            yield name, path.relative_to(place)


def _hash_of(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    reader = HashingReader(_reader(archive, member))
    while reader.read(_CHUNK):
        pass
    return reader.hexdigest()


def _reader(archive: tarfile.TarFile, member: str | tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(member)
    if content is None:
        raise tarfile.TarError("no file")
    return content
