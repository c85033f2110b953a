"""``./test`` on a fresh machine: each part gets what it needs or says what to type; a selection of nothing says so."""

import os
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from tests.pages import lacks

ROOT = Path(settings.BASE_DIR)
#: What every Debian has.
ALWAYS_THERE = (
    *("bash", "cat", "chmod", "cut", "dirname", "env", "grep", "id", "ln", "ls", "mkdir", "mktemp"),
    *("readlink", "rm", "sha256sum", "sort", "tail"),
)
#: Of pytest it keeps the words, and ends as the next line of ``ends`` says; else it finds Pango, where that is.
PYTHON = """#!/bin/bash
[ "$1" = -m ] || { [ "$1" != - ] || [ -e "$HERE/pango" ]; exit; }
echo "$*" >>"$HERE/pytest"
read -r status < "$HERE/ends"
tail -n +2 "$HERE/ends" >"$HERE/rest"
cat "$HERE/rest" >"$HERE/ends"
exit "${status:-0}"
"""
#: It puts there what its packages hold.
APT = """#!/bin/bash
echo "$*" >>"$HERE/apt"
case "$*" in *poppler-utils*) ln -s "$(command -v bash)" "$HERE/bin/pdftotext" ;; esac
case "$*" in *libpango*) : >"$HERE/pango" ;; esac
case "$*" in *fonts-noto*) ln -s /bin/echo "$HERE/bin/fc-list" ;; esac
"""


