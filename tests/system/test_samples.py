"""The samples of docs/samples/: each proxy in front of ./run --empty, and the unit of systemd."""

import json
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.pages import lacks
from tests.system.person import PageReader
from tests.system.processes import ROOT, Program, bare_environment, free_port, wait_for
from tests.system.proxies import KINDS, NAME, SAMPLES, running

SECRET = "hunter2"
ENV_FILE = f"""\
# The name that people type is answered, though it was forgotten here.
ALLOWED_HOSTS=other.example.org
SITE_URL=https://{NAME}
BEHIND_PROXY=1
EMAIL_URL='smtp+tls://name:{SECRET}@mail.example.org:587'
"""
FORGED = {
    "X_Forwarded_For": "203.0.113.9",
    "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Proto": "http",
    "SCRIPT__NAME": "/evil.example",
}
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def coproduce(tmp_path_factory, migrated_data):
    """Coproduce, started with a file .env as README says: its port, and what it printed until it was there."""
    folder, port = tmp_path_factory.mktemp("started"), free_port()
    shutil.copytree(migrated_data, folder / "data")
    (folder / ".env").write_text(ENV_FILE)
    (folder / ".env").chmod(0o600)
    env = bare_environment(
        COPRODUCE_ENV_FILE=str(folder / ".env"),
        COPRODUCE_DATA_DIR=str(folder / "data"),
        COPRODUCE_KEYS_DIR=str(folder / "keys"),
    )
    command = ["./run", "--empty", "--port", str(port)]
    with Program(command, env=env, log=folder / "log") as program:
        wait_for(
            lambda: "To stop, press" in program.words or not program.is_running(),
            seconds=90,
            name="the start",
        )
        assert program.is_running(), program.words
        yield port, program.words


@pytest.fixture(scope="module", params=list(KINDS))
def proxy(request, tmp_path_factory, coproduce):
    port, _said = coproduce
    folder = tmp_path_factory.mktemp("proxy") / request.param
    with running(request.param, folder, upstream=port) as found:
        yield found


def test_a_start_says_who_reaches_it_and_how_mail_leaves(coproduce):
    port, said = coproduce
    assert f"Open this address in a browser:   https://{NAME}/" in said
    assert f"It answers to other.example.org, {NAME} (ALLOWED_HOSTS), on port {port} of" in said
    assert f"A proxy in front passes requests on to http://127.0.0.1:{port} (BEHIND_PROXY)." in said
    assert "Emails leave by mail.example.org, port 587, encrypted, from " in said
    assert "set DEFAULT_FROM_EMAIL" in said
    assert lacks(said, SECRET, "Traceback", "WARNING", "ERROR", but_has=NAME)


def test_a_page_comes_over_https(proxy):
    answer = proxy.ask("/sign-in/")
    assert answer.status == 200
    assert "<h1" in answer.body
    assert "max-age=" in answer.headers["strict-transport-security"]


def test_who_comes_by_http_is_sent_to_https(proxy):
    answer = proxy.ask("/sign-in/?next=/", over="http", X_Forwarded_Proto="https")
    assert answer.status in (301, 308)
    assert answer.headers["location"].startswith(f"https://{NAME}")
    assert answer.headers["location"].endswith("/sign-in/?next=/")


def test_what_a_visitor_forges_changes_no_page(proxy):
    answer = proxy.ask("/sign-in/", **FORGED)
    assert answer.status == 200
    assert lacks(answer.body, "evil.example", but_has="<h1")


def test_another_host_gets_no_page(proxy):
    answer = proxy.ask("/sign-in/", Host="evil.example")
    assert answer.status in (200, 400)
    assert lacks(answer.body + str(answer.headers), "csrf", but_has=answer.headers["date"])


def sent(proxy, megabytes: int):
    """Send a form with a file of so many megabytes, whatever the form is for."""
    page = proxy.ask("/sign-in/")
    reader = PageReader()
    reader.feed(page.body)
    token = next(form.fields["csrfmiddlewaretoken"] for form in reader.forms)
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n',
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n',
        "x" * megabytes * MEGABYTE,
        "\r\n--b--\r\n",
    ]
    return proxy.ask(
        "/sign-in/",
        body="".join(parts).encode(),
        Cookie=page.headers["set-cookie"].partition(";")[0],
        Referer=f"https://{NAME}/sign-in/",
        Origin=f"https://{NAME}",
        Content_Type="multipart/form-data; boundary=b",
    )


@pytest.mark.parametrize("megabytes", [24, 30])
def test_what_a_picture_or_a_recording_needs_comes_through_and_more(proxy, megabytes):
    """What is too large for Coproduce, too: it says so itself, and keeps what was typed."""
    answer = sent(proxy, megabytes)
    assert answer.status == 200, answer.body
    assert 'name="email"' in answer.body


def test_what_is_far_too_large_gets_words_before_it_is_sent(proxy):
    answer = proxy.ask("/sign-in/", body=b"some of it", Content_Length=str(60 * MEGABYTE))
    assert answer.status == 413
    assert "<h1>That is too large</h1>" in answer.body
    assert "html" in answer.headers["content-type"]


class Spy(BaseHTTPRequestHandler):
    """Answers with the headers of the request."""

    def do_GET(self) -> None:
        words = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def spy():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Spy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_proxy_sets_what_coproduce_believes_and_nothing_of_the_visitors_is_left(
    kind, spy, tmp_path
):
    with running(kind, tmp_path / kind, upstream=spy.server_address[1]) as proxy:
        got = json.loads(proxy.ask("/", **FORGED).body)
    assert (got["host"], got["x-forwarded-for"], got["x-forwarded-proto"]) == (
        NAME,
        "127.0.0.1",
        "https",
    )


@pytest.mark.parametrize("kind", list(KINDS))
def test_while_coproduce_is_away_its_proxy_says_so(kind, tmp_path):
    with running(kind, tmp_path / kind, upstream=free_port()) as proxy:
        answer = proxy.ask("/")
    assert answer.status in (502, 503)
    assert "<h1>We are not there just now</h1>" in answer.body
    assert answer.headers["cache-control"] == "no-store"


def analyzed(unit, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["systemd-analyze", *words, str(unit)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def unit(tmp_path):
    """The unit, for where Coproduce is here."""
    path = tmp_path / "coproduce.service"
    sample = (SAMPLES / "coproduce.service").read_text()
    path.write_text(sample.replace("/opt/coproduce", str(ROOT)))
    return path


def test_systemd_understands_the_unit(unit):
    done = analyzed(unit, "verify", "--man=no", "--recursive-errors=no")
    ours = [line for line in done.stderr.splitlines() if unit.name in line]
    assert (done.returncode, ours) == (0, [])


def test_systemd_says_that_the_unit_is_well_locked_in(unit):
    # From 0, which is safe, to 100; a service without any of this has 96.
    done = analyzed(unit, "security", "--offline=true", "--no-pager", "--threshold=20")
    assert done.returncode == 0, done.stdout
