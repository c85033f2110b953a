"""Human: what the record shows."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elements.records.barriers import may_be_shown
from elements.records.evidence import Evidence
from elements.records.felt import FeltLately, felt_counts
from elements.records.networks import read_networks
from elements.records.record import (
    HALF_YEAR,
    QUARTER,
    YEAR,
    Count,
    OnlyCounted,
    Record,
    RecordState,
    Rules,
    judge,
    local_day,
)
from meetings.models import Feeling

TOGETHER = Rules(
    nothing_yet=gettext_lazy("No meeting was held yet with somebody who does not run the project."),
    started=gettext_lazy(
        "A meeting was held. Fewer than two in the last 26 weeks had time to connect. Or all of them were in the same "
        "kind of place. Or the last is older than 13 weeks."
    ),
    in_place=gettext_lazy(
        "Two or more meetings in the last 26 weeks had time to connect, in two or more kinds of place. The last is not "
        "older than 13 weeks."
    ),
    needs_attention=gettext_lazy("The last meeting was held more than 26 weeks ago."),
)
SAFETY = Rules(
    nothing_yet=gettext_lazy(
        "Five or more people have not yet said after a meeting how safe they felt."
    ),
    started=gettext_lazy(
        "People have said after a meeting how safe they felt. After one of the last two, fewer than two thirds said "
        "mostly or fully. Or fewer than half of those who were there answered. Or there was one meeting only."
    ),
    in_place=gettext_lazy(
        "After each of the last two meetings, two thirds or more said that they felt mostly or fully safe. Half or "
        "more of those who were there answered. The last meeting is not older than 26 weeks. Where five or more people "
        "let us count what keeps them from taking part, half or more of it is gone."
    ),
    needs_attention=gettext_lazy(
        "After the last meeting, fewer than half said that they felt mostly or fully safe. Or that meeting is older "
        "than 26 weeks."
    ),
)
BARRIERS = gettext_lazy(
    "Five or more people let us count what keeps them from taking part. Less than half of it is gone, as they say."
)
FEELINGS = Rules(
    nothing_yet=gettext_lazy(
        "No words are shown yet of people who do not run the project, for how they arrived at a meeting or left."
    ),
    started=gettext_lazy(
        "People have shared words for how they arrived at a meeting, or left. They did so after fewer than two "
        "meetings in the last 26 weeks. Or the last time is older than 13 weeks."
    ),
    in_place=gettext_lazy(
        "After two or more meetings in the last 26 weeks, people shared words for how they arrived, or left. The last "
        "time is not older than 13 weeks."
    ),
    needs_attention=gettext_lazy(
        "The last meeting after which people shared a word is older than 26 weeks."
    ),
)
NETWORKS = Rules(
    nothing_yet=gettext_lazy(
        "Nobody who does not run the project has shared yet how the others can reach them."
    ),
    started=gettext_lazy(
        "Somebody shares how the others can reach them. Fewer than a third of all do, for four more weeks at least. Or "
        "fewer than two of them do not run the project. Or nobody here can speak for a group of the wider community."
    ),
    in_place=gettext_lazy(
        "A third or more of all share how the others can reach them, for four more weeks at least. Two or more of them "
        "do not run the project. Somebody here can speak for a group of the wider community."
    ),
    needs_attention=gettext_lazy(
        "People who do not run the project shared how the others can reach them, and nobody does now. Or none of them "
        "has shared or kept it in the last year."
    ),
)


def together(seen: Evidence) -> Record:
    """human.together: the meetings that were held with time to connect, and in how many kinds of place."""
    met = seen.meetings
    fresh = not seen.is_long_ago(met["last_timed"], QUARTER)
    state = judge(
        nothing=met["last"] is None,
        attention=seen.is_long_ago(met["last"], HALF_YEAR),
        in_place=met["timed"] >= 2 and met["kinds"] >= 2 and fresh,
    )
    kinds = ngettext(
        "Meetings with time to connect in the last 26 weeks: %(timed)s, in %(kinds)s kind of place.",
        "Meetings with time to connect in the last 26 weeks: %(timed)s, in %(kinds)s kinds of place.",
        met["kinds"],
    )
    return Record(
        state=state,
        rules=TOGETHER,
        sentence=kinds % met if met["timed"] else TOGETHER.of(state),
        counts=[
            Count(_("meetings held in the last 26 weeks: %(held)s") % met, met["held"], "held"),
            Count(_("of these, with time to connect: %(timed)s") % met, met["timed"], "timed"),
        ]
        if met["last"]
        else [],
        path=reverse("meetings:meeting_list", args=[seen.project.slug]),
        rows=_("Meetings"),
    )


def networks(seen: Evidence) -> Record:
    """human.networks: how many share how the others can reach them, and who can speak for groups of the community."""
    found = read_networks(seen.project, on=seen.day)
    state = judge(
        nothing=not found["ever"],
        attention=not found["others_sharing"] or seen.is_long_ago(local_day(found["last"]), YEAR),
        in_place=3 * found["lasting"] >= found["all"]
        and found["others"] >= 2
        and seen.people["speak"] > 0,
    )
    words = ngettext(
        "%(sharing)s of %(all)s person shares how the others can reach them.",
        "%(sharing)s of %(all)s people share how the others can reach them.",
        found["all"],
    )
    counts = [
        (_("people who share it today: %(count)s"), found["sharing"]),
        (_("for four more weeks at least: %(count)s"), found["lasting"]),
        (
            _("people who can speak for a group of the wider community: %(count)s"),
            seen.people["speak"],
        ),
    ]
    return Record(
        state=state,
        rules=NETWORKS,
        sentence=words % found if found["sharing"] else NETWORKS.of(state),
        counts=[
            Count(text % {"count": count}, count, only=OnlyCounted.PEOPLE) for text, count in counts
        ]
        if found["sharing"]
        else [],
        path=reverse("participation:people", args=[seen.project.slug]),
        rows=_("People"),
    )


def safety(seen: Evidence) -> Record:
    """human.safety: how safe people say that they felt at meetings; the barriers that five or more let us count."""
    said = _("said that they felt mostly or fully safe")
    record = of_feeling(seen, Feeling.SAFE, SAFETY, said)
    found = seen.barriers
    if not may_be_shown(found):
        return record
    raised, removed = (
        _("barriers that people raised in private and let us count: %(raised)s") % found,
        _("of these, gone, as those who raised them say: %(removed)s") % found,
    )
    counts = [
        Count(raised, found["raised"], only=OnlyCounted.PEOPLE),
        Count(removed, found["removed"], only=OnlyCounted.PEOPLE),
    ]
    record = replace(record, counts=[*record.counts, *counts])
    return record.held_against((2 * found["removed"] < found["raised"], BARRIERS))


def of_feeling(seen: Evidence, feeling: str, rules: Rules, said: str) -> Record:
    """Return the record of one sentence that is asked after meetings; ``said``: what those who agree have said."""
    rows = seen.felt.get(feeling, [])
    state = judge(
        nothing=not rows,
        attention=bool(rows) and (rows[0].is_low or seen.is_long_ago(rows[0].on, HALF_YEAR)),
        in_place=are_high(rows),
    )
    words = _("After the last meeting, %(up)s of %(count)s people %(said)s.")
    return Record(
        state=state,
        rules=rules,
        sentence=words % {"up": rows[0].up, "count": rows[0].count, "said": said}
        if rows
        else rules.of(RecordState.NOTHING_YET),
        counts=felt_counts(rows),
        path=reverse("meetings:pulse_list", args=[seen.project.slug]),
        rows=_("How our meetings feel"),
    )


def are_high(rows: Sequence[FeltLately]) -> bool:
    """Whether after each of the last two meetings two thirds agreed, of enough people who do not run the project."""
    return len(rows) >= 2 and all(row.is_high and row.is_of_others for row in rows[:2])


def feelings(seen: Evidence) -> Record:
    """human.feelings: the words with which people arrive at meetings and leave them."""
    met = seen.meetings
    state = judge(
        nothing=met["last_worded"] is None,
        attention=seen.is_long_ago(met["last_worded"], HALF_YEAR),
        in_place=met["worded"] >= 2 and not seen.is_long_ago(met["last_worded"], QUARTER),
    )
    words = ngettext(
        "People shared how they arrived or left after %(worded)s meeting in the last 26 weeks.",
        "People shared how they arrived or left after %(worded)s meetings in the last 26 weeks.",
        met["worded"],
    )
    return Record(
        state=state,
        rules=FEELINGS,
        sentence=words % met if met["worded"] else FEELINGS.of(state),
        counts=[
            Count(
                _("words shared in the last 26 weeks: %(words)s") % met,
                met["words"],
                only=OnlyCounted.ANSWERS,
            )
        ]
        if met["last_worded"]
        else [],
        path=reverse("meetings:pulse_list", args=[seen.project.slug]),
        rows=_("How our meetings feel"),
    )
