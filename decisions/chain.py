"""The hash chain: what is hashed, and how the chain of a project is checked."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.folding import fold
from decisions.models import NAMES_BEGIN, Decision, DecisionLog, DecisionMaker, DecisionVersion
from decisions.words import moment, must_lack_words, notes_fit, texts_fit
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

    It covers the hash of each text and not the text, so that words can be taken out. A member is hashed by key and
    not by name: a name that is changed or erased later keeps the chain whole.
    """
    return _sha256(
        {
            "project": decision.project_id,
            "number": decision.number,
            "version": version.version,
            "state": str(version.state),
            "texts": version.text_hashes,
            "decided_on": version.decided_on.isoformat(),
            "boundary": version.boundary_id,
            "look_again_on": version.look_again_on and version.look_again_on.isoformat(),
            "superseded_by": version.superseded_by_id,
            "change": str(version.change),
            "changed_by": version.changed_by_id,
            "recorded_at": moment(version.recorded_at),
            "sent_key": version.sent_key and str(version.sent_key),
            "makers": [
                [
                    *(m.member_id, m.text_hashes, m.was_participant, m.had_lived_experience),
                    m.stands_for,
                ]
                for m in makers
            ],
            "previous": version.previous_hash,
        }
    )


def read_off(version: DecisionVersion, makers: Sequence[DecisionMaker]) -> dict[str, Any]:
    """
    Return the columns of a version that are read off its texts and its makers.

    They are written once for quick pages, and the check makes them anew.
    """
    texts = [version.what, version.why, version.considered, NAMES_BEGIN]
    texts += [maker.name for maker in makers]
    return {
        "maker_count": sum(maker.stands_for for maker in makers),
        "has_lived_maker": any(maker.had_lived_experience for maker in makers),
        "has_participant_maker": any(maker.was_participant for maker in makers),
        "search_text": fold("\n".join(texts)),
    }


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


@dataclass(frozen=True)
class _Head:
    """The end of a chain: the last hash, how many versions, and the last number."""

    hash: str
    count: int
    number: int


def _head(project: Project) -> _Head:
    """Return the end of the chain as the log has it."""
    log = DecisionLog.objects.filter(project=project).first()
    if log is None:
        return _Head(first_link(project), 0, 0)
    return _Head(log.head_hash, log.version_count, log.last_number)


def _read(project: Project, head: _Head) -> tuple[int, list[str]]:
    problems: list[str] = []
    link, count, number = first_link(project), 0, 0
    begun: dict[int, datetime] = {}
    newest: dict[int, int] = {}
    for version in _versions(project):
        problems += _problems_of(version, link)
        link, count = version.hash, count + 1
        begun.setdefault(version.decision_id, version.recorded_at)
        newest[version.decision_id] = version.pk
    for decision in Decision.objects.filter(project=project).order_by("number"):
        number, name = decision.number, {"number": decision.number}
        if newest.get(decision.pk, 0) != decision.current_id:
            problems.append(_("Decision %(number)s does not show its newest version.") % name)
        if begun.get(decision.pk, decision.created_at) != decision.created_at:
            problems.append(
                _("Decision %(number)s does not show when it was first recorded.") % name
            )
    if (link, count) != (head.hash, head.count):
        problems.append(_("The end of the log is missing, or something was added to it."))
    if number != head.number:
        problems.append(_("The log does not have the number of its last decision."))
    return count, problems


def _problems_of(version: DecisionVersion, link: str) -> Iterator[str]:
    """Yield what is wrong with one version; ``link`` is the hash of the one before."""
    makers = list(version.makers.all())
    rows = [version, *makers]
    name = {"number": version.decision.number, "version": version.version}
    if version.previous_hash != link:
        yield _("Before decision %(number)s, version %(version)s, something is missing.") % name
    is_whole = (
        all(texts_fit(row) and row.lacks_words == must_lack_words(row) for row in rows)
        and version.hash == hash_of(version, makers, decision=version.decision)
        and all(getattr(version, key) == of for key, of in read_off(version, makers).items())
    )
    if not is_whole:
        yield _("Decision %(number)s, version %(version)s, is not as it was written.") % name
    elif not notes_fit(version, makers):
        yield (
            _("What was taken out of decision %(number)s, version %(version)s, has no signed note.")
            % name
        )


def _versions(project: Project) -> Iterator[DecisionVersion]:
    """Yield all versions in the order in which they were written, with their decisions, makers and notes."""
    rows = DecisionVersion.objects.filter(decision__project=project).order_by("pk")
    last = 0
    while batch := list(
        rows.filter(pk__gt=last)
        .select_related("decision")
        .prefetch_related("makers", "words_taken_out")[:BATCH]
    ):
        yield from batch
        last = batch[-1].pk


def _sha256(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
