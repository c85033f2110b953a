"""Start the web server, the worker and the schedule on this machine, in one terminal."""

import io
import json
import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from coproduce import env_file, supervisor
from core.context import FILES

HOST = "127.0.0.1"
NO_EMAILS = """
Emails are not sent yet. Each one is kept as a file in {folder}
To send them, stop, write these lines into the file .env, with what your mail server needs, and start again:
  EMAIL_HOST=mail.example.org
  EMAIL_USER=your-name
  EMAIL_PASSWORD='your password'
  DEFAULT_FROM_EMAIL=you@example.org
To sign somebody in without an email, type in another terminal:
  {where}.venv/bin/python manage.py sign_in_code their@address
"""


def is_free(port: int) -> bool:
    """Say whether a server could listen on this port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def commands(port: int) -> dict[str, list[str]]:
    """Return what is started: a name for people, and the command."""
    python = sys.executable
    return {
        "web server": [
            *(python, "-m", "gunicorn", "coproduce.wsgi", "--bind", f"{HOST}:{port}"),
            *("--workers", "2", "--threads", "4", "--no-control-socket"),
            # A visitor could say by a header under which address all of it is; some proxies pass that on.
            "--forwarder-headers=",
            *("--log-level", "warning", "--logger-class", "core.server_logs.GunicornLogger"),
            *("--graceful-timeout", "5"),
        ],
        "worker": _worker("celery", pool="solo"),
        "worker that sends codes": _worker("codes", pool="threads"),
    }


def _worker(queue: str, *, pool: str) -> list[str]:
    """Return the command of a worker of one process."""
    return [
        # Celery warns root of pickled messages; here only JSON is accepted.
        *(sys.executable, "-W", "ignore:You're running the worker with superuser"),
        *("-m", "coproduce.light_celery", "--quiet", "--app", "coproduce.embedded", "worker"),
        *("--queues", queue, "--hostname", f"{queue}@localhost", "--pool", pool),
        *("--concurrency", "4", "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def how_to_sign_in() -> str:
    """Ask the commands that know: the demo's people, or the first coordinator's link."""
    words = io.StringIO()
    if settings.DEMO:
        call_command("demo", "--who", stdout=words)
    else:
        call_command("first_link", stdout=words)
        if settings.EMAIL_BACKEND == FILES:
            words.write(NO_EMAILS.format(folder=settings.EMAIL_FILE_PATH, where=_where()))
    return words.getvalue().strip()


def who_reaches_it(port: int) -> str:
    """Return which names are answered to, and what is expected of a proxy."""
    names = "any name" if "*" in settings.ALLOWED_HOSTS else ", ".join(settings.ALLOWED_HOSTS)
    words = f"It answers to {names} (ALLOWED_HOSTS), on port {port} of this machine."
    if settings.BEHIND_PROXY:
        words += f"\nA proxy in front passes requests on to http://{HOST}:{port} (BEHIND_PROXY)."
    return words


def how_mail_leaves() -> str:
    """Return by which server emails leave, and from whom; no name or password of that server."""
    if settings.DEMO:
        return "Emails leave for nobody: this is a demo."
    if settings.EMAIL_BACKEND == FILES:
        return "Emails are kept as files, and leave for nobody (EMAIL_HOST)."
    way = "encrypted" if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL else "NOT encrypted"
    words = (
        f"Emails leave by {settings.EMAIL_HOST}, port {settings.EMAIL_PORT}, {way},"
        f" from {settings.DEFAULT_FROM_EMAIL}."
    )
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        words += "\nHardly a mail server takes emails from there: set DEFAULT_FROM_EMAIL."
    return words


def probing() -> dict[str, str]:
    """Return the headers of a request as the proxy passes it on, so that ours is answered like any other."""
    scheme, _, host = settings.SITE_URL.partition("://")
    headers = {"Host": host.partition("/")[0]}
    return {**headers, "X-Forwarded-Proto": scheme} if settings.BEHIND_PROXY else headers


def _where() -> str:
    """Return what has to stand before a command, so that it meets this installation and no other."""
    kept = {"COPRODUCE_DATA_DIR": settings.DATA_DIR, "SITE_URL": settings.SITE_URL}
    usual = {"COPRODUCE_DATA_DIR": settings.BASE_DIR / "data", "SITE_URL": "http://localhost:8000"}
    # Without it, no command starts where SITE_URL begins with https://.
    kept["BEHIND_PROXY"], usual["BEHIND_PROXY"] = int(settings.BEHIND_PROXY), 0
    # A command reads .env, too.
    said, _words = env_file.given(
        {name: os.environ[name] for name in (env_file.PLACE,) if name in os.environ}
    )
    usual |= said
    return "".join(
        f"{name}={value} " for name, value in kept.items() if str(value) != str(usual[name])
    )


class Command(BaseCommand):
    help = "Start Coproduce on this machine: web server, worker and schedule. Ctrl-C ends them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where it listens (8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if not is_free(port):
            other = next(number for number in range(port + 1, 65536) if is_free(number))
            raise CommandError(
                f"Port {port} is in use. Stop what answers there, or type:   ./run --port {other}"
            )
        words = "\n".join(
            [
                "",
                how_to_sign_in(),
                "",
                f"Coproduce is ready. Open this address in a browser:   {settings.SITE_URL}/",
                who_reaches_it(port),
                how_mail_leaves(),
                "To stop, press Ctrl-C here.",
            ]
        )
        plan = {
            "commands": commands(port),
            "host": HOST,
            "port": port,
            "headers": probing(),
            "words": words,
        }
        # Replaced, not called: the parent of the servers should not hold all of Django.
        script = str(Path(supervisor.__file__))
        sys.stdout.flush()
        environment = {**os.environ, supervisor.PLAN: json.dumps(plan)}
        # It may stand in .env, which the first process of gunicorn does not read.
        environment["LOG_FORMAT"] = settings.LOG_FORMAT
        os.execve(sys.executable, [sys.executable, "-I", script], environment)
