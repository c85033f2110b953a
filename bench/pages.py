"""
Pages beside the reference page: requests a second as a ratio, the tail, CPU and memory.

The targets take turns; each ratio is taken inside its round, against the reference of the same round,
and the median of the rounds is shown. Run by ``bench/run pages``.
"""

import json
import statistics
import sys
from argparse import ArgumentParser

import django

from bench.load import Round, Target, run
from bench.servers import Server, database_cpu, gunicorn

#: Of each page its name, its address, and words that only the right page holds.
Rows = list[tuple[str, str, str]]

#: Page -> the least ratio it must reach.
BARS = {
    "home": 0.55,
    "plan": 0.65,
    "decisions": 0.6,
    "decision": 0.65,
    "people": 0.6,
    "doing": 0.6,
}


#: The pages of `bench/run reviews`: 20 closed reviews of 500 members.
REVIEW_BARS = {"results": 0.5, "element": 0.55, "cycles": 0.35, "doing": 0.6}
#: The pages of `bench/run said`: 10,000 contributions, 5,000 versions of decisions.
SAID_BARS = {"question": 0.5, "waits": 0.5, "my part": 0.5, "today": 0.5, "find": 0.5}
#: The pages of `bench/run meetings`: 500 members, 60 groups, 100 meetings.
MEETING_BARS = dict.fromkeys(
    (
        *("people", "picture", "missing", "meetings", "meeting"),
        *("held", "feel", "needs", "returns", "today"),
    ),
    0.5,
)
#: What everybody reads: 1,000 decisions, 500 things said, 100 news.
PUBLIC_BARS = dict.fromkeys(("page", "older", "feed", "calendar", "picture"), 0.8)


def targets(app: Server, reference: Server, cookie: str, rows: Rows) -> list[Target]:
    """Return the reference page first, then pages of the product."""
    return [
        Target("reference", reference.port, "/reference/", cookie, "End of the page"),
        # Who reads a public page has no account, and sends no cookie.
        *(
            Target(name, app.port, path, "" if path.startswith("/p/") else cookie, holds)
            for name, path, holds in rows
        ),
    ]


def _said_rows(base: str) -> Rows:
    from questions.models import Question

    asked = Question.objects.order_by("pk").first()
    return [
        ("question", f"{base}questions/{asked.pk}/", "How do people rest here at night?"),
        ("waits", f"{base}questions/waiting/", "What waits for an answer"),
        ("my part", f"{base}me/", "My part"),
        ("today", base, "Waiting at night"),
        ("find", f"{base}find/?q=lights", "dimmed from 11pm"),
    ]


def _meeting_rows(base: str) -> Rows:
    from meetings.models import Meeting
    from participation.models import ParticipationReview

    to_come = Meeting.objects.filter(notes=None).first()
    held = Meeting.objects.filter(pulse__isnull=False).last()
    look = ParticipationReview.objects.get()
    people, meetings = f"{base}people/", f"{base}meetings/"
    return [
        ("people", people, "Person 00"),
        ("picture", f"{people}?show=picture", "The map as a picture"),
        ("missing", f"{people}missing/{look.pk}/", "Who is missing"),
        ("meetings", meetings, to_come.title),
        ("meeting", f"{meetings}{to_come.pk}/", to_come.title),
        ("held", f"{meetings}{held.pk}/", held.title),
        ("feel", f"{meetings}feel/", held.title),
        ("needs", f"{people}needs/", "Person 00"),
        ("returns", f"{people}returns/", "Person 00"),
        ("today", base, "Waiting at night"),
    ]


def _public_rows(_base: str) -> Rows:
    page = "/p/bench/"
    return [
        ("page", page, "How do you get home at night? 4"),
        ("older", f"{page}?decided=500", "Decision 499"),
        ("feed", f"{page}news.atom", "News 99"),
        ("calendar", f"{page}meetings.ics", "Soup for all 11"),
        ("picture", f"{page}picture.png", "IHDR"),
    ]


def _review_rows(base: str) -> Rows:
    from elements.models import Review

    last = Review.objects.closed().order_by("-closed_at")[0]
    return [
        ("results", f"{base}doing/reviews/{last.pk}/", "Where we see it most differently"),
        ("element", f"{base}doing/open/", "What people said"),
        ("cycles", f"{base}doing/cycles/", "Review 20"),
        ("doing", f"{base}doing/", "see what"),
    ]


def _rows(base: str) -> Rows:
    return [
        ("home", base, "Waiting at night"),
        ("plan", f"{base}plan/", "No building work before April"),
        ("decisions", f"{base}decisions/", "Decision 1000"),
        ("decision", f"{base}decisions/500/", "Decision 500"),
        ("people", f"{base}people/", "Person 00"),
        ("doing", f"{base}doing/", "Transparent"),
    ]


