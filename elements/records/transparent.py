"""Transparent: what the record shows."""

from datetime import date
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    QuerySet,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import long_date
from decisions.models import DecisionVersion
from elements.records.evidence import Evidence
from elements.records.log import SIX_WEEKS, TWO_WEEKS
from elements.records.record import (
    HALF_YEAR,
    QUARTER,
    YEAR,
    Count,
    OnlyCounted,
    Record,
    Rules,
    judge,
    local_day,
)
from outbox.models import Channel
from projects.models import Project
from updates.models import Update

INFORMED = Rules(
    nothing_yet=gettext_lazy("No news has been sent to anybody."),
    started=gettext_lazy(
        "News was sent. It has not reached everybody it is for yet, or it is older than 13 weeks. Or it has "
        "reached fewer than half of those who take part and do not run the project."
    ),
    in_place=gettext_lazy(
        "News of the last 13 weeks has reached everybody it is for. It has reached at least half of those who "
        "take part and do not run the project."
    ),
    needs_attention=gettext_lazy(
        "The last news could not be delivered to somebody, or a letter or call is still to be made after 14 days. "
        "Or the last news is older than 26 weeks."
    ),
)
BOUNDARIES = Rules(
    nothing_yet=gettext_lazy("Nothing is written down as open or as fixed."),
    started=gettext_lazy(
        "Something is written down, not yet both what is open and what is fixed. Or fewer than half of those who "
        "take part and do not run the project have read it."
    ),
    in_place=gettext_lazy(
        "What is open and what is fixed is written down. At least half of those who take part and do not run the "
        "project have said that they read it."
    ),
    needs_attention=gettext_lazy(
        "The day until which something was open or fixed has passed. Or nothing was changed for more than a year."
    ),
)
DECISIONS = Rules(
    nothing_yet=gettext_lazy("No decision is in the log."),
    started=gettext_lazy("Decisions are in the log. The last one is older than 13 weeks."),
    in_place=gettext_lazy(
        "The last decision is not older than 13 weeks. Each one in the 13 weeks up to it was written down within 14 "
        "days."
    ),
    needs_attention=gettext_lazy(
        "A decision in the 13 weeks up to the last one was written down more than 14 days late. Or one should have "
        "been looked at again by now. Or the last one is older than 26 weeks."
    ),
)
NOT_SO = gettext_lazy("Somebody is named as a maker of a decision, and says that it was not so.")
LOOP = Rules(
    nothing_yet=gettext_lazy("No news has been sent."),
    started=gettext_lazy(
        "News was sent. The last is older than six weeks, or no news has told of a decision that is "
        "older than six weeks."
    ),
    in_place=gettext_lazy(
        "The last news is not older than six weeks. Each decision that is older than six weeks was told in the news. "
        "Nobody waits for an answer past the promised day."
    ),
    needs_attention=gettext_lazy(
        "We said when people would hear more. That day has passed with no more news. Or the last news is older "
        "than 13 weeks. Or somebody waits for an answer past the promised day."
    ),
)
NOBODY_REACHED = gettext_lazy("The last news has reached nobody but those who run the project.")
PROMISED_FAR_OFF = gettext_lazy(
    "More news is promised only for a day that is more than 26 weeks off."
)


def last_updates() -> QuerySet[Update]:
    """Return the sent updates of any project after which no other was sent."""
    later = Update.objects.filter(project=OuterRef("project"), sent_at__gt=OuterRef("sent_at"))
    return Update.objects.filter(~Exists(later), sent_at__isnull=False)


def updates_not_followed(on: date) -> QuerySet[Update]:
    """Return the last updates that promised news by a day that has passed, of any project."""
    return last_updates().filter(more_on__lt=on, project__state=Project.State.RUNNING)


def decisions_to_look_at_again(on: date) -> QuerySet[DecisionVersion]:
    """Return the decisions in force that should have been looked at again by now, of any project."""
    return DecisionVersion.objects.filter(
        current_of__isnull=False, state=DecisionVersion.State.IN_FORCE, look_again_on__lt=on
    )


def informed(seen: Evidence) -> Record:
    """transparent.informed: whom the last update reached, by channel."""
    rows = seen.last_update
    by_channel = [row for row in rows if row["channel"]]
    waiting = sum(row["waiting"] for row in by_channel)
    failed = sum(row["failed"] for row in by_channel)
    by_hand = sum(row["waiting"] for row in by_channel if row["channel"] != Channel.EMAIL)
    sent_on = timezone.localdate(by_channel[0]["sent_at"]) if by_channel else seen.day
    people, age = seen.people, seen.day - sent_on
    state = judge(
        nothing=not by_channel,
        attention=failed > 0 or (by_hand > 0 and age > TWO_WEEKS) or age > HALF_YEAR,
        in_place=not waiting
        and age <= QUARTER
        and 0 < people["others"] <= people["others_reached"] * 2,
    )
    return Record(
        state=state,
        rules=INFORMED,
        sentence=_("The last news went out on %(day)s.") % {"day": long_date(sent_on)}
        if by_channel
        else INFORMED.of(state),
        counts=[*_reached(by_channel, waiting, failed), *_missed(people)] if by_channel else [],
        path=reverse("updates:update_list", args=[seen.project.slug]),
        rows=_("The news"),
    )


