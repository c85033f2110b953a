"""The decision log as files: to each as much as its pages show."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from core.dates import iso_day
from decisions.makers import in_order
from decisions.models import Decision, DecisionMaker, DecisionVersion, MakerObjection
from projects.models import Project

#: A decision comes with all its versions and their makers: so many are read at once.
DECISIONS_AT_ONCE = 50


def decisions_in_files(project: Project) -> Iterator[dict[str, Any]]:
    """Yield each decision as it is now, by number, with what makers object to, and each version before."""
    for decision in _decisions(project).iterator(chunk_size=DECISIONS_AT_ONCE):
        decision.project = project
        found = _decision(decision)
        if project.viewer.is_facilitator:
            chosen = getattr(decision, "public", None)
            found["is_on_the_public_page"] = bool(
                chosen and chosen.version_id == decision.current_id
            )
        yield found


def _decisions(project: Project) -> QuerySet[Decision]:
    makers = DecisionMaker.objects.select_related("member")
    versions = (
        DecisionVersion.objects.select_related("changed_by", "superseded_by")
        .prefetch_related(Prefetch("makers", makers))
        .order_by("version")
    )
    objections = MakerObjection.objects.standing().select_related("member").order_by("at", "pk")
    rows = project.decisions.select_related("current", "public").order_by("number")
    return rows.prefetch_related(Prefetch("versions", versions), Prefetch("objections", objections))


def _decision(decision: Decision) -> dict[str, Any]:
    versions = {row.pk: row for row in decision.versions.all()}
    objections = list(decision.objections.all())
    not_so = {one.member_id for one in objections}
    return {
        "number": decision.number,
        "address": decision.get_absolute_url(),
        **_version(versions[decision.newest.pk], not_so=not_so),
        "objections": [
            {"by": str(one.member), "objection": one.words, "on": iso_day(one.at)}
            for one in objections
        ],
        "versions": [_version(row) for row in versions.values()],
    }


def _version(row: DecisionVersion, *, not_so: set[int] | None = None) -> dict[str, Any]:
    """Return what a version says; ``not_so``: the members who say that they were no makers of the newest."""
    makers = in_order(row.makers.all())
    return {
        "version": row.version,
        "decision": row.headline,
        "why": row.why,
        "decided_on": iso_day(row.decided_on),
        "state": row.state,
        "replaced_by": row.superseded_by.number if row.superseded_by else None,
        "how": row.how,
        "made_by": makers.sentence,
        "makers": [
            {"name": str(maker), "as_what": maker.as_what}
            | ({} if not_so is None else {"says_it_was_not_so": maker.member_id in not_so})
            for maker in makers.rows
        ],
        "dissent": row.dissent,
        "considered": row.considered,
        "rests_on": row.rests_on,
        "keeps_to": row.boundary_said,
        "changed_our_mind": row.changed_our_mind,
        "look_again_on": iso_day(row.look_again_on),
        "change": row.change,
        "change_why": row.change_why,
        "written_by": str(row.changed_by),
        "written_on": iso_day(row.recorded_at),
        "fingerprint": row.hash,
    }


def table_of_decisions(project: Project, *, address: str) -> Iterator[list[Any]]:
    """Yield the newest version of each decision as a table; ``address`` goes before the path of each address."""
    yield [
        *(_("Number"), _("Decision"), _("Why"), _("Decided on"), _("State"), _("Replaced by")),
        *(_("How"), _("Who made it"), _("Names"), _("Says that it was not so")),
        *(_("What people said"), _("What else we thought of"), _("What it is based on")),
        *(_("It keeps to"), _("What changed our mind"), _("Look at it again on")),
        *(_("Version"), _("Why it was changed"), _("Written by"), _("Written on"), _("Address")),
    ]
    states = dict(DecisionVersion.State.choices)
    for row in decisions_in_files(project):
        names = [
            f"{maker['name']}, {maker['as_what']}" if maker["as_what"] else maker["name"]
            for maker in row["makers"]
        ]
        not_so = [f"{one['by']}: {one['objection']}" for one in row["objections"]]
        yield [
            *(row["number"], row["decision"], row["why"], row["decided_on"]),
            *(str(states[row["state"]]), row["replaced_by"], row["how"], row["made_by"]),
            *("\n".join(names), "\n".join(not_so), row["dissent"], row["considered"]),
            *(row["rests_on"], row["keeps_to"], row["changed_our_mind"], row["look_again_on"]),
            *(row["version"], row["change_why"], row["written_by"], row["written_on"]),
            f"{address}{row['address']}",
        ]