def measure(
    todo: list[Target], servers: dict[int, Server], *, rounds: int, seconds: float
) -> dict[str, list[dict]]:
    """Return what each target did in each round."""
    for target in todo:
        run(target, seconds=1, connections=2)
    taken: dict[str, list[dict]] = {target.name: [] for target in todo}
    for number in range(rounds):
        for target in todo:
            server = servers[target.port]
            before, database = server.cpu(), database_cpu()
            result = run(target, seconds=seconds, connections=8)
            taken[target.name].append(
                _row(result, server.cpu() - before, database_cpu() - database)
            )
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return taken


def _row(result: Round, app_cpu: float, database: float) -> dict:
    count = len(result.times)
    return {
        "per_second": result.per_second,
        "p50_ms": result.percentile(0.5) * 1000,
        "tail": result.percentile(0.95) / result.percentile(0.5),
        "app_ms": app_cpu / count * 1000,
        "database_ms": database / count * 1000,
        "kb": result.size / 1000,
        "requests": count,
    }


def summary(taken: dict[str, list[dict]], bars: dict[str, float]) -> list[dict]:
    """Return one line a target: medians, and the median of the ratios taken inside each round."""
    reference = taken["reference"]
    lines = []
    for name, rounds in taken.items():
        line = {key: statistics.median(row[key] for row in rounds) for key in rounds[0]}
        line["ratio"] = statistics.median(
            row["per_second"] / base["per_second"]
            for row, base in zip(rounds, reference, strict=True)
        )
        line["name"], line["bar"] = name, bars.get(name)
        line["is_met"] = line["bar"] is None or (
            line["ratio"] >= line["bar"] and line["tail"] <= 1.5
        )
        lines.append(line)
    return lines


def main() -> int:
    """Fill the database if need be, measure, print; 1 when a bar is missed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--reviews", action="store_true", help="the pages of 20 reviews instead")
    parser.add_argument("--said", action="store_true", help="the pages of what people said instead")
    parser.add_argument(
        "--meetings", action="store_true", help="meetings, needs and people instead"
    )
    parser.add_argument("--public", action="store_true", help="what everybody reads instead")
    parser.add_argument("--json", help="also write the figures to this file")
    options = parser.parse_args()
    django.setup()
    from django.db import connection

    from bench.fill import fill, session_of
    from bench.fill_meetings import fill_meetings
    from bench.fill_public import fill_public
    from bench.fill_reviews import fill_reviews
    from bench.fill_said import fill_said
    from projects.models import Project

    if not Project.objects.filter(slug="bench").exists():
        project = fill()
        if options.reviews:
            fill_reviews(project)
        if options.said:
            fill_said(project)
        if options.meetings:
            fill_meetings(project)
        if options.public:
            fill_public(project)
        with connection.cursor() as cursor:
            # What autovacuum does a minute later on a server that runs, after so many new rows.
            cursor.execute("VACUUM (ANALYZE)")
    from django.conf import settings

    find, bars = _rows, BARS
    if options.reviews:
        find, bars = _review_rows, REVIEW_BARS
    elif options.said:
        find, bars = _said_rows, SAID_BARS
    elif options.meetings:
        find, bars = _meeting_rows, MEETING_BARS
    elif options.public:
        find, bars = _public_rows, PUBLIC_BARS
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of('bench@example.org')}"
    with (
        gunicorn("coproduce.wsgi", "coproduce.settings") as app,
        gunicorn("bench.reference.wsgi", "bench.reference.settings") as reference,
    ):
        servers = {app.port: app, reference.port: reference}
        lines = summary(
            measure(
                targets(app, reference, cookie, find("/projects/bench/")),
                servers,
                rounds=options.rounds,
                seconds=options.seconds,
            ),
            bars,
        )
        memory = app.memory_mb()
    show(lines, memory)
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"pages": lines, "memory_mb": memory}, file, indent=1)
    return 0 if all(line["is_met"] for line in lines) and memory <= 180 else 1


def show(lines: list[dict], memory: float) -> None:
    """Print the summary as a table."""
    print("| page | ratio | bar | a second | p50 ms | p95/p50 | app ms | database ms | kB | |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for line in lines:
        print(
            f"| {line['name']} | {line['ratio']:.2f} | {line['bar'] or ''} | {line['per_second']:.0f} "
            f"| {line['p50_ms']:.1f} | {line['tail']:.2f} | {line['app_ms']:.1f} | {line['database_ms']:.1f} "
            f"| {line['kb']:.0f} | {'met' if line['is_met'] else 'MISSED'} |"
        )
    print(f"\nMemory of the three web processes: {memory:.0f} MB (bar: 180).")


if __name__ == "__main__":
    sys.exit(main())