class Machine:
    """One with the project, its Python packages, and no other program; ``id`` says who is at work."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, folder / "bin"
        self.bin.mkdir()
        for name in ALWAYS_THERE:
            (self.bin / name).symlink_to(str(shutil.which(name)))
        shutil.copy(ROOT / "test", folder)
        for name in ("scripts", "requirements"):
            shutil.copytree(ROOT / name, folder / name)
        self.program(folder / ".venv/bin/python", PYTHON)
        lock = sha256((ROOT / "requirements/test.txt").read_bytes()).hexdigest()
        (folder / ".venv/.installed-test").write_text(lock)
        (folder / "ends").write_text("")
        self.is_root(True)

    def program(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def is_root(self, yes: bool) -> None:
        self.program(self.bin / "id", f"#!/bin/bash\necho {0 if yes else 1000}\n")
        self.program(self.bin / "apt-get", APT)

    def pytest_ends(self, *statuses: int) -> None:
        (self.folder / "ends").write_text("".join(f"{status}\n" for status in statuses))

    def types(self, *words: str, **more: str) -> tuple[int, str]:
        """Return the status and all that is said, with more in the environment."""
        done = subprocess.run(
            [str(self.folder / "test"), *words],
            env={"PATH": str(self.bin), "HERE": str(self.folder), "TMPDIR": str(self.folder)}
            | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def kept(self, name: str) -> str:
        path = self.folder / name
        return path.read_text() if path.exists() else ""


@pytest.fixture
def machine(tmp_path) -> Machine:
    return Machine(tmp_path)


def test_quick_installs_what_it_needs_and_runs(machine):
    status, said = machine.types("--quick")
    assert (status, "-- the suite on SQLite: passed" in said) == (0, True)
    installed = machine.kept("apt").split()
    assert {"poppler-utils", "libpango-1.0-0", "fonts-noto-core", "fonts-noto-cjk"} <= set(
        installed
    )
    assert not {"postgresql", "redis-server", "chromium-headless-shell"} & set(installed)
    assert "tests" in machine.kept("pytest").split()


def test_what_is_there_is_not_installed_again(machine):
    machine.types("--quick")
    before = machine.kept("apt")
    machine.types("--quick")
    assert machine.kept("apt") == before


@pytest.mark.parametrize(
    ("part", "needed"),
    [
        ("--quick", {"poppler-utils", "libpango-1.0-0", "fonts-noto-core"}),
        ("--postgres", {"poppler-utils", "redis-server"}),
        ("--system", {"poppler-utils", "redis-server"}),
        ("--browser", {"poppler-utils", "redis-server", "chromium"}),
        ("--prepare", {"poppler-utils", "redis-server", "chromium"}),
        ("--quick --browser", {"poppler-utils", "redis-server", "chromium"}),
    ],
)
def test_who_may_not_install_is_told_what_to_type(part, needed, machine):
    machine.is_root(False)
    status, said = machine.types(*part.split())
    assert status == 1
    (line,) = re.findall(r"type:   sudo apt-get install (.*)", said)
    asked = set(line.split())
    assert len(asked) == len(line.split())
    assert needed <= asked
    assert "chromium" in needed or "chromium" not in asked
    assert (machine.kept("apt"), machine.kept("pytest")) == ("", "")


def test_a_selection_of_nothing_says_so_and_what_to_do(machine):
    machine.pytest_ends(5)
    status, said = machine.types("--quick", "tests/decisions", "-k", "nothing at all")
    assert status == 1
    assert (
        "No test ran: none fits what you typed, which was:   tests/decisions -k nothing at all"
        in said
    )
    assert "-m pytest --collect-only -q tests\n" in said
    assert lacks(said, "Passed", but_has="Coproduce: tests")
    assert lacks(said, "FAILED", but_has="Coproduce: tests")


@pytest.mark.parametrize(
    ("part", "path"), [("--system", "tests/system/test_serve.py"), ("--quick", "tests/decisions")]
)
def test_a_typed_path_stands_for_the_folders_of_a_part_and_for_nothing_else(part, path, machine):
    servers = {"TEST_DATABASE_URL": "postgres://there", "TEST_REDIS_URL": "redis://there"}
    for name in ("caddy", "nginx", "systemd-analyze", "openssl"):
        machine.program(machine.bin / name, "#!/bin/bash\n")
    machine.types(part, **servers)
    machine.types(part, path, **servers)
    all_of_it, typed = (line.split() for line in machine.kept("pytest").splitlines())
    folders = {word for word in all_of_it if word.startswith(("tests", "--ignore="))}
    assert [word for word in all_of_it if word not in folders] + [path] == typed


@pytest.mark.parametrize(
    ("ends", "status"), [((5, 0), 0), ((0, 5), 0), ((5, 1), 1), ((1, 5), 1), ((5, 5), 1)]
)
def test_one_part_without_a_test_takes_nothing_from_another(ends, status, machine):
    machine.pytest_ends(*ends)
    ended, said = machine.types("--quick", "--quick", "-k", "hash")
    assert ended == status
    assert said.count("no test here fits what you typed") == ends.count(5)
    assert ("Something is wrong in: the suite on SQLite" in said) == (1 in ends)


def test_a_part_that_finds_no_test_unasked_has_failed(machine):
    machine.pytest_ends(5)
    status, said = machine.types("--quick")
    assert (status, "the suite on SQLite: FAILED" in said) == (1, True)


def test_the_words_of_the_help_choose_some_test():
    help_ = subprocess.run([ROOT / "test", "--help"], capture_output=True, text=True, check=True)
    (folder, word) = re.findall(r"\./test --quick (\S+) -k (\S+)", help_.stdout)[0]
    found = [path for path in (ROOT / folder).glob("test_*.py") if path.is_file()]
    named = [
        name for path in found for name in re.findall(r"^def (test_\w+)", path.read_text(), re.M)
    ]
    assert [name for name in named if word in name]


def test_each_program_that_the_tests_call_is_one_that_is_looked_for():
    """So that a test which calls another one says so here, and in ``scripts/services.sh``."""
    called = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        if os.sep + "vendor" + os.sep not in str(path)
        for name in re.findall(
            r"""subprocess\.(?:run|Popen)\(\s*\[\s*["'](\w[\w-]*)["']|which\(["'](\w[\w-]*)["']\)""",
            path.read_text(),
        )
        for name in name
        if name
    }
    assert called == {"pdftotext", "psql", "sh", "systemd-analyze"}
    services = (ROOT / "scripts/services.sh").read_text()
    assert [name for name in called - {"sh"} if f"has {name}" not in services] == []
