"""
What waits, what was given up and what is left, as numbers: for the page of whoever runs it, and for what watches it.

Each count stops at MOST and one more, so that asking costs the same however much waits. Where so many PDFs wait, not
all that failed are counted.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from accounts.models import AddressChange, SignInCode, WrongCodes
from outbox.failed import LOOKED_BACK, MOST
from outbox.models import Delivery, Digest
from reports.models import LetterPack, Pack, Report


@dataclass(frozen=True)
class Waiting:
    """How many wait (at most MOST + 1), and since when the first does. ``refused``: tried, and not taken yet."""

    number: int
    oldest: datetime | None
    refused: int = 0


def codes(*, now: datetime) -> Waiting:
    """Emails of accounts that wait: codes and links to sign in, changes of address, words about wrong codes."""
    kinds = (
        SignInCode.objects.live(now=now),
        AddressChange.objects.all(),
        WrongCodes.objects.all(),
    )
    first, *others = [
        rows.filter(done_at=None, gave_up_at=None).values_list("created_at") for rows in kinds
    ]
    return _waiting(made for (made,) in first.union(*others, all=True)[: MOST + 1])


def emails(*, now: datetime) -> Waiting:
    """All other emails that are due, or were refused and are tried again: news and digests."""
    is_late = Q(due_at__lte=now) | ~Q(last_error="")
    news = Delivery.objects.waiting().by_email().filter(is_late)
    rows = [
        *news.order_by("due_at").values_list("message__created_at", "last_error")[: MOST + 1],
        *Digest.objects.waiting()
        .filter(is_late)
        .order_by("due_at")
        .values_list("period_end", "last_error")[: MOST + 1],
    ]
    return _waiting((made for made, _ in rows), refused=sum(bool(error) for _, error in rows))


def pdfs(*, now: datetime) -> tuple[Waiting, Counter[str]]:
    """Reports, packs of sheets and letters that wait, and those of the last 30 days that failed, by organisation."""
    of = "project__organisation__name"
    kinds = [(Report, of), (Pack, f"review__{of}"), (LetterPack, of)]
    since = Q(gave_up_at=None) | Q(gave_up_at__gt=now - LOOKED_BACK)
    first, *others = [
        kind._default_manager.filter(since, done_at=None)
        .order_by()
        .values_list("due_at", "gave_up_at", path)
        for kind, path in kinds
    ]
    rows = list(first.union(*others, all=True)[: MOST + 1])
    failed = Counter(who for _due, gave_up, who in rows if gave_up is not None)
    return _waiting(due for due, gave_up, _who in rows if gave_up is None), failed


def free_room() -> int:
    """Bytes that are free where data and files are kept; the lesser of the two."""
    return min(shutil.disk_usage(place).free for place in (settings.DATA_DIR, settings.FILES_DIR))


def _waiting(since: Iterable[datetime], *, refused: int = 0) -> Waiting:
    moments = list(since)
    return Waiting(min(len(moments), MOST + 1), min(moments, default=None), refused)
