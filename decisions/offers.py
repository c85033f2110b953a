"""What was decided, for the pages that gather."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.below import first_of
from core.dates import Period
from core.offers import Answered, Ask, Happening, Section, short
from core.prepared import Hole
from core.summary import Figure, SummaryKind, SummaryLine, counted
from decisions import open_for_a_say
from decisions.finding import FINDABLE as FINDABLE
from decisions.models import Decision, DecisionMaker, DecisionVersion, MakerObjection
from decisions.outcomes import OUTCOMES as OUTCOMES
from decisions.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from projects.known import Known
from projects.models import Project

STATES = {
    "in_force": ("full", gettext_lazy("In force")),
    "superseded": ("past", gettext_lazy("Replaced")),
    "withdrawn": ("past", gettext_lazy("Withdrawn")),
}

#: A coordinator reads how many decisions were made in so long.
THREE_MONTHS = timedelta(days=91)

FIGURES = (
    Figure(
        "decision_count",
        gettext_lazy("Decisions in 3 months"),
        lambda on: counted(
            DecisionVersion.objects.filter(
                current_of__project=OuterRef("pk"),
                state=DecisionVersion.State.IN_FORCE,
                decided_on__gt=on - THREE_MONTHS,
            ).annotate(project=F("current_of__project"))
        ),
        order=20,
    ),
)

PLACES = {
    "open.curiosity": ("decisions:decision_create", gettext_lazy("Record a decision")),
    "transparent.decisions": ("decisions:decision_create", gettext_lazy("Record a decision")),
}


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return the decision that is to be looked at again first, by now; and what is open for a say."""
    rows = Decision.objects.filter(
        project=OuterRef("pk"),
        current__state=DecisionVersion.State.IN_FORCE,
        current__look_again_on__lte=on,
    ).order_by("current__look_again_on", "pk")
    return {
        "decision": first_of(rows, number="number", what="current__what"),
        **open_for_a_say.facts(user=user, on=on),
    }


def asked_of_person(known: Known) -> list[Ask]:
    """Ask for a say in what is open, the first to close first."""
    return open_for_a_say.asked_of_person(known)


def became(known: Known, project: Project) -> list[Answered]:
    """Tell a person what was replied to what they said of proposals."""
    return open_for_a_say.became(known, project)


def asked_of_facilitator(known: Known, project: Project) -> list[Ask]:
    """Ask to close what is open for longer than its day, and to look again at a decision whose day has come."""
    return [*open_for_a_say.asked_of_facilitator(known, project), *_look_again(known, project)]


def _look_again(known: Known, project: Project) -> list[Ask]:
    decision = known.of(project)["decision"]
    if not decision:
        return []
    number = decision["number"]
    return [
        Ask(
            title=_("Look at decision %(number)s again") % {"number": number},
            text=decision["what"],
            url=reverse("decisions:decision_detail", args=[project.slug, number]),
            action=_("Read it"),
            small=project.name,
        )
    ]


def _tell(row: DecisionVersion) -> dict[str, Any]:
    number, now = row.decision.number, row.decision.newest
    kinds = {
        DecisionVersion.Change.RECORDED: _("decision %(number)s"),
        DecisionVersion.Change.CORRECTED: _("decision %(number)s, corrected"),
        DecisionVersion.Change.KEPT: _("decision %(number)s, looked at again and kept"),
        DecisionVersion.Change.SUPERSEDED: _("decision %(number)s, replaced"),
        DecisionVersion.Change.WITHDRAWN: _("decision %(number)s, withdrawn"),
    }
    kind = kinds[DecisionVersion.Change(row.change)] % {"number": number}
    if row.is_in_force and not now.is_in_force:
        kind = _("%(kind)s, %(state)s since") % {"kind": kind, "state": now.get_state_display()}
    return {
        "project": row.decision.project,
        "kind": kind,
        "title": row.what,
        "url": row.decision.get_absolute_url(),
        "text": _("Why: %(why)s") % {"why": short(row.change_why or row.why)},
        "look": "now" if now.is_in_force else "past",
    }


HAPPENINGS = (
    Happening(
        lambda pks: DecisionVersion.objects.filter(decision__project__in=pks).select_related(
            "decision__project", "decision__current"
        ),
        "recorded_at",
        _tell,
        order=10,
    ),
    open_for_a_say.HAPPENING,
)
DUE = open_for_a_say.DUE


def decisions(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """
    Return each decision written down or changed in the period: how it stood at its end, and each change.

    ``not_so``: the members who say that they are named among the makers and were none.
    """
    makers = DecisionMaker.objects.select_related("member")
    versions = (
        DecisionVersion.objects.filter(period.of("recorded_at"), decision__project=project)
        .select_related("decision", "changed_by", "superseded_by")
        .prefetch_related(Prefetch("makers", makers))
        .order_by("decision__number", "version")
    )
    found: dict[int, dict[str, Any]] = {}
    for version in versions:
        entry = found.setdefault(version.decision.number, {"changes": [], "not_so": []})
        entry.update(number=version.decision.number, version=version)
        if version.change != DecisionVersion.Change.RECORDED:
            entry["changes"].append(version)
    objections = MakerObjection.objects.standing().filter(decision__project=project)
    for number, member in objections.order_by().values_list("decision__number", "member"):
        if number in found:
            found[number]["not_so"].append(member)
    return {"decisions": list(found.values())}


def in_short(project: Project, found: dict[str, Any], *, on: date) -> list[SummaryLine]:
    """Say what was decided, the newest first."""
    entries = [entry for entry in found["decisions"] if entry["version"].is_in_force]
    count = len(found["decisions"])
    words = ngettext("decision made or changed", "decisions made or changed", count)
    lines = [SummaryLine(SummaryKind.NUMBER, words, number=count, order=30)] if count else []
    return lines + [
        SummaryLine(
            SummaryKind.DECIDED, entry["version"].headline, lead=f"{entry['number']}.", order=place
        )
        for place, entry in enumerate(reversed(entries))
    ]


SECTIONS = (
    Section(
        "decisions",
        gettext_lazy("Decisions"),
        "decisions/report/decisions.html",
        decisions,
        order=30,
        needs=("decisions",),
    ),
)


def public_words(project: Project) -> list[str]:
    """Return the decisions in force with their reasons, which the public page shows."""
    rows = Decision.objects.filter(project=project).in_force()
    return [text for row in rows.values_list("current__what", "current__why") for text in row]
