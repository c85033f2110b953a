"""What a copy says of itself: when and from what it was made, and what has to be in it."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from coproduce.backup import BackupRefused

NAME, SEAL = "manifest.json", "manifest.sha256"
FORMAT = 1
#: Asks a database one question: the names of the columns, and the rows.
Ask = Callable[[str], tuple[list[str], list[tuple[Any, ...]]]]
#: While it is there, what was put back was not looked at to the end.
MARK = "coproduce_restore"
#: Tables that have a row as soon as somebody began; and what is said then.
IN_USE = ("accounts_user", "projects_organisation")
PEOPLE_ARE_HERE = (
    "There are people in this installation. A copy is put back only into an empty one, so that nothing is lost. Name an"
    " empty place: another COPRODUCE_DATA_DIR, or another database in DATABASE_URL. Nothing was changed."
)
_TABLE = re.compile("[a-z0-9_]+")
_MIGRATIONS = "SELECT app, name FROM django_migrations"
#: What waits until somebody says whether it goes out: news, and the emails that ask a new address, which are rows of
#: their own. What tells of an address that was changed goes out in any case.
_WAITING = (
    "SELECT (SELECT count(*) FROM outbox_delivery"
    " WHERE channel = 'email' AND done_at IS NULL AND gave_up_at IS NULL)"
    " + (SELECT count(*) FROM accounts_addresschange"
    " WHERE mail = 'confirm' AND done_at IS NULL AND gave_up_at IS NULL)"
)


@dataclass(frozen=True)
class Manifest:
    """
    The manifest of a copy. ``files`` has the SHA-256 of each member of the archive, by its name there.

    ``chains`` has the last hash of the decision log of each project, by its key. ``key_mark`` tells whether another
    installation has the same ``SECRET_KEY``, and nothing about it.
    """

    made_at: str
    engine: str
    migrations: list[str]
    counts: dict[str, int]
    columns: dict[str, list[str]]
    chains: dict[str, str]
    waiting_emails: int
    key_mark: str
    has_bucket: bool
    files: dict[str, str] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def to_bytes(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes, seal: bytes) -> Manifest:
    """
    Return what a copy says of itself.

    :raises BackupRefused: when it was changed, or a newer Coproduce wrote it in another way.
    """
    if hashlib.sha256(content).hexdigest().encode() != seal.strip():
        raise BackupRefused("The list of what is in this file is damaged. Take another copy.")
    try:
        said = json.loads(content)
        found = said.pop("format")
        known = Manifest(**said) if found == FORMAT else None
        # They are written into what the database is told.
        is_ours = all(_TABLE.fullmatch(table) for table in [*said["counts"], *said["columns"]])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BackupRefused("This is no copy that Coproduce made. Take another file.") from error
    if not is_ours:
        raise BackupRefused("This is no copy that Coproduce made. Take another file.")
    if known is None:
        raise BackupRefused(
            "A newer Coproduce made this file, and this one cannot read it. Install the newer one, then try again."
        )
    return known


def write_manifest(ask: Ask, tables: list[str], *, now: datetime, engine: str) -> Manifest:
    """Return the manifest of a database, without files; ``ask`` asks the very state that is copied."""
    return Manifest(
        made_at=now.isoformat(),
        engine=engine,
        migrations=sorted(f"{app}.{name}" for app, name in ask(_MIGRATIONS)[1]),
        counts={table: count_of(ask, table) for table in tables},
        columns={table: columns_of(ask, table) for table in tables},
        chains=heads(ask),
        waiting_emails=ask(_WAITING)[1][0][0],
        key_mark=key_mark(settings.SECRET_KEY),
        has_bucket=bool(settings.FILES_BUCKET),
    )


def count_of(ask: Ask, table: str) -> int:
    return int(ask(f'SELECT count(*) FROM "{table}"')[1][0][0])  # noqa: S608 - a table of the database


def columns_of(ask: Ask, table: str) -> list[str]:
    return sorted(ask(f'SELECT * FROM "{table}" LIMIT 0')[0])  # noqa: S608 - a table of the database


def heads(ask: Ask) -> dict[str, str]:
    """Return the last hash of each decision log, by the key of its project."""
    found = ask("SELECT project_id, head_hash FROM decisions_decisionlog")[1]
    return {str(project): head for project, head in found}


def key_mark(key: str) -> str:
    """Return a mark by which two installations with the same ``SECRET_KEY`` know each other."""
    return salted_hmac("coproduce.backup", "key", secret=key, algorithm="sha256").hexdigest()