def _reached(by_channel: list[dict[str, Any]], waiting: int, failed: int) -> list[Count]:
    words = _("reached by %(channel)s: %(done)s")
    return [
        *(
            Count(
                words % {"channel": Channel(row["channel"]).label, "done": row["done"]},
                row["done"],
                only=OnlyCounted.PEOPLE,
            )
            for row in by_channel
        ),
        Count(
            _("still on its way, or waiting for a digest: %(count)s") % {"count": waiting},
            waiting,
            only=OnlyCounted.PEOPLE,
        ),
        Count(
            _("could not be delivered: %(count)s") % {"count": failed},
            failed,
            only=OnlyCounted.PEOPLE,
        ),
    ]


def _missed(people: dict[str, int]) -> list[Count]:
    return [
        Count(
            _("reached, of those who do not run the project: %(others_reached)s of %(others)s")
            % people,
            people["others_reached"],
            only=OnlyCounted.PEOPLE,
        ),
        Count(
            _("not sent to, because they came later or chose to hear less: %(others_missed)s")
            % people,
            people["others_missed"],
            only=OnlyCounted.PEOPLE,
        ),
    ]


def boundaries(seen: Evidence) -> Record:
    """transparent.boundaries: what is open and what is fixed, and how many members have read it."""
    stated = seen.boundaries
    people = seen.people
    total = stated["open"] + stated["fixed"]
    state = judge(
        nothing=not total,
        attention=stated["past"] > 0 or seen.is_long_ago(local_day(stated["changed"]), YEAR),
        in_place=stated["open"] > 0
        and stated["fixed"] > 0
        and 0 < people["others"] <= people["others_read"] * 2,
    )
    return Record(
        state=state,
        rules=BOUNDARIES,
        sentence=_(
            "%(others_read)s of %(others)s people who take part, and do not run the project, have said that they read "
            "what it says now."
        )
        % people
        if total
        else _("Nothing is written down as open or as fixed."),
        counts=[
            Count(_("open to change: %(open)s") % stated, stated["open"], "open"),
            Count(_("fixed: %(fixed)s") % stated, stated["fixed"], "fixed"),
            Count(_("with a reason: %(reasons)s") % stated, stated["reasons"], "reasons"),
            Count(_("past the day until which it held: %(past)s") % stated, stated["past"], "past"),
        ],
        path=reverse("plan:boundary_list", args=[seen.project.slug]),
        rows=_("What is open and what is fixed"),
    )


def decisions(seen: Evidence) -> Record:
    """transparent.decisions: decisions with their reasons and makers, and how soon they were written down."""
    log = seen.log
    state = judge(
        nothing=not log["all"],
        attention=log["lately_slow"] > 0 or log["again"] > 0 or log["is_stale"],
        in_place=log["is_fresh"],
    )
    record = Record(
        state=state,
        rules=DECISIONS,
        sentence=ngettext(
            "%(all)s decision is in force.", "%(all)s decisions are in force.", log["all"]
        )
        % log
        if log["all"]
        else _("No decision is in force."),
        counts=[
            Count(_("with the reason and the makers: %(signed)s") % log, log["signed"], "signed"),
            Count(
                _("written down more than 14 days after they were made: %(all_slow)s") % log,
                log["all_slow"],
                "slow",
            ),
            Count(_("past the day to look at them again: %(again)s") % log, log["again"], "again"),
        ]
        if log["all"]
        else [],
        path=reverse("decisions:decision_list", args=[seen.project.slug]),
        rows=_("The decision log"),
    )
    return record.held_against((log["contested"] > 0, NOT_SO))


def loop(seen: Evidence) -> Record:
    """transparent.loop: the last update and what more was promised, decisions that were told, answers that wait."""
    last = next(iter(seen.last_update), None)
    log, said = seen.log, seen.said
    untold = log["untold"]
    sent_on = timezone.localdate(last["sent_at"]) if last else None
    is_fresh = sent_on is not None and seen.day - sent_on <= SIX_WEEKS
    state = judge(
        nothing=last is None and not said["late"],
        attention=said["late"] > 0
        or seen.is_long_ago(sent_on, QUARTER)
        or bool(seen.project.is_running and last and last["more_on"] and last["more_on"] < seen.on),
        in_place=is_fresh and log["long_ago"] == log["long_told"],
    )
    record = Record(
        state=state,
        rules=LOOP,
        sentence=_loop_sentence(last, sent_on),
        counts=[
            Count(_("decisions told in the news: %(told)s") % log, log["told"], "told"),
            Count(_("decisions not told in the news yet: %(n)s") % {"n": untold}, untold, "untold"),
            Count(_("answers past the promised day: %(late)s") % said, said["late"], "late"),
        ],
        path=reverse("updates:update_list", args=[seen.project.slug]),
        rows=_("The news"),
    )
    more_on = last["more_on"] if last else None
    return record.held_against(
        (not seen.people["others_reached"], NOBODY_REACHED),
        (bool(more_on and sent_on and more_on - sent_on > HALF_YEAR), PROMISED_FAR_OFF),
    )


def _loop_sentence(last: dict[str, Any] | None, sent_on: date | None) -> str:
    if last is None:
        return _("No news has been sent.")
    return _("The last news went out on %(day)s. It promised more by %(more)s.") % {
        "day": long_date(sent_on),
        "more": long_date(last["more_on"]),
    }
