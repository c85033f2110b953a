"""Equal: what the record shows."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elements.records.log import read_log
from elements.records.people import read_people
from elements.records.record import Count, Record, Rules, judge
from projects.models import Experience, Project

EXPERIENCE = Rules(
    nothing_yet=gettext_lazy("Nobody has said yet which kinds of experience they bring."),
    started=gettext_lazy(
        "Some have said what they bring. Fewer than half have, or nobody brings lived experience, "
        "or no decision has been made."
    ),
    in_place=gettext_lazy(
        "At least half have said what they bring, and somebody brings lived experience. Each decision of the "
        "last 13 weeks had lived experience among its makers."
    ),
    needs_attention=gettext_lazy(
        "A decision of the last 13 weeks was made by people of whom nobody had said they bring lived experience."
    ),
)


POWER = Rules(
    nothing_yet=gettext_lazy("No decision is in the log."),
    started=gettext_lazy(
        "Decisions are in the log. Fewer than half of those of the last 13 weeks had a participant among their "
        "makers, or none is that young."
    ),
    in_place=gettext_lazy(
        "At least half of the decisions of the last 13 weeks had a participant among their makers."
    ),
    needs_attention=gettext_lazy(
        "Decisions were made in the last 13 weeks, and none of them had a participant among its makers."
    ),
)


def experience(project: Project, *, on: date) -> Record:
    """equal.experience: the mix of experience among the members, and among the makers of decisions."""
    people = read_people(project)
    made = read_log(project, on=on)
    state = judge(
        nothing=not people["answered"],
        attention=made["lately_lonely"] > 0,
        in_place=people["answered"] * 2 >= people["all"]
        and people["lived"] > 0
        and made["all"] > 0,
    )
    return Record(
        state=state,
        rules=EXPERIENCE,
        sentence=_("%(answered)s of %(all)s people who take part have said what they bring.")
        % people,
        counts=_mix(people, made),
        path=reverse("participation:people", args=[project.slug]),
        rows=_("People"),
    )


def _mix(people: dict[str, int], made: dict[str, int]) -> list[Count]:
    counts = [
        Count(
            ngettext("%(count)s person brings %(kind)s", "%(count)s people bring %(kind)s", n)
            % {"count": n, "kind": kind.label},
            n,
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
    return [*counts, Count(text % {"count": n}, n)]


def power(project: Project, *, on: date) -> Record:
    """equal.power: decisions with participants among their makers."""
    log = read_log(project, on=on)
    lately, shared = log["lately"], log["lately_power"]
    state = judge(
        nothing=not log["all"],
        attention=lately > 0 and not shared,
        in_place=lately > 0 and shared * 2 >= lately,
    )
    return Record(
        state=state,
        rules=POWER,
        sentence=_("%(power)s of %(all)s decisions in force had a participant among their makers.")
        % {"power": log["all_power"], "all": log["all"]}
        if log["all"]
        else _("No decision is in force."),
        counts=[
            Count(_("made in the last 13 weeks: %(n)s") % {"n": lately}, lately),
            Count(
                _("of these, with a participant among the makers: %(n)s") % {"n": shared}, shared
            ),
        ]
        if log["all"]
        else [],
        path=reverse("decisions:decision_list", args=[project.slug]),
        rows=_("The decision log"),
        left_out=_(
            "The people map does not hold yet how much say each group has, so that is not counted."
        ),
    )
