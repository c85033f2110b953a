"""
How the installation runs, in the format of Prometheus: as ``/running/`` says it, and none of it of a person or project.

How many requests there are and how long they take is what a proxy counts; a worker would count its own only
(docs/adr/0158). Loaded with the first question to :mod:`coproduce.metrics`.
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from coproduce import health
from home import measures
from home.ticks import last_ticks
from outbox.failed import failed_emails
from outbox.models import Hitch

logger = logging.getLogger(__name__)

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


def text() -> bytes:
    """Return all numbers, of this moment: a text of the kind CONTENT_TYPE."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once(_metrics(timezone.now())))
    return generate_latest(registry)


class _Once(Collector):
    """What was measured for one answer."""

    def __init__(self, metrics: Iterator[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> list[Metric]:
        return self._metrics


def _metrics(now: datetime) -> Iterator[Metric]:
    parts = health.parts(now=now)
    well = GaugeMetricFamily(
        "coproduce_part_up", "1 when this part of Coproduce works, else 0.", labels=["part"]
    )
    for part, word in parts.items():
        well.add_metric([part], float(word in (health.OK, health.STARTING)))
    yield well
    free = "Bytes free where data and files are kept, the lesser of the two."
    yield GaugeMetricFamily("coproduce_disk_free_bytes", free, value=measures.free_room())
    if parts["database"] != health.OK:
        return
    try:
        yield from NUMBERS.answer()
    except Exception as error:
        # The rest is true, and says more than no answer.
        logger.warning("The numbers for /metrics could not be read: %s", type(error).__name__)


def _numbers() -> list[Metric]:
    """Read all that the database knows, over a connection of its own."""
    try:
        return list(_of_database(timezone.now()))
    finally:
        connection.close()


def _of_database(now: datetime) -> Iterator[Metric]:
    age = GaugeMetricFamily(
        "coproduce_last_tick_age_seconds",
        "Seconds since a worker of this queue last did what the schedule asked.",
        labels=["queue"],
    )
    for queue, at in sorted(last_ticks().items()):
        age.add_metric([queue], _seconds(at, now))
    yield age
    pdfs, failed_pdfs = measures.pdfs(now=now)
    waiting = {"codes": measures.codes(now=now), "emails": measures.emails(now=now), "pdfs": pdfs}
    number = GaugeMetricFamily(
        "coproduce_waiting", "How many wait; 1001 is 1001 or more.", labels=["kind"]
    )
    oldest = GaugeMetricFamily(
        "coproduce_oldest_waiting_seconds",
        "Seconds since the first of them began to wait.",
        labels=["kind"],
    )
    for kind, found in waiting.items():
        number.add_metric([kind], found.number)
        oldest.add_metric([kind], _seconds(found.oldest, now) if found.oldest else 0)
    yield number
    yield oldest
    gave_up = GaugeMetricFamily(
        "coproduce_given_up",
        "How many were given up in the last 30 days and not sent or made since; 1000 is 1000 or more.",
        labels=["kind"],
    )
    gave_up.add_metric(["emails"], len(failed_emails(now=now)))
    gave_up.add_metric(["pdfs"], failed_pdfs.total())
    yield gave_up
    hitches = "How many things of the schedule fail and are tried again."
    yield GaugeMetricFamily("coproduce_hitches", hitches, value=Hitch.objects.count())


def _seconds(since: datetime, now: datetime) -> float:
    return max((now - since).total_seconds(), 0)


#: Whoever watches asks every half minute; a busy database has five seconds.
NUMBERS = health.Probe(_numbers, seconds=5)
