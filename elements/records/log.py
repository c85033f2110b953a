"""What the records ask of the decision log, all of it in one query."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    CharField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models import Count as CountRows
from django.db.models.functions import Cast, Concat, TruncDate
from django.urls import reverse

from core.prepared import Prepared, day, number, totals
from decisions.models import DecisionVersion, MakerObjection
from elements.records.record import HALF_YEAR, QUARTER
from elements.records.said import by_others
from projects.models import Project
from questions.models import ContributionMove
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
    until = last_day(on=on, last=last)
    found: dict[str, Any] = _LOG.first(
        project=project.pk,
        on=on,
        quarter_ago=until - QUARTER,
        half_year_ago=until - HALF_YEAR,
        six_weeks_ago=on - SIX_WEEKS,
    )
    is_fresh = last is not None and on - last <= QUARTER
    return {**found, "is_fresh": is_fresh, "is_stale": on - until > HALF_YEAR}


def last_day(*, on: date, last: date | None) -> date:
    """Return the day to which what was decided lately is counted."""
    return min(last or on, on)


def _log() -> QuerySet:
    """
    Count the decisions in force, in all the ways that a record asks for.

    ``lately``: made in the 13 weeks up to the last one. ``slow``: written down more than 14 days late. ``lonely``:
    nobody among the makers had said that they bring lived experience. ``power``: a participant among the makers.
    ``told``: in an update.
    """
    project = number("project")
    kinds = kinds_of_decisions(
        project, on=day("on"), quarter_ago=day("quarter_ago"), half_year_ago=day("half_year_ago")
    )
    long_ago = Q(decided_on__lt=day("six_weeks_ago"))
    return totals(
        in_force(project),
        all=CountRows("pk"),
        **{name: CountRows("pk", filter=kind) for name, kind in kinds.items()},
        contested=CountRows("pk", filter=Q(is_contested=True)),
        long_ago=CountRows("pk", filter=long_ago),
        long_told=CountRows("pk", filter=kinds["told"] & long_ago),
    )


def kinds_of_decisions(
    project: Any, *, on: Any, quarter_ago: Any, half_year_ago: Any
) -> dict[str, Q]:
    """Return which decisions in force a figure counts, by its name; the rows that it leads to are found by the same."""
    lately = Q(decided_on__gt=quarter_ago)
    in_half_year = Q(decided_on__gt=half_year_ago)
    rules = {
        "slow": Q(wait__gt=TWO_WEEKS),
        "lonely": Q(has_lived_maker=False),
        "power": Q(has_participant_maker=True, is_contested=False),
        "considered": ~Q(considered=""),
    }
    told = Q(decision__in=_told(project).values("decision"))
    changed = ~Q(changed_our_mind="")
    return {
        "lately": lately,
        **{f"all_{name}": rule for name, rule in rules.items()},
        **{f"lately_{name}": rule & lately for name, rule in rules.items()},
        "signed": ~Q(why="") & Q(maker_count__gt=0, is_contested=False),
        "again": Q(look_again_on__lt=on),
        "told": told,
        "untold": ~told,
        "lately_said": lately & Q(rests_on_words=True),
        "lately_unsaid": lately & Q(rests_on_words=False),
        "half_year": in_half_year,
        "changed": changed,
        "half_year_changed": changed & in_half_year,
    }


def in_force(project: Any) -> QuerySet:
    """
    Return the decisions in force, each with how long it waited to be written down, whether somebody who is named as
    its maker says that it was not so (``is_contested``), and whether it rests on words of somebody who does not run
    the project (``rests_on_words``).
    """
    wait = ExpressionWrapper(
        # The first version was written down when its decision was made an entry of the log.
        TruncDate("current_of__created_at") - F("decided_on"),
        output_field=DurationField(),
    )
    objections = MakerObjection.objects.standing().filter(decision=OuterRef("decision"))
    return DecisionVersion.objects.filter(
        current_of__project=project, state=DecisionVersion.State.IN_FORCE
    ).annotate(wait=wait, is_contested=Exists(objections), rests_on_words=Exists(_behind()))


def _behind() -> QuerySet[ContributionMove]:
    """Return the links by which a decision, of the query around this one, rests on what people said."""
    address = reverse("decisions:decision_detail", args=["SLUG", 1])
    before, _, rest = address.partition("SLUG")
    between, _, after = rest.partition("1")
    heard = by_others("contribution__member") & Q(
        contribution__hidden_at=None, contribution__taken_back_at=None
    )
    return ContributionMove.objects.counting().filter(
        heard,
        what=ContributionMove.What.DECIDED,
        address=Concat(
            Value(before),
            OuterRef("decision__project__slug"),
            Value(between),
            Cast(OuterRef("decision__number"), CharField()),
            Value(after),
        ),
    )


def _told(project: Any) -> QuerySet:
    """Return the ties between the updates that were sent and the decisions that they told of."""
    sent = Update.objects.filter(project=project, sent_at__isnull=False)
    return Update.decisions.through.objects.filter(update__in=sent.order_by().values("pk"))


_LOG = Prepared(_log)
