"""Equal: what the record shows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ballots.disclosure import FEWEST
from elements.records.evidence import Evidence
from elements.records.felt import felt_counts
from elements.records.record import (
    HALF_YEAR,
    YEAR,
    Count,
    OnlyCounted,
    Record,
    RecordState,
    Rules,
    judge,
    local_day,
)
from elements.records.returns import read_returns
from elements.records.statements import dissent
from meetings.models import Feeling
from projects.models import Experience

EXPERIENCE = Rules(
    nothing_yet=gettext_lazy("Nobody has said yet which kinds of experience they bring."),
    started=gettext_lazy(
        "Some have said what they bring. Fewer than half have, or nobody but facilitators brings lived experience, "
        "or the last decision is older than 13 weeks."
    ),
    in_place=gettext_lazy(
        "At least half have said what they bring, and somebody who does not run the project brings lived "
        "experience. The last decision is not older than 13 weeks. Lived experience was among the makers of each "
        "one in the 13 weeks up to it."
    ),
    needs_attention=gettext_lazy(
        "A decision in the 13 weeks up to the last one was made by people of whom nobody had said they bring lived "
        "experience. Or the last decision is older than 26 weeks."
    ),
)


POWER = Rules(
    nothing_yet=gettext_lazy(
        "No decision is in the log, and the people map does not say how much say any group has."
    ),
    started=gettext_lazy(
        "The log holds a decision, or the map says how much say a group has. The last decision is older than 13 "
        "weeks, or fewer than half of those up to it had a participant among their makers. Or a group was not "
        "looked at. Or an imbalance has no action."
    ),
    in_place=gettext_lazy(
        "The last decision is not older than 13 weeks. At least half of those in the 13 weeks up to it had a "
        "participant among their makers. The map says how much say each group has and should have. Each imbalance "
        "has an action."
    ),
    needs_attention=gettext_lazy(
        "No decision in the 13 weeks up to the last one had a participant among its makers. Or the last decision is "
        "older than 26 weeks. Or an action on an imbalance is past its day."
    ),
)


CARE = Rules(
    nothing_yet=gettext_lazy("No way of working is written down."),
    started=gettext_lazy(
        "Ways of working are written down. Fewer than half of the people who take part agree to one of them. Or "
        "fewer than half of those who do not run the project do."
    ),
    in_place=gettext_lazy(
        "Ways of working are written down. At least half of the people who take part agree to each, and at least "
        "half of those who do not run the project. Nobody says “not yet”, and no concern is open."
    ),
    needs_attention=gettext_lazy(
        "A concern about a way of working has been open for more than 28 days. Or nobody has agreed to one for more "
        "than 26 weeks. Or after the last meeting, fewer than half said that they were treated with care."
    ),
)


RETURN = Rules(
    nothing_yet=gettext_lazy(
        "Nobody who gave something has said what they would like in return. Those who run the project are not counted."
    ),
    started=gettext_lazy(
        "Somebody has said what they would like in return, or that they want nothing. Not everybody was asked who gave "
        "something, or fewer than two thirds have answered. Or some of them have been given and "
        "promised nothing, and do not say that they want nothing."
    ),
    in_place=gettext_lazy(
        "Everybody who gave something was asked, and two thirds or more have answered. Each of them has been given "
        "something, is promised something, or wants nothing. Somebody has been given something."
    ),
    needs_attention=gettext_lazy(
        "Somebody has waited for more than four weeks for an answer to what they would like. Or a promise is late by "
        "more than 14 days. Or nobody was asked for more than 52 weeks."
    ),
)
#: What a few get back could tell whose it is; so could what holds for all of them.
FEW_RETURNS = gettext_lazy(
    "Fewer than five of the people who gave something would like something, or were offered something. So what they "
    "got is not shown, and it cannot be in place."
)
#: What speaks against it, whatever was agreed.
NOT_TREATED = gettext_lazy(
    "After one of the last two meetings, fewer than two thirds said that they were treated with care."
)
_FAR = ("given", "promised", "nothing", "left")


def experience(seen: Evidence) -> Record:
    """equal.experience: the mix of experience among the members, and among the makers of decisions."""
    people = seen.people
    made = seen.log
    state = judge(
        nothing=not people["answered"],
        attention=made["lately_lonely"] > 0 or made["is_stale"],
        in_place=people["answered"] * 2 >= people["all"]
        and people["others_lived"] > 0
        and made["is_fresh"],
    )
    return Record(
        state=state,
        rules=EXPERIENCE,
        sentence=_("%(answered)s of %(all)s people who take part have said what they bring.")
        % people,
        counts=_mix(people, made),
        path=reverse("participation:people", args=[seen.project.slug]),
        rows=_("People"),
    )


def _mix(people: dict[str, int], made: dict[str, int]) -> list[Count]:
    counts = [
        Count(
            ngettext("%(count)s person brings %(kind)s", "%(count)s people bring %(kind)s", n)
            % {"count": n, "kind": kind.label},
            n,
            only=OnlyCounted.PEOPLE,
        )
        for kind in Experience
        for n in [people[kind.value]]
    ]
    n = made["all_lonely"]
    text = ngettext(
        "%(count)s decision made with no lived experience among its makers",
        "%(count)s decisions made with no lived experience among their makers",
        n,
    )
    # Which ones they are would say of their makers what they did not say they bring.
    return [*counts, Count(text % {"count": n}, n, only=OnlyCounted.PEOPLE)]


def power(seen: Evidence) -> Record:
    """equal.power: groups with an imbalance, actions on it, and decisions with participants among their makers."""
    log, say = seen.log, seen.groups
    lately, shared = log["lately"], log["lately_power"]
    state = judge(
        nothing=not log["all"] and not say["looked_at"],
        attention=(lately > 0 and not shared) or say["late"] > 0 or log["is_stale"],
        in_place=log["is_fresh"]
        and shared * 2 >= lately
        and 0 < say["all"] == say["looked_at"]
        and not say["bare"],
    )
    return Record(
        state=state,
        rules=POWER,
        sentence=_say_sentence(say),
        counts=_power_counts(log, say),
        path=reverse("participation:people", args=[seen.project.slug]) + "#groups",
        rows=_("How much say each group has"),
    )


def _say_sentence(say: dict[str, int]) -> str:
    if not say["looked_at"]:
        return _("The people map does not say how much say any group has.")
    words = ngettext(
        "%(uneven)s of %(all)s group on the map has more or less say than it should.",
        "%(uneven)s of %(all)s groups on the map have more or less say than they should.",
        say["all"],
    )
    return words % say


def _power_counts(log: dict[str, int], say: dict[str, int]) -> list[Count]:
    counts = [
        (_("groups with an imbalance and no action: %(bare)s"), "bare"),
        (_("actions on an imbalance, open: %(open)s"), "open"),
        (_("actions on an imbalance, done: %(done)s"), "done"),
        (_("actions on an imbalance, past their day: %(late)s"), "late"),
    ]
    made = [
        (_("decisions in the 13 weeks up to the last one: %(lately)s"), "lately"),
        (_("of these, with a participant among the makers: %(lately_power)s"), "lately_power"),
    ]
    return [
        Count(text % found, found[name], name)
        for found, figures in ((say, counts), (log, made))
        if found["looked_at" if found is say else "all"]
        for text, name in figures
    ]


def given_back(seen: Evidence) -> Record:
    """equal.return: who gave something, who was asked, and how far it is, where five or more are concerned."""
    found = read_returns(seen.project, on=seen.day)
    is_few = found["concerned"] < FEWEST
    is_asked = found["asked"] == found["givers"] and 3 * found["answered"] >= 2 * found["givers"]
    state = judge(
        nothing=not found["others"],
        attention=seen.is_long_ago(local_day(found["last"]), YEAR)
        or ((found["waits"] > 0 or found["late"] > 0) and not is_few),
        in_place=is_asked and not is_few and not found["left"] and found["given"] > 0,
    )
    record = Record(
        state=state,
        rules=RETURN,
        sentence=ngettext(
            "%(answered)s of %(givers)s person who gave something has said what they would like in return.",
            "%(answered)s of %(givers)s people who gave something have said what they would like in return.",
            found["givers"],
        )
        % found,
        counts=return_counts(found, is_few=is_few),
        path=reverse("participation:people", args=[seen.project.slug]),
        rows=_("People"),
    )
    # Said whatever they got: that it is said only when something speaks for it would tell that.
    is_said = is_few and state == RecordState.STARTED
    return replace(record, against=str(FEW_RETURNS)) if is_said else record


def return_counts(found: Mapping[str, Any], *, is_few: bool) -> list[Count]:
    if not found["asked"]:
        return []
    counts = [
        (_("people who gave something: %(count)s"), found["givers"]),
        (_("of whom were asked what they would like in return: %(count)s"), found["asked"]),
        (_("have answered: %(count)s"), found["answered"]),
    ]
    if not is_few and found["givers"] not in [found[name] for name in _FAR]:
        counts += [
            (_("were given something: %(count)s"), found["given"]),
            (_("are promised something, and have nothing yet: %(count)s"), found["promised"]),
            (_("want nothing: %(count)s"), found["nothing"]),
            (_("none of these: %(count)s"), found["left"]),
        ]
    if not is_few:
        words = _("to whom a promise is late by more than 14 days: %(count)s")
        counts.append((words, found["late"]))
    return [
        Count(words % {"count": count}, count, only=OnlyCounted.PEOPLE) for words, count in counts
    ]


def care(seen: Evidence) -> Record:
    """equal.care: the ways of working that were agreed, by how many, and how people say that they were treated."""
    stated = seen.statements
    people, others = seen.people["all"], seen.people["others"]
    least = stated["ways_least"]
    treated = seen.felt.get(Feeling.CARE, [])
    is_low = bool(treated) and treated[0].is_low
    state = judge(
        nothing=not (stated["ways"] or is_low),
        attention=stated["ways_stale"] > 0
        or is_low
        or seen.is_long_ago(local_day(stated["ways_agreed_at"]), HALF_YEAR),
        in_place=people <= least * 2 and 0 < others <= stated["ways_others_least"] * 2,
    )
    record = Record(
        state=state,
        rules=CARE,
        sentence=_(
            "At least %(least)s of %(all)s people who take part agree to each way of working."
        )
        % {"least": least, "all": people}
        if stated["ways"]
        else CARE.of(state),
        counts=[*_way_counts(stated), *felt_counts(treated)],
        path=reverse("plan:statement_list", args=[seen.project.slug]),
        rows=_("What we agree on"),
    )
    badly = any(not row.is_high for row in treated[:2])
    return record.held_against(*dissent(stated, "ways"), (badly, NOT_TREATED))


def _way_counts(stated: Mapping[str, Any]) -> list[Count]:
    if not stated["ways"]:
        return []
    return [
        Count(_("ways of working: %(ways)s") % stated, stated["ways"], "ways"),
        Count(_("concerns open: %(ways_concerns)s") % stated, stated["ways_concerns"], "concerns"),
    ]
