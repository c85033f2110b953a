"""
Reads the file .env beside ./run: lines of ``NAME=value``, with the meaning that docker compose gives them.

Nothing in it is run. Run as a script by ``./run``, before anything is installed: it imports nothing but the standard
library. ``manage.py`` reads it, too, so that a command typed by hand meets the same installation.
"""

import os
import re
import sys
from collections.abc import Iterator, MutableMapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Where the file is, when it is not beside ./run. The tests and the demo name an empty one.
PLACE = "COPRODUCE_ENV_FILE"
EXAMPLE = ROOT / ".env.example"
#: What is set by itself where it runs on one machine.
BY_ITSELF = {"COPRODUCE_DEMO", "COPRODUCE_HASHED_STATIC", "COPRODUCE_SERVES_PAGES"}
_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)")
_QUOTED = re.compile(r"""(?:'((?:[^']|(?<=\\)')*)'|"([^"]*)")\s*(?:#.*)?""")
_QUOTE_IT = "Put the value between single quotes: '...'"


class UnreadableFile(Exception):  # noqa: N818 - it is what was found
    """What is wrong with the file: a sentence a line. It never holds a value."""


def read(text: str, *, name: str = ".env") -> dict[str, str]:
    """
    Return what the lines say. As in docker compose, the last line with a name counts.

    :raises UnreadableFile: when a line has another meaning for docker compose than for people, or none.
    """
    found: dict[str, str] = {}
    wrong = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            wrong.append(f"{name}, line {number}: we do not see NAME=value there.")
            continue
        value, why = _value(match[2].strip())
        if why:
            wrong.append(f"{name}, line {number} ({match[1]}): {why}")
        found[match[1]] = value
    if wrong:
        raise UnreadableFile("\n".join([*wrong, "Mend it, then type the same command again."]))
    return found


def _value(written: str) -> tuple[str, str]:
    """Return what is meant, and what is wrong with it, if anything is."""
    if written[:1] in ("'", '"'):
        match = _QUOTED.fullmatch(written)
        if match is None:
            return "", "the quotes do not end where the line ends."
        if match[1] is not None:
            return match[1].replace("\\'", "'"), ""
        return match[2], _taken_apart(match[2], r"[$\\]", "a $ or a \\")
    value = re.split(r"\s#", written, maxsplit=1)[0].rstrip()
    return value, _taken_apart(value, r"\$|\A#", "a $ or, at the beginning, a #")


def _taken_apart(value: str, signs: str, names: str) -> str:
    return (
        f"there is {names}, which has a meaning of its own. {_QUOTE_IT}"
        if re.search(signs, value)
        else ""
    )


def given(environ: MutableMapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """
    Return what the file adds to this environment, and what there is to say of it.

    What stands in the environment wins. Only settings are taken: .env.example names them. What is set by itself is not.

    :raises UnreadableFile: when the file, or a line of it, cannot be read.
    """
    path = Path(environ.get(PLACE) or ROOT / ".env")
    if not path.exists():
        return {}, []
    says = read(_text(path), name=path.name)
    example = read(EXAMPLE.read_text(encoding="utf-8"), name=EXAMPLE.name)
    settings = {
        name: value for name, value in says.items() if name.removesuffix("_FILE") in example
    }
    taken = {
        name: value
        for name, value in settings.items()
        if name not in environ and name not in BY_ITSELF
    }
    return taken, list(_words(path, set(says) - set(settings)))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path} cannot be read: save it as UTF-8.") from None


def _holds_demo(settings: dict[str, str]) -> bool:
    """Say whether demo data is kept in the data folder of these settings."""
    try:
        kept = Path(settings.get("COPRODUCE_DATA_DIR") or ROOT / "data", "started-as")
        return kept.read_text().strip() == "demo"
    except OSError:
        return False


def _words(path: Path, unknown: set[str]) -> Iterator[str]:
    for name in sorted(unknown):
        if not name.startswith("COMPOSE_"):
            yield f"  {name}: .env.example knows no such setting. Left out."
    if path.is_file() and path.stat().st_mode & 0o004:
        yield f"  Everybody on this machine can read it, passwords too. To mend that:   chmod o= {path}"


def use(environ: MutableMapping[str, str]) -> None:
    """
    Add to this environment what the file says, unless it leads to what is kept as a demo.

    :raises SystemExit: with words for whoever typed the command, when it cannot be read.
    """
    try:
        taken, _ = given(environ)
    except UnreadableFile as error:
        sys.exit(f"\n{error}")
    if not _holds_demo({**taken, **environ}):
        environ.update(taken)


def main() -> None:
    """Print what the file adds as ``NAME=value``, each with a NUL behind it; what there is to say on standard error."""
    try:
        taken, words = given(os.environ)
    except UnreadableFile as error:
        sys.exit(f"\n{error}")
    for line in words:
        sys.stderr.write(f"{line}\n")
    sys.stdout.write("".join(f"{name}={value}\0" for name, value in taken.items()))


if __name__ == "__main__":
    main()
