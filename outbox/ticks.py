"""
Work that the schedule does row by row or in sets, and the hitches in it that a facilitator can read of.

Each app declares its work in its own ``tasks.py``, which :class:`outbox.apps.OutboxConfig` finds when the app starts.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.ticks import each_row, name_of
from outbox.models import Hitch
from projects.models import Member

logger = logging.getLogger(__name__)
#: A hitch of a row that no tick has tried for so long is over: the row is not due any more.
FORGOTTEN_AFTER = timedelta(days=1)
#: Rows that a worker does before others have their turn; people whom these tell, unless one project has more.
AT_ONCE, MOST_PEOPLE = 50, 2000
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Work:
    """What the schedule does with each row that is due: a key that is kept, and words that say what does not work."""

    key: str
    words: str | Promise

    def do(self, rows: Iterable[Row], each: Callable[[Row], object], *, now: datetime) -> None:
        """
        Call ``each`` for every row, each in a transaction of its own; keep a hitch for each row that fails.

        A hitch goes as soon as its row works, or when it was not due for a day.
        """
        mine = Hitch.objects.filter(work=self.key)
        mine.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        known = set(mine.values_list("row", flat=True))

        def worked(row: Row) -> None:
            if name_of(row) in known:
                mine.filter(row=name_of(row)).delete()

        def failed(row: Row, error: Exception) -> None:
            keep_hitch(self, row, error=type(error).__name__, now=now)

        each_row(rows, each, worked=worked, failed=failed)

    def do_together(
        self, rows: Sequence[Row], do_some: Callable[[Sequence[Row]], object], *, now: datetime
    ) -> None:
        """
        Call ``do_some`` once for all rows, in one transaction; when that fails, for each row on its own.

        What failed at an earlier tick is tried on its own from the beginning, so that it costs the others nothing.
        """
        failed_before = set(Hitch.objects.filter(work=self.key).values_list("row", flat=True))
        alone = [row for row in rows if name_of(row) in failed_before]
        together = [row for row in rows if row not in alone]
        try:
            if together:
                with transaction.atomic():
                    do_some(together)
        except Exception as error:
            said = "%s of %d rows together failed (%s). Now each on its own."
            logger.warning(said, self.key, len(together), type(error).__name__)
            alone = list(rows)
        self.do(alone, lambda row: do_some([row]), now=now)

    def do_next(
        self,
        rows: QuerySet[Row],
        do_some: Callable[[Sequence[Row]], object],
        *,
        after: int,
        now: datetime,
    ) -> int | None:
        """
        Do so for the next :data:`AT_ONCE` rows behind the number ``after``; return the number to go on behind, if any.

        Thousands may come due on one day: a worker does some, and others have their turn before it goes on. Fewer,
        where their projects have more than :data:`MOST_PEOPLE` together: nobody waits long for a project that is
        locked, and on SQLite for the database. By number, so that those that stay due keep nobody else from theirs.
        """
        members = Member.objects.filter(project=OuterRef("project")).values("project")
        counted = members.annotate(number=Count("pk")).values("number")
        found = rows.filter(pk__gt=after).annotate(people=Coalesce(Subquery(counted), 0))
        next_ones: list[Any] = list(found.order_by("pk")[:AT_ONCE])
        together = accumulate(row.people for row in next_ones)
        some = [
            row for row, people in zip(next_ones, together, strict=True) if people <= MOST_PEOPLE
        ]
        some = some or next_ones[:1]
        self.do_together(some, do_some, now=now)
        is_more = len(next_ones) == AT_ONCE or len(some) < len(next_ones)
        return some[-1].pk if is_more else None


_WORK: dict[str, Work] = {}


def tick_work(key: str, words: str | Promise) -> Work:
    """Declare work of the schedule; ``words`` say to a facilitator what did not work."""
    _WORK[key] = Work(key, words)
    return _WORK[key]


def words_of(hitch: Hitch) -> str:
    """Say what did not work, in the language in force."""
    work = _WORK.get(hitch.work)
    return str(work.words) if work else _("Something that happens by itself did not work.")


@transaction.atomic
def keep_hitch(work: Work, row: Model, *, error: str, now: datetime) -> None:
    """Keep that a row failed, and how often it did by now."""
    found = Hitch.objects.filter(work=work.key, row=name_of(row))
    if found.update(times=F("times") + 1, last_at=now, error=error):
        return
    first = {"project_id": getattr(row, "project_id", None), "first_at": now, "last_at": now}
    Hitch.objects.get_or_create(work=work.key, row=name_of(row), defaults={**first, "error": error})
