"""The hash chain: what is hashed, and how the chain of a project is checked."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from decisions.models import Decision, DecisionLog, DecisionMaker, DecisionVersion
from projects.models import Project

#: Rows read at a time while a chain is checked.
BATCH = 200


def first_link(project: Project) -> str:
    """Return the hash that stands before the first version of a project."""
    return _sha256({"project": project.pk})


def hash_of(
    version: DecisionVersion, makers: Iterable[DecisionMaker], *, decision: Decision
) -> str:
    """
    Return the hash of a version: SHA-256, 64 hexadecimal figures.

    A member is hashed by key and not by name: a name that is changed or erased later keeps the chain whole.
    """
    return _sha256(
        {
            "project": decision.project_id,
            "number": decision.number,
            "version": version.version,
            "state": str(version.state),
            "what": version.what,
            "why": version.why,
            "decided_on": version.decided_on.isoformat(),
            "how": version.how,
            "considered": version.considered,
            "rests_on": version.rests_on,
            "boundary": version.boundary_id,
            "boundary_said": version.boundary_said,
            "changed_our_mind": version.changed_our_mind,
            "look_again_on": version.look_again_on and version.look_again_on.isoformat(),
            "superseded_by": version.superseded_by_id,
            "change": str(version.change),
            "change_why": version.change_why,
            "changed_by": version.changed_by_id,
            "recorded_at": _moment(version.recorded_at),
            "makers": [
                [m.member_id, m.name, m.as_what, m.was_participant, m.had_lived_experience]
                for m in makers
            ],
            "previous": version.previous_hash,
        }
    )


def find_problems(project: Project) -> tuple[int, list[str]]:
    """
    Read the whole chain of a project; return how many versions it has, and what is wrong, a sentence each.

    Nothing is locked: when somebody writes meanwhile, it is read again.
    """
    for _again in range(3):
        before = _head(project)
        found = _read(project, before)
        if _head(project) == before:
            break
    return found


def _head(project: Project) -> tuple[str, int]:
    """Return the hash at the end of the chain, and the number of versions, as the log has them."""
    log = DecisionLog.objects.filter(project=project).first()
    return (log.head_hash, log.version_count) if log else (first_link(project), 0)


def _read(project: Project, head: tuple[str, int]) -> tuple[int, list[str]]:
    problems: list[str] = []
    link, count = first_link(project), 0
    newest: dict[int, int] = {}
    for version in _versions(project):
        count += 1
        decision = version.decision
        name = {"number": decision.number, "version": version.version}
        if version.previous_hash != link:
            problems.append(
                _("Before decision %(number)s, version %(version)s, something is missing.") % name
            )
        if version.hash != hash_of(version, version.makers.all(), decision=decision):
            problems.append(
                _("Decision %(number)s, version %(version)s, is not as it was written.") % name
            )
        link = version.hash
        newest[decision.pk] = version.pk
    if (link, count) != head:
        problems.append(_("The end of the log is missing, or something was added to it."))
    pointers = Decision.objects.filter(project=project).order_by("number")
    for pk, number, current in pointers.values_list("pk", "number", "current_id"):
        if newest.get(pk) != current:
            problems.append(
                _("Decision %(number)s does not show its newest version.") % {"number": number}
            )
    return count, problems


def _versions(project: Project) -> Iterator[DecisionVersion]:
    """Yield all versions in the order in which they were written, with their decisions and makers."""
    rows = DecisionVersion.objects.filter(decision__project=project).order_by("pk")
    last = 0
    while batch := list(
        rows.filter(pk__gt=last).select_related("decision").prefetch_related("makers")[:BATCH]
    ):
        yield from batch
        last = batch[-1].pk


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _sha256(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
