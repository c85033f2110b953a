"""The stack of docker-compose.yml, started by hand: the commands exactly as they stand there."""

import shutil
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from tests.compose_file import COMPOSE, filled_in
from tests.system.processes import Program, bare_environment, free_port, wait_for

WORKERS = ("worker", "codes")


class Stack:
    """Web, both workers and beat on PostgreSQL, Redis and a mail server; as a context, surely ended."""

    def __init__(
        self, folder: Path, *, database: str, broker: str = "memory://", mail: str = "memorymail://"
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.site = f"http://localhost:{self.port}"
        at = urlsplit(database)
        # What an operator writes into .env. No HTTPS here, so no proxy either.
        self.filled_in = {
            "POSTGRES_PASSWORD": unquote(at.password or "") or "unused",
            "DATABASE_HOST": str(at.hostname),
            "DATABASE_PORT": str(at.port or ""),
            "DATABASE_NAME": at.path.removeprefix("/"),
            "DATABASE_USER": unquote(at.username or ""),
            "BROKER_URL": broker,
            "SECRET_KEY": "a-key-of-the-system-test-" * 3,
            "SITE_URL": self.site,
            "ALLOWED_HOSTS": "localhost",
            "EMAIL_URL": mail,
            "DEFAULT_FROM_EMAIL": "Coproduce <coproduce@example.org>",
            "BEHIND_PROXY": "0",
        }
        self.env = bare_environment(
            **filled_in(COMPOSE["x-app"]["environment"], self.filled_in),
            COPRODUCE_DATA_DIR=str(folder / "data"),
            COPRODUCE_KEYS_DIR=str(folder / "keys"),
        )
        # The port in a container is its own; here it is one of the machine's.
        self.env["PORT"] = str(self.port)
        self.programs: dict[str, Program] = {}

    def command(self, service: str) -> list[str]:
        program, *arguments = filled_in(COMPOSE["services"][service]["command"], self.filled_in)
        found = shutil.which(program, path=str(Path(sys.executable).parent))
        assert found, f"{program} is not installed"
        return [found, *arguments]

    def start(self, service: str) -> Program:
        log = self.folder / f"{service}.log"
        self.programs[service] = Program(self.command(service), env=self.env, log=log)
        return self.programs[service]

    def migrate(self) -> None:
        (self.folder / "data").mkdir(exist_ok=True)
        migrate = self.start("migrate")
        assert migrate.wait(120) == 0, migrate.words

    def __enter__(self) -> Self:
        self.migrate()
        for service in ("web", *WORKERS, "beat"):
            self.start(service)
        wait_for(self.answers, seconds=60, name="the first page")
        for name in WORKERS:
            wait_for(lambda n=name: " ready." in self.programs[n].words, seconds=60, name=name)
        return self

    def __exit__(self, *_: object) -> None:
        for program in self.programs.values():
            program.ask_to_end()
        for program in self.programs.values():
            program.stop()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.site, timeout=5) as answer:
                return answer.status == 200
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
