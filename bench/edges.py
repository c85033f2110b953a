"""
How long it takes until something hostile is refused, and until 10,000 contributions are downloaded.

Without a web server between: files and texts that are not taken are sent to the page of something that was said and to
the form on which something is said; the time goes from the request to the whole answer. Bar: 99 of 100 answers within
a second, each with an error in words. Downloads: the first byte, the last, and by how much the process grew.
Run by ``bench/run edges``.
"""

import logging
import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import django

BAR = 1.0
MB = 1024 * 1024


def hostile_files() -> Iterator[tuple[str, str, bytes]]:
    """Give of each file what it is, its name and what is in it: kinds that are not taken, names, and 20 MB and more."""
    from tests.questions import samples

    for what, (name, data) in samples.NOT_TAKEN.items():
        yield what, name, data
    for name in samples.HOSTILE_NAMES:
        yield "a name", name, samples.SVG
    big = samples.SVG + bytes(20 * MB - len(samples.SVG))
    for what, data in (("20 MB", big), ("20 MB and a byte", big + b"x"), ("40 MB", big + big)):
        yield what, "me.jpg", data


def hostile_texts() -> Iterator[tuple[str, str]]:
    """Give texts that are too long, with all the payloads in them."""
    from tests.payloads import PAYLOADS

    yield "1 MB", "x" * MB
    yield "1 MB of payloads", ("\n".join(PAYLOADS) * MB)[:MB]
    yield "5,000 open tags", "<div><b>" * 5000
    yield "5,000 addresses", "https://example.org/a?b=c " * 5000
    yield "1 MB of marks", "a" + "\u0301" * (MB // 2)


def refuse(client: Any, said: Any, say: str, *, turns: int) -> bool:
    """Send all of it so many times, print how long that took, and say whether the bar is met."""
    yes = {"file_words": "The bench.", "everybody_said_yes": "on"}
    times: list[tuple[float, str]] = []

    def send(what: str, address: str, data: dict[str, Any], told: bytes) -> None:
        start = time.perf_counter()
        answer = client.post(address, data)
        times.append((time.perf_counter() - start, what))
        if answer.status_code != 200 or told not in answer.content:
            raise AssertionError(f"{what}: {answer.status_code}, without an error in words")

    for _turn in range(turns):
        for what, name, data in hostile_files():
            file = BytesIO(data)
            file.name = name
            send(what, said.get_absolute_url(), {"file": file, **yes}, b"There is a problem")
        for what, words in hostile_texts():
            send(what, say, {"words": words}, b"There is a problem")
    times.sort()
    p99, (slowest, what) = times[int(len(times) * 0.99)][0], times[-1]
    print(
        f"{len(times)} refused: median {times[len(times) // 2][0]:.3f} s, 99 of 100 within {p99:.3f} s, "
        f"slowest {slowest:.3f} s ({what}); bar {BAR} s: {'met' if p99 <= BAR else 'MISSED'}"
    )
    return p99 <= BAR


def download(client: Any, address: str) -> None:
    """Print when the first byte of a file came, when the last, how large it is, and by how much the process grew."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, first, size = time.perf_counter(), 0.0, 0
    for part in client.get(address):
        first = first or time.perf_counter() - start
        size += len(part)
    grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{address}: first byte after {first:.2f} s, last after {time.perf_counter() - start:.2f} s, "
        f"{size / MB:.1f} MB, grew by {grew:.0f} MB"
    )


def main() -> int:
    """Fill the database if need be, measure, print; 1 when the bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=4)
    options = parser.parse_args()
    django.setup()
    from django.conf import settings
    from django.test import Client

    from bench.fill import fill, session_of
    from bench.fill_said import fill_said
    from projects.models import Project

    if not Project.objects.filter(slug="bench").exists():
        fill_said(fill())
    settings.ALLOWED_HOSTS = ["*"]
    logging.disable(logging.CRITICAL)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of("bench@example.org")
    project = Project.objects.get(slug="bench")
    said = project.contributions.filter(member__user__email="bench@example.org").first()
    base = f"{project.get_absolute_url()}questions/"
    for name in ("said.csv", "said.json", "questions.csv"):
        download(client, f"{base}{name}")
    return (
        0 if refuse(client, said, f"{project.get_absolute_url()}say/", turns=options.turns) else 1
    )


if __name__ == "__main__":
    sys.exit(main())
