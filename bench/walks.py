"""People of several roles at a real web server: all pages that each of them may read, and all forms, filled in."""

import http.client
import http.cookies
import os
import subprocess
import sys
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from bench.servers import free_port

WORDS = 'We heard people, "tired", and they <could> not rest.'
#: As many as there are threads in the web server.
AT_ONCE = 8
ENDS_THE_SESSION = {"accounts:sign_out", "accounts:sign_out_everywhere"}


@dataclass
class Ask:
    """A page to read, or a form to send when it has data."""

    role: str
    session: str
    path: str
    data: dict[str, str] | None = None
    typed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass
class Answer:
    """What came back; status 0: nothing."""

    status: int
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)
    page: str = ""


class Gunicorn:
    """The web server as it is in use, with a log."""

    def __init__(self) -> None:
        self.port, self.log = free_port(), Path(mkdtemp()) / "web.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            *(sys.executable, "-m", "gunicorn", "coproduce.wsgi", "--preload", "--workers", "2"),
            *("--threads", str(AT_ONCE // 2), "--bind", f"127.0.0.1:{self.port}"),
            *("--no-control-socket", "--log-level", "warning", "--graceful-timeout", "5"),
        ]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out)
        until = time.monotonic() + 30
        while self.ask(Ask("nobody", "", "/static/img/mark.svg")).status != 200:
            if time.monotonic() > until:
                raise RuntimeError(self.log.read_text()[-2000:])
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(30)

    def ask(self, ask: Ask, cookies: dict[str, str] | None = None) -> Answer:
        """Send one request on a connection of its own."""
        from django.conf import settings

        sent = dict(cookies or {})
        if ask.session:
            sent[settings.SESSION_COOKIE_NAME] = ask.session
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in sent.items())}
        body, kind = _body(ask)
        if ask.data is not None:
            headers |= {"Content-Type": kind, "Origin": os.environ["SITE_URL"]}
        headers["Host"] = urllib.parse.urlsplit(os.environ["SITE_URL"]).netloc
        begin = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            method = "GET" if ask.data is None else "POST"
            connection.request(method, ask.path, body=body, headers=headers)
            got = connection.getresponse()
            page = got.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(0, time.perf_counter() - begin)
        finally:
            connection.close()
        headers = {name.lower(): value for name, value in got.getheaders()}
        return Answer(got.status, time.perf_counter() - begin, headers, page)


def _body(ask: Ask) -> tuple[bytes | None, str]:
    if ask.data is None:
        return None, ""
    if not ask.files:
        return urllib.parse.urlencode(ask.data).encode(), "application/x-www-form-urlencoded"
    line = "a-line-between-the-parts"
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in ask.data.items()
    ] + [
        f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="people.csv"\r\n'
        "Content-Type: text/csv\r\n\r\nname,email\r\nJo,jo@example.org\r\n\r\n"
        for name in ask.files
    ]
    return f"{''.join(parts)}--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


class Walk:
    """All pages and forms that people of several roles meet in a project with a row of each kind."""

    def __init__(self, web: Gunicorn, number: int) -> None:
        from tests.house.world import Role, make_world

        self.web = web
        self.csrf: dict[str, str] = {}
        self.world = make_world(slug=f"project-{number}")
        roles = (Role.NOBODY, Role.PARTICIPANT, Role.FACILITATOR, Role.COORDINATOR)
        self.sessions = {role.value: self._session(self.world.people[role]) for role in roles}
        self.reads: list[Ask] = []
        self.sends: list[Ask] = []
        for role, session in self.sessions.items():
            self._walk(role, session)

    def _session(self, user: Any) -> str:
        from django.utils import timezone

        from bench.fill import session_of

        if user is None:
            return ""
        user.seen_at = timezone.now()
        user.save()
        return session_of(user.email)

    def _addresses(self) -> list[str]:
        from django.urls import reverse

        from tests.house.test_access import PATTERNS

        words = {name: PATTERNS[name].pattern.regex.groupindex for name in sorted(PATTERNS)}
        return [
            reverse(name, kwargs={word: self.world.arguments[word] for word in found})
            for name, found in words.items()
            if name not in ENDS_THE_SESSION
        ]

    def _walk(self, role: str, session: str) -> None:
        from django.conf import settings
        from django.urls import reverse

        from tests.filled_forms import filled_forms

        ends = {reverse(name) for name in ENDS_THE_SESSION}
        seen: set[object] = set()
        for path in self._addresses():
            answer = self.web.ask(Ask(role, session, path), self._cookies(role))
            cookies = http.cookies.SimpleCookie(answer.headers.get("set-cookie", ""))
            if settings.CSRF_COOKIE_NAME in cookies:
                self.csrf[role] = cookies[settings.CSRF_COOKIE_NAME].value
            if answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
                continue
            self.reads.append(Ask(role, session, path))
            for form in filled_forms(answer.page, path, WORDS):
                what = (form.action, *sorted(form.data))
                if form.action not in ends and what not in seen:
                    seen.add(what)
                    sent = Ask(role, session, form.action, form.data, form.typed, form.files)
                    self.sends.append(sent)

    def _cookies(self, role: str) -> dict[str, str]:
        from django.conf import settings

        return {settings.CSRF_COOKIE_NAME: self.csrf[role]} if role in self.csrf else {}

    def send(self, asks: list[Ask]) -> list[tuple[Ask, Answer]]:
        """Send them, so many at once, and return each with its answer."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(
                zip(
                    asks,
                    pool.map(lambda ask: self.web.ask(ask, self._cookies(ask.role)), asks),
                    strict=True,
                )
            )
