"""Positive: what the record shows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elements.records.evidence import Evidence
from elements.records.human import of_feeling
from elements.records.record import QUARTER, Count, Record, Rules, judge
from meetings.models import Feeling

STRENGTHS = Rules(
    nothing_yet=gettext_lazy("No strength and no difficulty is written down."),
    started=gettext_lazy(
        "Strengths or difficulties are written down, not yet both. Or steps build on fewer than half of the strengths, "
        "or a difficulty is not faced."
    ),
    in_place=gettext_lazy(
        "Steps that were not dropped build on at least half of the strengths. Difficulties are written down too, and "
        "something is done about each."
    ),
    needs_attention=gettext_lazy(
        "A difficulty was written down more than 13 weeks ago, and it is not faced. Or nothing new was written down "
        "for "
        "more than a year."
    ),
)


APPRECIATION = Rules(
    nothing_yet=gettext_lazy("No thanks are shown to everybody in the project yet."),
    started=gettext_lazy(
        "Thanks are shown to everybody in the project. But in the last 13 weeks, fewer than two people gave them. Or "
        "nobody but those who run the project gave or got them."
    ),
    in_place=gettext_lazy(
        "In the last 13 weeks two people or more gave thanks that are shown. At least one of them does not run the "
        "project, and neither does at least one member who was thanked."
    ),
    needs_attention=gettext_lazy("The last thanks that are shown are more than 13 weeks old."),
)


EXPERIENCE = Rules(
    nothing_yet=gettext_lazy("Five or more people have not yet said after a meeting how it was."),
    started=gettext_lazy(
        "People have said after a meeting how it was. After one of the last two, fewer than two thirds said mostly or "
        "fully. Or fewer than half of those who were there answered. Or there was one meeting only."
    ),
    in_place=gettext_lazy(
        "After each of the last two meetings, two thirds or more said that it was mostly or fully good to be there. "
        "Half or more of those who were there answered. The last meeting is not older than 26 weeks."
    ),
    needs_attention=gettext_lazy(
        "After the last meeting, fewer than half said that it was mostly or fully good to be there. Or that meeting is "
        "older than 26 weeks."
    ),
)


def experience(seen: Evidence) -> Record:
    """positive.experience: whether people say, without their names, that it was good to be at meetings."""
    said = _("said that it was mostly or fully good to be there")
    return of_feeling(seen, Feeling.GOOD, EXPERIENCE, said)


def appreciation(seen: Evidence) -> Record:
    """positive.appreciation: thanks that everybody in the project reads; what is between two is counted nowhere."""
    found = seen.thanked
    state = judge(
        nothing=not found["all"],
        attention=seen.is_long_ago(found["last"], QUARTER),
        in_place=found["givers"] > 1 and found["by_others"] > 0 and found["to_others"] > 0,
    )
    figures = [
        (_("members who were thanked, and show it: %(members)s"), "members"),
        (_("thanks from participants: %(from_participants)s"), "from_participants"),
        (_("thanks from facilitators: %(from_facilitators)s"), "from_facilitators"),
        (_("thanks in the last 30 days: %(lately)s"), "lately"),
    ]
    return Record(
        state=state,
        rules=APPRECIATION,
        sentence=ngettext(
            "%(all)s thank-you is shown to everybody in the project.",
            "%(all)s thank-yous are shown to everybody in the project.",
            found["all"],
        )
        % found
        if found["all"]
        else APPRECIATION.of(state),
        counts=[Count(words % found, found[key], key) for words, key in figures]
        if found["all"]
        else [],
        path=reverse("participation:people", args=[seen.project.slug]) + "#thanks",
        rows=_("Thanks"),
    )


def strengths(seen: Evidence) -> Record:
    """positive.strengths: strengths, those that the plan builds on, and difficulties that are faced."""
    groundwork = seen.groundwork
    good, hard = groundwork["strengths"], groundwork["hard"]
    state = judge(
        nothing=not (good["all"] or hard["all"]),
        attention=hard["old"] > 0 or _all_stale(good, hard),
        in_place=0 < good["all"] <= good["some"] * 2 and 0 < hard["some"] == hard["all"],
    )
    return Record(
        state=state,
        rules=STRENGTHS,
        sentence=_("The plan builds on %(some)s of %(all)s strengths.") % good
        if good["all"]
        else _("No strength is written down yet."),
        counts=[
            Count(_("strengths: %(all)s") % good, good["all"], "all"),
            Count(_("strengths that a step builds on: %(some)s") % good, good["some"], "some"),
            Count(_("difficulties: %(all)s") % hard, hard["all"], "hard"),
            Count(_("difficulties that are faced: %(some)s") % hard, hard["some"], "faced"),
        ],
        path=reverse("plan:known", args=[seen.project.slug]) + "?kind=strength,difficulty",
        rows=_("Strengths and difficulties"),
    )


def _all_stale(*kinds: dict[str, Any]) -> bool:
    """Whether something is written down of at least one kind, and nothing new of any."""
    found = [kind for kind in kinds if kind["all"]]
    return bool(found) and all(kind["is_stale"] for kind in found)
