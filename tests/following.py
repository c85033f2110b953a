"""People who follow a project, for tests."""

import re
from typing import Any
from urllib.parse import urlsplit

from outbox import sending, spreading
from outbox.models import Follower, Spreading
from projects.models import Project
from projects.services import choose_public_page
from tests.factories import NOW


def follow(project: Project, address: str = "fay@example.org", **fields: Any) -> Follower:
    """Let an address follow."""
    said = {"asked_at": NOW, "confirmed_at": NOW, **fields}
    return Follower.objects.create(project=project, address=address, **said)


def spread(now: Any = NOW) -> None:
    """Make all deliveries that followers are to get, as the worker does, turn by turn."""
    while rows := list(Spreading.objects.filter(done_at=None).order_by("pk")[:1]):
        spreading.spread_some(rows[0], now=now)


def send(now: Any = NOW) -> None:
    """Spread and send all that is due."""
    spread(now)
    sending.send_due(clock=lambda: now, turn=float("inf"))


def switch(project: Project, *, is_on: bool) -> None:
    """Switch the public page on or off, as its page does."""
    project.is_public = is_on
    choose_public_page(project, now=NOW)


def link_in(email: Any, word: str = "/follow/") -> str:
    """Return the path of the first link of an email with this word in it."""
    text = email.body if hasattr(email, "body") else email.get_body(("plain",)).get_content()
    return urlsplit(next(link for link in re.findall(r"https?://\S+", text) if word in link)).path
