"""
Each page of an installation of full size beside the same page with a hundredth of it.

``fill`` makes one of the two in the database of the environment; ``measure`` asks for each page there and writes what
it took; ``compare`` sets two of these beside each other; ``digests`` ends a week for 70,000 members. A page may cost
twice as much as at a hundredth. Other programs of the machine change times: so of each page the least of several is
taken, and the number of queries and of rows that the database read stand beside it. Run by ``bench/run scale``.
"""

import json
import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import django

BAR = 2.0
#: Milliseconds that two runs of one page differ by on a busy machine: less than this is no growth.
NOISE = 3.0


def pages() -> dict[str, str]:
    """Return the address of each page, by name."""
    base = "/projects/scale/"
    return {
        "home of a person": "/",
        "home of a project": base,
        "timeline": f"{base}find/",
        "plan": f"{base}plan/",
        "statements": f"{base}plan/agreed/",
        "log": f"{base}decisions/",
        "log, much found": f"{base}decisions/?q=lights",
        "log, little found": f"{base}decisions/?q=decision+77",
        "log, nothing found": f"{base}decisions/?q=zzzz",
        "log, by a maker": f"{base}decisions/?q=person+00007",
        "a decision": f"{base}decisions/5/",
        "people": f"{base}people/",
        "elements": f"{base}doing/",
        "an element": f"{base}doing/open/",
        "find": f"{base}find/?q=lights",
        "what was sent": f"{base}run/sent/",
        "letters and calls": f"{base}run/letters/",
        "public page": "/p/scale/",
    }


def rows_read() -> int:
    """Return how many rows the database has read so far; 0 where it does not count."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_user_tables"
        )
        return int(cursor.fetchone()[0] or 0)


def measure(times: int) -> dict[str, dict[str, float]]:
    """Return of each page the least milliseconds, its queries and the rows read; -1 where it is not there."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email="scale@example.org"))
    found = {}
    for name, path in pages().items():
        answers = [
            client.get(path) for _time in range(4)
        ]  # so that its queries are planned and kept
        if answers[-1].status_code != 200:
            print(f"{name}: {answers[-1].status_code}", file=sys.stderr)
            continue
        before = rows_read()
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked, rows = len(queries), rows_read() - before
        took = []
        for _time in range(times):
            begin = time.perf_counter()
            client.get(path)
            took.append(time.perf_counter() - begin)
        found[name] = {"ms": min(took) * 1000, "queries": asked, "rows": rows}
    return found


def compare(small: dict, large: dict) -> int:
    """Print both beside each other; return how many pages miss the bar."""
    print("| page | a hundredth, ms | all, ms | ratio | queries | rows read | |")
    print("|---|---|---|---|---|---|---|")
    missed = 0
    for name, one in large.items():
        other = small[name]
        ratio = one["ms"] / max(other["ms"], NOISE)
        missed += ratio > BAR
        print(
            f"| {name} | {other['ms']:.1f} | {one['ms']:.1f} | {ratio:.2f} | {other['queries']}, {one['queries']} "
            f"| {other['rows']}, {one['rows']} | {'MISSED' if ratio > BAR else 'met'} |"
        )
    return missed


def timed(what: str, work: Callable[[], object]) -> None:
    """Do something, and print how long it took and the most memory that this process had so far."""
    begin = time.perf_counter()
    work()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {time.perf_counter() - begin:.0f} s, at most {memory:.0f} MB so far")


def _take_stock() -> None:
    """Let the database see how much it holds: a server in use does so by itself, this one has that switched off."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill(part: float) -> None:
    from django.db import connection

    from bench.fill_scale import Size, fill

    fill(Size.whole(part), take_stock=_take_stock)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # as a server in use does by itself after so many new rows


def main() -> int:
    """Do what is asked; 1 when a bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["fill", "measure", "compare", "digests"])
    parser.add_argument(
        "files", nargs="*", help="measure: where to; compare: the small one, the large one"
    )
    parser.add_argument("--part", type=float, default=1.0, help="fill: how much of the whole")
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--members", type=int, default=70_000)
    options = parser.parse_args()
    if options.what == "compare":
        small, large = (json.loads(Path(file).read_text()) for file in options.files)
        return 1 if compare(small, large) else 0
    django.setup()
    if options.what == "fill":
        timed(f"Filled with {options.part:g} of it", lambda: _fill(options.part))
    elif options.what == "digests":
        from bench.scale_digests import run

        return 0 if run(options.members) else 1
    else:
        Path(options.files[0]).write_text(json.dumps(measure(options.times)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
