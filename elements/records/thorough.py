"""Thorough: what the record shows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import long_date
from elements.records.evidence import Evidence
from elements.records.record import (
    FAR_OFF,
    FAR_OFF_WORDS,
    HALF_YEAR,
    YEAR,
    Count,
    OnlyCounted,
    Record,
    Rules,
    judge,
    local_day,
)
from participation.models import Group
from projects.models import Project

COMMUNITY = Rules(
    nothing_yet=gettext_lazy("No group of the wider community is on the people map."),
    started=gettext_lazy(
        "A group of the wider community is on the map. Fewer than two people speak for the wider community. Those "
        "who run the project, or speak for themselves only, are not counted."
    ),
    in_place=gettext_lazy(
        "Two or more people who take part speak for groups of the wider community."
    ),
    needs_attention=gettext_lazy(
        "People spoke for the wider community, and all of them have left. Or nobody has changed the map or said whom "
        "they speak for in more than a year."
    ),
)

EXISTING = Rules(
    nothing_yet=gettext_lazy(
        "Nothing that the community has already is on the list, but for what is to be left alone."
    ),
    started=gettext_lazy(
        "There are things on the list. We support fewer than half of them, or have not asked whose they are."
    ),
    in_place=gettext_lazy(
        "We support at least half of what is on the list, and asked those whose it is."
    ),
    needs_attention=gettext_lazy(
        "Something has been on the list for more than 26 weeks, and we support nothing on it. Or nothing new was "
        "written down for more than a year."
    ),
)
NEW_IDEAS = Rules(
    nothing_yet=gettext_lazy("Nobody outside the project was asked what they think."),
    started=gettext_lazy(
        "Everybody was asked. Fewer than two people from outside have responded in the last 26 weeks, or nothing that "
        "came was taken on, not even in part. What members typed is not counted."
    ),
    in_place=gettext_lazy(
        "Two or more people from outside have responded in the last 26 weeks. No answer is late, and something of "
        "it was taken on."
    ),
    needs_attention=gettext_lazy(
        "A response has waited more than two weeks for somebody to look at it, or its answer is late. Or people "
        "responded once, and nobody has for more than 26 weeks."
    ),
)
FUTURE = Rules(
    nothing_yet=gettext_lazy("Nothing is handed over, and no day is set to look again."),
    started=gettext_lazy(
        "Something is handed over, or a day to look again is set, not yet both. Or something has nobody to look "
        "after it."
    ),
    in_place=gettext_lazy(
        "Somebody looks after each thing that carries on. A day to look again is set, or we have looked."
    ),
    needs_attention=gettext_lazy(
        "The day to look again has passed, or the project has ended and something has nobody to look after it. Or "
        "nothing new was written down about it for more than a year."
    ),
)


def community(seen: Evidence) -> Record:
    """thorough.community: members who speak for groups of the wider community."""
    found = {**seen.people, "groups": seen.groups["sectors"][Group.Sector.COMMUNITY]}
    state = judge(
        nothing=not found["groups"],
        attention=(found["spoke"] > 0 and not found["speak"])
        or seen.is_long_ago(seen.spoken_on, YEAR),
        in_place=found["speak"] >= 2,
    )
    return Record(
        state=state,
        rules=COMMUNITY,
        sentence=ngettext(
            "%(speak)s person speaks for groups of the wider community.",
            "%(speak)s people speak for groups of the wider community.",
            found["speak"],
        )
        % found,
        counts=[
            Count(
                _("groups of the wider community on the map: %(groups)s") % found,
                found["groups"],
                "groups",
            ),
            Count(
                _("emails with the news shared last that reached who follows: %(reached)s")
                % seen.community,
                seen.community["reached"],
                only=OnlyCounted.PEOPLE,
            ),
        ],
        path=reverse("participation:people", args=[seen.project.slug]) + "?part=community#groups",
        rows=_("The people map"),
    )


def existing(seen: Evidence) -> Record:
    """thorough.existing: what the community has and does not want left alone, and what of it is supported."""
    things = seen.groundwork["existing"]
    state = judge(
        nothing=not things["all"],
        attention=(things["old"] > 0 and not things["some"]) or things["is_stale"],
        in_place=things["some"] * 2 >= things["all"],
    )
    return Record(
        state=state,
        rules=EXISTING,
        sentence=_(
            "Of %(all)s things that exist already, we support %(some)s, as those wish whose they are."
        )
        % things
        if things["all"]
        else _("There is nothing on the list that we could support."),
        counts=[
            Count(
                _("things that exist, without what is to be left alone: %(all)s") % things,
                things["all"],
                "all",
            ),
            Count(
                _("those that we support, and whose owners said yes: %(some)s") % things,
                things["some"],
                "some",
            ),
        ],
        path=reverse("plan:known", args=[seen.project.slug]) + "?kind=existing",
        rows=_("What exists already"),
    )


def new_ideas(seen: Evidence) -> Record:
    """thorough.new-ideas: what everybody was asked, what they responded, and what was taken on."""
    found = seen.community
    state = judge(
        nothing=not found["asked"],
        attention=found["forgotten"] > 0
        or found["late"] > 0
        or seen.is_long_ago(local_day(found["last"]), HALF_YEAR),
        in_place=found["people"] >= 2 and found["taken"] > 0,
    )
    counts = {
        "asked": _("asked of everybody: %(asked)s"),
        "shown": _("responses that everybody in the project can read: %(shown)s"),
        "answered": _("of these, answered: %(answered)s"),
        "taken": _("taken on, or in part: %(taken)s"),
    }
    return Record(
        state=state,
        rules=NEW_IDEAS,
        sentence=ngettext(
            "%(people)s person from outside the project has responded in the last 26 weeks.",
            "%(people)s people from outside the project have responded in the last 26 weeks.",
            found["people"],
        )
        % found,
        counts=[
            *(Count(words % found, found[name], name) for name, words in counts.items()),
            Count(
                _("responses that nobody has looked at yet: %(waiting)s") % found,
                found["waiting"],
                only=OnlyCounted.WORDS,
            ),
        ],
        path=reverse("questions:question_list", args=[seen.project.slug]),
        rows=_("The questions"),
    )


def future(seen: Evidence) -> Record:
    """thorough.future: what is handed over and to whom, and the follow-up after the end."""
    groundwork = seen.groundwork
    things, looks = groundwork["handovers"], groundwork["follow_ups"]
    alone = things["all"] - things["some"]
    state = judge(
        nothing=not (things["all"] or looks["all"]),
        attention=looks["old"] > 0
        or (seen.project.state == Project.State.ENDED and alone > 0)
        or (things["all"] > 0 and things["is_stale"]),
        in_place=things["all"] > 0 and not alone and looks["all"] > 0,
    )
    record = Record(
        state=state,
        rules=FUTURE,
        sentence=_look_again(looks),
        counts=[
            Count(_("things that carry on: %(all)s") % things, things["all"], "all"),
            Count(
                _("with somebody who looks after them: %(some)s") % things, things["some"], "some"
            ),
            Count(_("times that we looked again: %(some)s") % looks, looks["some"], "looked"),
        ],
        path=reverse("plan:known", args=[seen.project.slug]) + "?kind=handover",
        rows=_("After this"),
    )
    is_far = bool(looks["day"]) and looks["day"] - seen.on > FAR_OFF
    return record.held_against((is_far, FAR_OFF_WORDS))


def _look_again(looks: dict[str, Any]) -> str:
    """Say when we look again, or looked."""
    if looks["old"]:
        return _("We wanted to look again on %(day)s.") % {"day": long_date(looks["day"])}
    if looks["day"]:
        return _("We look again on %(day)s.") % {"day": long_date(looks["day"])}
    return _("We have looked again.") if looks["some"] else _("No day is set to look again.")
