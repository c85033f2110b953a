"""Open: what the record shows."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import long_date
from elements.records.evidence import Evidence
from elements.records.record import (
    FAR_OFF_WORDS,
    HALF_YEAR,
    QUARTER,
    YEAR,
    Count,
    Record,
    Rules,
    judge,
    local_day,
)

EXPLORING = Rules(
    nothing_yet=gettext_lazy(
        "No decision says what else was considered, and nobody has said anything under a question."
    ),
    started=gettext_lazy(
        "We explore a question, or decisions say what else was considered. What “in place” says is not all so yet."
    ),
    in_place=gettext_lazy(
        "At least two people who do not run the project said something under a question that we explore, or settled in "
        "the last 13 weeks. At least half of the last decisions say what else was considered, and one of them at least "
        "rests on what somebody said."
    ),
    needs_attention=gettext_lazy(
        "No decision in the 13 weeks up to the last one says what else was considered; earlier ones did. Or the "
        "last decision is older than 26 weeks."
    ),
)
DATA = Rules(
    nothing_yet=gettext_lazy("No data is written down as a starting point."),
    started=gettext_lazy(
        "There are starting points. Participants have added to fewer than half of them."
    ),
    in_place=gettext_lazy("Participants have added to at least half of the starting points."),
    needs_attention=gettext_lazy(
        "A starting point is more than 13 weeks old, and no participant has added to any. Or nothing new was written "
        "down or added for more than a year."
    ),
)
CURIOSITY = Rules(
    nothing_yet=gettext_lazy(
        "No decision says what changed our mind. Nobody has asked a question who does not run the project."
    ),
    started=gettext_lazy(
        "A decision says what changed our mind, or people ask questions. What “in place” says is not all so yet."
    ),
    in_place=gettext_lazy(
        "In the 26 weeks up to the last decision, one says what changed our mind. And in the last 26 weeks somebody "
        "has asked a question who does not run the project."
    ),
    needs_attention=gettext_lazy(
        "Five or more decisions were made in the 26 weeks up to the last one. None says what changed our mind; "
        "earlier ones did. Or the last one is older than 26 weeks."
    ),
)
UNCERTAINTY = Rules(
    nothing_yet=gettext_lazy("Nothing has been written down as not settled."),
    started=gettext_lazy(
        "Things were written down as not settled, none of them in the last 13 weeks, and none is open."
    ),
    in_place=gettext_lazy(
        "Things are written down as not settled, or were in the last 13 weeks. Each that is open has a day "
        "still to come on which we look at it again, within two years."
    ),
    needs_attention=gettext_lazy(
        "The day on which we wanted to look at something again has passed. Or nothing new was written down for more "
        "than a year."
    ),
)
MESS = Rules(
    nothing_yet=gettext_lazy(
        "No step has been explored, dropped or taken back to an earlier state."
    ),
    started=gettext_lazy("A step has been explored, or has been dropped, not yet both."),
    in_place=gettext_lazy(
        "Steps have been explored, and steps have been dropped. All stay in view with the reason."
    ),
    needs_attention=gettext_lazy(
        "A step has been exploring for more than 13 weeks without a change. Or no step was explored, dropped or taken "
        "back for more than a year."
    ),
)


def exploring(seen: Evidence) -> Record:
    """open.exploring: questions under which people say what they know, and decisions that say what was considered."""
    log, asked = seen.log, seen.asked
    lately, found = log["lately"], log["lately_considered"]
    state = judge(
        nothing=not (log["all_considered"] or asked["heard_once"]),
        attention=log["all_considered"] > 0 and (not found or log["is_stale"]),
        in_place=found > 0
        and log["is_fresh"]
        and found * 2 >= lately
        and log["lately_said"] > 0
        and asked["heard_lately"] > 0,
    )
    return Record(
        state=state,
        rules=EXPLORING,
        sentence=_("%(found)s of %(all)s decisions in force say what else was considered.")
        % {"found": log["all_considered"], "all": log["all"]}
        if log["all"]
        else _("No decision is in force."),
        counts=[
            Count(
                _("questions that we explore: %(explored)s") % asked, asked["explored"], "explored"
            ),
            Count(
                _("of these, with words of two people or more: %(heard)s") % asked,
                asked["heard"],
                "heard",
            ),
            *(_considered(log) if log["all"] else []),
        ],
        path=reverse("questions:question_list", args=[seen.project.slug]),
        rows=_("Questions"),
    )


def _considered(log: dict[str, Any]) -> list[Count]:
    lately, found, unsaid = log["lately"], log["lately_considered"], log["lately_unsaid"]
    return [
        Count(
            _("decisions in the 13 weeks up to the last one: %(n)s") % {"n": lately},
            lately,
            "lately",
        ),
        Count(
            _("of these, saying what else was considered: %(n)s") % {"n": found},
            found,
            "considered",
        ),
        Count(
            _("of these, resting on nothing that people said: %(n)s") % {"n": unsaid},
            unsaid,
            "unsaid",
        ),
    ]


def data(seen: Evidence) -> Record:
    """open.data: starting points, and those to which participants added in their own words."""
    points = seen.groundwork["points"]
    state = judge(
        nothing=not points["all"],
        attention=(points["old"] > 0 and not points["some"]) or points["is_stale"],
        in_place=points["some"] * 2 >= points["all"],
    )
    return Record(
        state=state,
        rules=DATA,
        sentence=_("Participants have added to %(some)s of %(all)s starting points.") % points
        if points["all"]
        else _("There is no starting point yet."),
        counts=[
            Count(_("starting points: %(all)s") % points, points["all"], "all"),
            Count(
                _("with something added by participants: %(some)s") % points, points["some"], "some"
            ),
        ],
        path=reverse("plan:known", args=[seen.project.slug]) + "?kind=data",
        rows=_("Starting points"),
    )


def curiosity(seen: Evidence) -> Record:
    """open.curiosity: questions of people who do not run the project, and times that the group changed its mind."""
    log, asked = seen.log, seen.asked
    lately, last_asked = log["half_year_changed"], local_day(asked["last_asked"])
    is_asked = last_asked is not None and not seen.is_long_ago(last_asked, HALF_YEAR)
    state = judge(
        nothing=not (log["changed"] or asked["asked"]),
        attention=log["changed"] > 0
        and ((log["half_year"] >= 5 and not lately) or log["is_stale"]),
        in_place=lately > 0 and not log["is_stale"] and is_asked,
    )
    return Record(
        state=state,
        rules=CURIOSITY,
        sentence=_("%(found)s of %(all)s decisions in force say what changed our mind.")
        % {"found": log["changed"], "all": log["all"]}
        if log["all"]
        else _("No decision is in force."),
        counts=[
            Count(
                _("questions of people who do not run the project: %(asked)s") % asked,
                asked["asked"],
                "asked",
            ),
            *(_changed(log["half_year"], lately) if log["all"] else []),
        ],
        path=reverse("decisions:decision_list", args=[seen.project.slug]),
        rows=_("The decision log"),
    )


def _changed(half_year: int, lately: int) -> list[Count]:
    return [
        Count(
            _("decisions in the 26 weeks up to the last one: %(n)s") % {"n": half_year},
            half_year,
            "half_year",
        ),
        Count(
            _("of these, saying what changed our mind: %(n)s") % {"n": lately}, lately, "changed"
        ),
    ]


def uncertainty(seen: Evidence) -> Record:
    """open.uncertainty: what is not settled, with the day on which each will be looked at again."""
    things = seen.unsettled
    is_fresh = bool(things["last"]) and seen.day - timezone.localdate(things["last"]) <= QUARTER
    state = judge(
        nothing=not things["all"],
        attention=things["late"] > 0 or seen.is_long_ago(local_day(things["last"]), YEAR),
        in_place=things["open"] > 0 or is_fresh,
    )
    if things["next"]:
        sentence = _("The next is looked at again on %(day)s.") % {"day": long_date(things["next"])}
    elif things["late"]:
        sentence = _("What is open waits for a new day.")
    elif things["all"]:
        sentence = _("All that was written down is settled.")
    else:
        sentence = _("The list is empty.")
    record = Record(
        state=state,
        rules=UNCERTAINTY,
        sentence=sentence,
        counts=[
            Count(_("not settled: %(open)s") % things, things["open"], "open"),
            Count(_("past the day to look again: %(late)s") % things, things["late"], "late"),
            Count(_("settled since: %(settled)s") % things, things["settled"], "settled"),
        ],
        path=reverse("plan:unsettled_list", args=[seen.project.slug]),
        rows=_("Not settled yet"),
    )
    return record.held_against((things["far"] > 0, FAR_OFF_WORDS))


def mess(seen: Evidence) -> Record:
    """open.mess: steps explored, dropped or taken back, all kept in view."""
    steps = seen.steps
    state = judge(
        nothing=not (steps["explored"] or steps["dropped"] or steps["back"]),
        attention=steps["stuck"] > 0 or seen.is_long_ago(local_day(steps["tried_at"]), YEAR),
        in_place=steps["explored"] > 0 and steps["dropped"] > 0,
    )
    return Record(
        state=state,
        rules=MESS,
        sentence=_(
            "Steps that were explored, dropped or taken back stay in the plan with their history."
        ),
        counts=[
            Count(_("explored: %(explored)s") % steps, steps["explored"], "explored"),
            Count(_("dropped, with the reason: %(dropped)s") % steps, steps["dropped"], "dropped"),
            Count(_("taken up again: %(back)s") % steps, steps["back"], "back"),
            Count(
                _("exploring for more than 13 weeks: %(stuck)s") % steps, steps["stuck"], "stuck"
            ),
        ],
        path=reverse("plan:step_list", args=[seen.project.slug]),
        rows=_("The steps of the plan"),
    )
