"""What system tests run on: a database of their own, Redis, and a mail server that keeps what it gets."""

import email
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
import redis
from aiosmtpd.controller import Controller
from psycopg import sql

from tests.system.processes import bare_environment, free_port, manage, wait_for
from tests.system.stack import Stack


def server(name: str) -> str:
    """Return the address of a server that ./test started or was given."""
    address = os.environ.get(name, "")
    if not address:
        pytest.fail(f"{name} is not set. Start these tests with:   ./test --system", pytrace=False)
    return address


@contextmanager
def new_database(*, like: str = "template1") -> Iterator[str]:
    """Make a PostgreSQL database as another one is, give its address, and drop it at the end."""
    address = server("TEST_DATABASE_URL")
    name, of = f"coproduce_system_{uuid.uuid4().hex[:12]}", like.rpartition("/")[2]
    with psycopg.connect(address, autocommit=True) as connection:
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(words.format(sql.Identifier(name), sql.Identifier(of)))
    yield address.rpartition("/")[0] + "/" + name
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL database migrated by the command of docker-compose.yml; no test writes into it."""
    with new_database() as address:
        Stack(tmp_path_factory.mktemp("migrated"), database=address).migrate()
        yield address


@pytest.fixture(scope="session")
def migrated_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an embedded installation that was migrated and never ran."""
    data = tmp_path_factory.mktemp("embedded") / "data"
    env = bare_environment(COPRODUCE_DATA_DIR=str(data))
    manage("migrate", "--no-input", "--verbosity", "0", env=env)
    return data


@pytest.fixture
def database_url(migrated: str) -> Iterator[str]:
    """A PostgreSQL database of its own, migrated and empty, dropped afterwards."""
    with new_database(like=migrated) as address:
        yield address


@pytest.fixture
def redis_url() -> str:
    """The Redis of this run, emptied: what one test left must not wake the next one's worker."""
    address = server("TEST_REDIS_URL")
    with redis.Redis.from_url(address) as connection:
        connection.flushdb()
    return address


class Postbox:
    """Keeps every message that reaches the mail server, as the wire brought it."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.url = ""

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        self.messages.append(
            email.message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[attr-defined,arg-type]
        )
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]

    def wait_for_code(self, address: str, *, seconds: float = 45) -> str:
        """Wait for a message to this address with a code in it, and return the code of the last one."""
        wait_for(lambda: self.to(address), seconds=seconds, name=f"an email to {address}")
        return code_in(self.to(address)[-1])


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content()


def code_in(message: EmailMessage) -> str:
    """Return the six figures of a sign-in email, without the space in the middle."""
    found = re.search(r"(?<![\w/])(\d{3}) ?(\d{3})(?!\w)", text_of(message))
    assert found, text_of(message)
    return found[1] + found[2]


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A real SMTP server on a free port."""
    kept = Postbox()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    kept.url = f"smtp://127.0.0.1:{port}"
    yield kept
    controller.stop()
