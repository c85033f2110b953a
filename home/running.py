"""
How the installation is running, for whoever answers for it: a line a part, with what it means and what to do.

No line holds a name, an address or what a person wrote; what went wrong is counted by organisation. Each count stops at
MOST, so that a page costs the same however much waits.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.formats import number_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home import measures
from home.ticks import TOO_OLD, last_ticks, late_queues
from outbox.failed import MOST, failed_emails
from outbox.models import Hitch
from outbox.ticks import words_of

#: A code is of use for ten minutes.
CODES_LATE = timedelta(minutes=2)
MAIL_LATE, MAIL_STUCK = timedelta(minutes=30), timedelta(hours=4)
PDF_LATE = timedelta(minutes=30)
#: Room on a disk, in bytes: soon to be too little, and too little.
LITTLE, TOO_LITTLE = 2_000_000_000, 500_000_000
EMAILS, REPORTS = "emails", "reports"


class Light(StrEnum):
    """How a part is; the worst comes last."""

    WELL = "well"
    LOOK = "look"
    WRONG = "wrong"

    @property
    def words(self) -> str:
        return str(_WORDS[self])


_WORDS = {
    Light.WELL: gettext_lazy("Fine"),
    Light.LOOK: gettext_lazy("Have a look"),
    Light.WRONG: gettext_lazy("Not working"),
}
_ORDER = list(Light)


@dataclass(frozen=True)
class RunningPart:
    """
    A part of the installation. ``said``: sentences about it; ``do``: what to do, empty when that is nothing.

    ``parts``: what it is made of, counted. ``again``: what of it can be tried again, EMAILS or REPORTS.
    """

    key: str
    title: str
    light: Light
    said: str
    do: str = ""
    parts: list[str] = field(default_factory=list)
    again: str = ""


def lines(*, now: datetime) -> list[RunningPart]:
    """Return all parts, in the order in which one depends on the other."""
    return [
        _schedule(now),
        _codes(now),
        _mail(now),
        _given_up(now),
        _pdfs(now),
        _hitches(),
        _disk(),
    ]


def worst(found: Iterable[RunningPart]) -> Light:
    """Return the light of the part that is worst."""
    return max((line.light for line in found), key=_ORDER.index)


def _schedule(now: datetime) -> RunningPart:
    ticks = last_ticks()
    late = late_queues(ticks, now=now)
    title = _("The schedule")
    if not late:
        last = min(ticks[queue] for queue in TOO_OLD)
        said = _("It ran %s ago.") % timesince(last, now)
        if now - last < timedelta(minutes=1):
            said = _("It ran a moment ago.")
        return RunningPart("schedule", title, Light.WELL, said)
    if not ticks:
        said = _("The schedule has not run yet. After a start it takes a minute.")
    elif late == ["celery"]:
        said = _("Emails with codes leave. Nothing else has happened by itself for %s.") % (
            timesince(ticks["celery"], now) if "celery" in ticks else _("as long as we know")
        )
    else:
        said = _("Nothing has happened by itself for %s.") % timesince(max(ticks.values()), now)
    do = _(
        "No emails leave and no reports are made until it runs again. Start Coproduce again: ./run, or"
        " “docker compose restart broker worker codes beat”."
    )
    return RunningPart("schedule", title, Light.WRONG if ticks else Light.LOOK, said, do)


def _codes(now: datetime) -> RunningPart:
    waiting = measures.codes(now=now)
    title = _("Emails to sign in")
    if not waiting.oldest or now - waiting.oldest < CODES_LATE:
        said = _("None is late.") if waiting.oldest else _("None is waiting.")
        return RunningPart("codes", title, Light.WELL, said)
    said = _waits(waiting.number, waiting.oldest, now)
    return RunningPart("codes", title, Light.WRONG, said, _when_mail_waits())


def _waits(number: int, oldest: datetime, now: datetime) -> str:
    return _("Waiting: %(n)s, the first for %(long)s.") % {
        "n": counted(number),
        "long": timesince(oldest, now),
    }


def _when_mail_waits() -> str:
    return _(
        "See what the mail server says: “python manage.py send_test_email you@example.org”. Until it takes emails,"
        " “python manage.py sign_in_code their@address” gives you a link for somebody who waits."
    )


def _mail(now: datetime) -> RunningPart:
    waiting = measures.emails(now=now)
    title = _("Other emails")
    if not waiting.oldest:
        return RunningPart("mail", title, Light.WELL, _("None is waiting."))
    age = now - waiting.oldest
    said = _waits(waiting.number, waiting.oldest, now)
    if waiting.refused:
        said += " " + _("Not taken at the first try: %s.") % counted(waiting.refused)
    if age < MAIL_LATE:
        return RunningPart("mail", title, Light.WELL, said)
    light = Light.WRONG if age >= MAIL_STUCK else Light.LOOK
    do = _("We keep trying for four days. %s") % _when_mail_waits()
    return RunningPart("mail", title, light, said, do)


def _given_up(now: datetime) -> RunningPart:
    title = _("Emails that did not arrive")
    found = failed_emails(now=now)
    if not found:
        return RunningPart("given-up", title, Light.WELL, _("None in the last 30 days."))
    kinds = Counter((one.organisation, one.asks, one.reason) for one in found)
    parts = [
        f"{who or _('Coproduce itself')}: {_emails(asks, n)} {reason}"
        for (who, asks, reason), n in sorted(kinds.items())
    ]
    said = _("In the last 30 days: %s.") % counted(len(found), at_least=len(found) == MOST)
    do = _(
        "The facilitators of each project see whom they were for, and can ask them for the right address. When the mail"
        " server is well again, try again all for which that makes sense."
    )
    again = EMAILS if any(one.is_worth_a_try for one in found) else ""
    return RunningPart("given-up", title, Light.LOOK, said, do, parts, again)


def _emails(asks: bool, n: int) -> str:
    if asks:
        words = ngettext(
            "%s email that asks for something.", "%s emails that ask for something.", n
        )
    else:
        words = ngettext("%s email with news.", "%s emails with news.", n)
    return words % counted(n)


def _pdfs(now: datetime) -> RunningPart:
    """Reports, packs of sheets, letters: all that a worker lays out."""
    waiting, failed = measures.pdfs(now=now)
    title = _("Reports, sheets and letters")
    said = (
        _("Being made or waiting: %s.") % counted(waiting.number)
        if waiting.number
        else _("None is waiting.")
    )
    if failed:
        said += " " + _("Did not work in the last 30 days: %s.") % counted(failed.total())
        parts = [f"{who}: {n}" for who, n in sorted(failed.items())]
        do = _(
            "Try them again. If they fail again, look for “reports” in the log: it says why. Often a font is missing,"
            " or there is too little memory."
        )
        return RunningPart("pdfs", title, Light.LOOK, said, do, parts, REPORTS)
    if waiting.oldest and now - waiting.oldest > PDF_LATE:
        do = _("One takes a minute at most. If this stays, start the worker again.")
        return RunningPart("pdfs", title, Light.LOOK, said, do)
    return RunningPart("pdfs", title, Light.WELL, said)


def _hitches() -> RunningPart:
    title = _("Other things that happen by themselves")
    rows = list(Hitch.objects.order_by("-last_at")[:MOST])
    if not rows:
        return RunningPart("hitches", title, Light.WELL, _("All of them work."))
    kinds = Counter(words_of(row) for row in rows)
    said = ngettext(
        "%s thing is tried again and again.", "%s things are tried again and again.", len(rows)
    )
    do = _(
        "The log says why. If it stays, send what it says to whoever looks after your copy of Coproduce."
    )
    parts = [f"{words} ({n})" if n > 1 else words for words, n in sorted(kinds.items())]
    return RunningPart("hitches", title, Light.LOOK, said % counted(len(rows)), do, parts)


def _disk() -> RunningPart:
    title = _("Room on the disk")
    free = measures.free_room()
    said = _("%s GB are free.") % number_format(free / 10**9, decimal_pos=1)
    if free > LITTLE:
        return RunningPart("disk", title, Light.WELL, said)
    do = _("Make room, or give it a larger disk. When it is full, nothing can be saved.")
    return RunningPart("disk", title, Light.LOOK if free > TOO_LITTLE else Light.WRONG, said, do)


def counted(number: int, *, at_least: bool = False) -> str:
    """Write how many, for a count that stops at MOST."""
    shown = number_format(min(number, MOST), force_grouping=True)
    return _("more than %s") % shown if number > MOST or at_least else shown
