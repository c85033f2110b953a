"""
Make the pictures of README.md: what the demo looks like, in docs/screenshots/.

Type:   ./test --prepare && .venv/bin/python scripts/screenshots.py
Then look at each of them, and at what README says of it, before they are committed.
"""

import io
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402 - the project is no package
from tests.system.processes import (  # noqa: E402
    Program,
    bare_environment,
    free_port,
    manage,
    wait_for,
)

FOLDER = ROOT / "docs" / "screenshots"
WIDE, PHONE = (1200, 1100), (390, 800)
#: So large is one picture at most, in bytes: whoever reads README may pay for them.
MOST_BYTES = 120_000
PROJECT = "/projects/waiting-at-night/"
REPORT = """
from datetime import date
from django.utils import timezone
from accounts.models import User
from projects.models import Project
from reports import services
from reports.models import ReportFile
project, now = Project.objects.get(slug="waiting-at-night"), timezone.now()
today = timezone.localdate()
report = services.ask_for_report(
    project, by=User.objects.get(email="jo@example.org"),
    starts_on=date(today.year - 1, today.month, 1), ends_on=today, now=now,
)
services.render_report(report, now=now)
open({path!r}, "wb").write(bytes(ReportFile.objects.get().pdf))
"""


@dataclass
class Picture:
    name: str
    who: str
    path: str
    size: tuple[int, int] = WIDE


PICTURES = [
    Picture("project", "jo@example.org", PROJECT),
    Picture("plan", "jo@example.org", f"{PROJECT}plan/"),
    Picture("decisions", "amina@example.org", f"{PROJECT}decisions/"),
    Picture("elements", "jo@example.org", f"{PROJECT}doing/"),
    Picture("home-on-a-phone", "amina@example.org", "/", PHONE),
]


def keep(picture: bytes, name: str) -> None:
    """
    Write a picture with as few colours as it needs.

    :raises SystemExit: when it is too large all the same
    """
    with Image.open(io.BytesIO(picture)) as image:
        path = FOLDER / f"{name}.png"
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size // 1000} kB")
    if size > MOST_BYTES:
        sys.exit(f"{path.name} is larger than {MOST_BYTES // 1000} kB.")


def take(browser: Browser, picture: Picture, site: str, env: dict[str, str]) -> bytes:
    """Sign in as somebody of the demo and look at one page."""
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()
    link = re.search(r"http\S+", manage("sign_in_code", picture.who, env=env))
    assert link, "no link to sign in"
    page.goto(link[0])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(rf"{site}/(?!sign-in)"))
    page.goto(site + picture.path, wait_until="networkidle")
    taken = page.screenshot()
    context.close()
    return taken


def report(folder: Path, env: dict[str, str]) -> bytes:
    """Print a report, and return its first page as a picture."""
    manage("shell", "-v0", "-c", REPORT.format(path=str(folder / "report.pdf")), env=env)
    page = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*page, str(folder / "report.pdf"), str(folder / "page")], check=True)
    return (folder / "page.png").read_bytes()


def main() -> None:
    port = free_port()
    site = f"http://localhost:{port}"
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        env = bare_environment(
            COPRODUCE_DATA_DIR=str(folder / "data"),
            COPRODUCE_KEYS_DIR=str(folder / "keys"),
            COPRODUCE_DEMO="1",
            SITE_URL=site,
        )
        manage("migrate", "--no-input", "--verbosity", "0", env=env)
        manage("demo", env=env)
        keep(report(folder, env), "report")
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "coproduce.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
        ]
        with (
            Program([*command, "--no-control-socket"], env=env, log=folder / "log") as program,
            sync_playwright() as playwright,
        ):
            wait_for(lambda: "Booting worker" in program.words, name="the web server")
            browser = chromium.launch(playwright)
            for picture in PICTURES:
                keep(take(browser, picture, site, env), picture.name)


if __name__ == "__main__":
    main()
