"""The proxies of docs/samples/ on ports of their own: only names of files, ports and certificates are put in."""

import http.client
import os
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.system.processes import ROOT, Program, bare_environment, free_port, wait_for

SAMPLES = ROOT / "docs" / "samples"
#: The name in the samples.
NAME = "coproduce.example.org"
NGINX = """\
daemon off;
{user}
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
  access_log off;
  {temporary}
  include {folder}/site;
}}
"""
#: What is put into the options of the sample.
CADDY = """
{{
	admin off
	local_certs
	skip_install_trust
	http_port {http}
	https_port {https}
"""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str


@dataclass
class Proxy:
    """A proxy that runs: its two ports."""

    http: int
    https: int

    def ask(
        self, path: str, *, over: str = "https", body: bytes | None = None, **headers: str
    ) -> Answer:
        """Ask as a browser at the name in the sample would; ``headers`` have "_" for "-", "__" for "_"."""
        connection = http.client.HTTPConnection("127.0.0.1", getattr(self, over), timeout=30)
        connection.connect()
        if over == "https":
            connection.sock = self._encrypted(connection.sock)
        named = {
            "_".join(part.replace("_", "-") for part in name.split("__")): value
            for name, value in headers.items()
        }
        method = "GET" if body is None else "POST"
        with closing(connection):
            connection.request(method, path, body, {"Host": NAME, **named})
            found = connection.getresponse()
            words = found.read().decode()
        kept = {name.lower(): value for name, value in found.headers.items()}
        return Answer(found.status, kept, words)

    def _encrypted(self, plain: socket.socket) -> ssl.SSLSocket:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(plain, server_hostname=NAME)

    def answers(self) -> bool:
        try:
            return self.ask("/").status > 0
        except OSError:
            return False


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def nginx(folder: Path, proxy: Proxy, upstream: int) -> list[str]:
    """Write its files; return the command that starts it."""
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-subj", f"/CN={NAME}", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    site = (SAMPLES / "nginx.conf").read_text()
    site = site.replace(f"/etc/letsencrypt/live/{NAME}", str(folder))
    for usual, port in ((80, proxy.http), (443, proxy.https)):
        site = re.sub(rf"(listen (?:\[::\]:)?){usual}\b", rf"\g<1>{port}", site)
    if not has_ipv6():
        site = re.sub(r"\n *listen \[::\].*", "", site)
    (folder / "site").write_text(site.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}"))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (folder / "conf").write_text(
        NGINX.format(
            folder=folder,
            # Debian's nginx may not read the folder of a test as another user.
            user="user root;" if os.geteuid() == 0 else "",
            temporary="\n  ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds),
        )
    )
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "conf")]


def caddy(folder: Path, proxy: Proxy, upstream: int) -> list[str]:
    """Write its file; return the command that starts it."""
    sample = (SAMPLES / "Caddyfile").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    options = CADDY.format(http=proxy.http, https=proxy.https)
    (folder / "Caddyfile").write_text(sample.replace("\n{\n", options, 1))
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


KINDS = {"nginx": nginx, "caddy": caddy}


@contextmanager
def running(kind: str, folder: Path, *, upstream: int) -> Iterator[Proxy]:
    """Start a proxy in front of what answers at this port of this machine; end it on the way out."""
    folder.mkdir()
    proxy = Proxy(free_port(), free_port())
    command = KINDS[kind](folder, proxy, upstream)
    env = bare_environment(HOME=str(folder), XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder))
    env["PATH"] += ":/usr/sbin"
    with Program(command, env=env, log=folder / "log") as program:
        wait_for(lambda: proxy.answers() or not program.is_running(), name=kind)
        assert program.is_running(), program.words
        yield proxy
