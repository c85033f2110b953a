"""What the records ask of the decision log, all of it in one query."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncDate

from core.prepared import Prepared, day, number, totals
from decisions.models import DecisionVersion
from elements.records.record import HALF_YEAR, QUARTER
from projects.models import Project
from updates.models import Update

TWO_WEEKS = timedelta(days=14)
SIX_WEEKS = timedelta(weeks=6)


def read_log(project: Project, *, on: date, last: date | None) -> dict[str, Any]:
    """
    Return the counts of :func:`_log` for a project on a day.

    What was decided last counts from the last decision, and not from the day: with time alone, nothing gets better.
    ``is_fresh`` and ``is_stale``: the last one was made in the last 13 weeks, or more than 26 weeks ago.

    :param last: the day on which the last one in force was made.
    """
    until = min(last or on, on)
    found: dict[str, Any] = _LOG.first(
        project=project.pk,
        on=on,
        quarter_ago=until - QUARTER,
        half_year_ago=until - HALF_YEAR,
        six_weeks_ago=on - SIX_WEEKS,
    )
    is_fresh = last is not None and on - last <= QUARTER
    return {**found, "is_fresh": is_fresh, "is_stale": on - until > HALF_YEAR}


def _log() -> QuerySet:
    """
    Count the decisions in force, in all the ways that a record asks for.

    ``lately``: made in the 13 weeks up to the last one. ``slow``: written down more than 14 days late. ``lonely``:
    nobody among the makers had said that they bring lived experience. ``power``: a participant among the makers.
    ``told``: in an update.
    """
    lately = Q(decided_on__gt=day("quarter_ago"))
    in_half_year = Q(decided_on__gt=day("half_year_ago"))
    rules = {
        "slow": Q(wait__gt=TWO_WEEKS),
        "lonely": Q(has_lived_maker=False),
        "power": Q(has_participant_maker=True),
        "considered": ~Q(considered=""),
    }
    told = Q(decision__in=_told().values("decision"))
    long_ago = Q(decided_on__lt=day("six_weeks_ago"))
    changed = ~Q(changed_our_mind="")
    return totals(
        _in_force(),
        all=CountRows("pk"),
        lately=CountRows("pk", filter=lately),
        **{f"all_{name}": CountRows("pk", filter=rule) for name, rule in rules.items()},
        **{f"lately_{name}": CountRows("pk", filter=rule & lately) for name, rule in rules.items()},
        signed=CountRows("pk", filter=~Q(why="") & Q(maker_count__gt=0)),
        again=CountRows("pk", filter=Q(look_again_on__lt=day("on"))),
        told=CountRows("pk", filter=told),
        long_ago=CountRows("pk", filter=long_ago),
        long_told=CountRows("pk", filter=told & long_ago),
        half_year=CountRows("pk", filter=in_half_year),
        changed=CountRows("pk", filter=changed),
        half_year_changed=CountRows("pk", filter=changed & in_half_year),
    )


def _in_force() -> QuerySet:
    """Return the decisions in force, each with how long it waited to be written down."""
    wait = ExpressionWrapper(
        # The first version was written down when its decision was made an entry of the log.
        TruncDate("current_of__created_at") - F("decided_on"),
        output_field=DurationField(),
    )
    return DecisionVersion.objects.filter(
        current_of__project=number("project"), state=DecisionVersion.State.IN_FORCE
    ).annotate(wait=wait)


def _told() -> QuerySet:
    """Return the ties between the updates that were sent and the decisions that they told of."""
    sent = Update.objects.filter(project=number("project"), sent_at__isnull=False)
    return Update.decisions.through.objects.filter(update__in=sent.order_by().values("pk"))


_LOG = Prepared(_log)
