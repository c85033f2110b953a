"""A real mail server that can refuse, stall and hang up, and the worker's turn at it."""

import email
from collections.abc import Callable, Iterator
from datetime import datetime
from email import policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from outbox import sending
from tests.factories import NOW
from tests.system.processes import free_port


class MailServer:
    """Keeps what it took, and answers as told."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        #: Address -> answer to RCPT TO.
        self.refuses: dict[str, str] = {}
        #: Address -> answer to DATA.
        self.refuses_data: dict[str, str] = {}
        #: Each address to which an email was tried, as often as it was.
        self.tried: list[str] = []
        #: Addresses at whose email the line goes dead, once; whether the email was taken before that.
        self.hangs_up: dict[str, bool] = {}
        self.connections = 0

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        self.tried.append(address)
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):
        (to,) = envelope.rcpt_tos
        if to in self.refuses_data:
            return self.refuses_data[to]
        hangs_up = to in self.hangs_up
        if not hangs_up or self.hangs_up[to]:
            self.messages.append(
                email.message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[arg-type]
            )
        if hangs_up:
            del self.hangs_up[to]
            server.transport.abort()
        return "250 kept"

    @property
    def addresses(self) -> list[str]:
        return [message["To"] for message in self.messages]


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_TIMEOUT = 5
    yield server
    controller.stop()


@pytest.fixture
def work() -> Callable[..., bool]:
    """Do what a worker does in one turn, at a given time; on a busy machine, too, a turn ends when all is done."""

    def turn(at: datetime = NOW, *, turn: float = float("inf")) -> bool:
        return sending.send_due(clock=lambda: at, turn=turn)

    return turn
