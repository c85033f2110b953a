"""What the records ask of the update that was sent last, and of whom it reached, in one query."""

from typing import Any

from django.db.models import Count as CountRows
from django.db.models import F, Q, QuerySet, Subquery

from core.prepared import Prepared, number
from projects.models import Project
from updates.models import Update


def read_last_update(project: Project) -> list[dict[str, Any]]:
    """Return the rows of :func:`_last_update` for a project."""
    return _LAST_UPDATE.all(project=project.pk)


def last_update(project: str) -> QuerySet:
    """Return the number of the update of a project that was sent last, as a query."""
    sent = Update.objects.filter(project=number(project), sent_at__isnull=False)
    return sent.order_by("-sent_at", "-pk").values("pk")[:1]


def _last_update() -> QuerySet:
    """
    Return the update that was sent last, with its deliveries counted by channel: a row for each channel.

    One row without a channel when it went to nobody; none when no update was sent.
    """
    done, gave_up = "message__deliveries__done_at", "message__deliveries__gave_up_at"
    is_there = Q(message__deliveries__isnull=False)
    return (
        Update.objects.filter(pk=Subquery(last_update("project")))
        .order_by("message__deliveries__channel")
        .values("sent_at", "more_on", channel=F("message__deliveries__channel"))
        .annotate(
            done=_deliveries(is_there & Q(**{f"{done}__isnull": False})),
            waiting=_deliveries(is_there & Q(**{done: None, gave_up: None})),
            # Who left meanwhile, or wants no such news, is not to be reached.
            failed=_deliveries(
                is_there
                & Q(
                    **{done: None, f"{gave_up}__isnull": False},
                    message__deliveries__is_needless=False,
                )
            ),
        )
    )


def _deliveries(rule: Q) -> CountRows:
    return CountRows("message__deliveries", filter=rule)


_LAST_UPDATE = Prepared(_last_update)
