"""The hash chain: what is hashed, and how the chain of a project is checked."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from core.folding import fold
from decisions.models import NAMES_BEGIN, Decision, DecisionLog, DecisionMaker, DecisionVersion
from decisions.words import moment, must_lack_words, notes_fit, texts_fit
from projects.models import Project

#: Rows read at a time while a chain is checked.
BATCH = 200
#: Whoever waits hears how far it is every so many versions.
PROGRESS = 2000


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


@dataclass(frozen=True)
class Sound:
    """How far a chain was sound when it was read: the key of a version, its hash, and how many there were up to it."""

    to: int
    hash: str
    count: int


@dataclass(frozen=True)
class ChainRead:
    """What a check found: how many versions there are, what is wrong, a sentence each, and how far all is sound."""

    count: int
    problems: list[str]
    sound: Sound | None


def find_problems(project: Project) -> tuple[int, list[str]]:
    """Read the whole chain of a project; return how many versions it has, and what is wrong, a sentence each."""
    found = read_chain(project)
    return found.count, found.problems


def read_chain(
    project: Project,
    *,
    since: Sound | None = None,
    progress: Callable[[int], None] = lambda count: None,
) -> ChainRead:
    """
    Read the chain of a project, or what was written ``since``, and say what was found.

    What stands before ``since`` is believed and not read: it stands in the same database, so whoever changes old rows
    could change it, too. It makes a check quick; the proof is the one that reads all.

    Nothing is locked: when somebody writes meanwhile, it is read again. ``progress`` is told now and then how many
    versions were read.
    """
    for _again in range(3):
        before = _head(project)
        found = _read(project, before, since, progress)
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


def _read(
    project: Project, head: _Head, since: Sound | None, progress: Callable[[int], None]
) -> ChainRead:
    begin = since or Sound(0, first_link(project), 0)
    problems: list[str] = []
    link, count, last = begin.hash, begin.count, begin.to
    begun: dict[int, datetime] = {}
    newest: dict[int, int] = {}
    rows = DecisionVersion.objects.filter(decision__project=project)
    if since and not rows.filter(pk=since.to, hash=since.hash).exists():
        problems.append(_("The last version that was checked before is not there any more."))
    for version in _versions(rows, after=begin.to):
        problems += _problems_of(version, link)
        link, count, last = version.hash, count + 1, version.pk
        if not since or version.version == 1:
            begun.setdefault(version.decision_id, version.recorded_at)
        newest[version.decision_id] = version.pk
        if count % PROGRESS == 0:
            progress(count)
    numbers = Decision.objects.filter(project=project).aggregate(last=Max("number"))
    number = numbers["last"] or 0
    problems += _of_decisions(project, begun, newest, since)
    if (link, count) != (head.hash, head.count):
        problems.append(_("The end of the log is missing, or something was added to it."))
    if number != head.number:
        problems.append(_("The log does not have the number of its last decision."))
    is_sound = not problems and last > 0
    return ChainRead(count, problems, Sound(last, link, count) if is_sound else None)


def _of_decisions(
    project: Project, begun: dict[int, datetime], newest: dict[int, int], since: Sound | None
) -> Iterator[str]:
    """Yield what is wrong with the decisions of a project; of a part, with those whose versions were read."""
    decisions = Decision.objects.filter(project=project).order_by("number")
    if since:
        new = DecisionVersion.objects.filter(pk__gt=since.to)
        decisions = decisions.filter(pk__in=new.values("decision"))
    for decision in decisions.iterator(chunk_size=BATCH):
        name = {"number": decision.number}
        if newest.get(decision.pk, 0) != decision.current_id:
            yield _("Decision %(number)s does not show its newest version.") % name
        if begun.get(decision.pk, decision.created_at) != decision.created_at:
            yield _("Decision %(number)s does not show when it was first recorded.") % name


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


def _versions(rows: QuerySet[DecisionVersion], *, after: int) -> Iterator[DecisionVersion]:
    """Yield versions in the order in which they were written, with their decisions, makers and notes."""
    while batch := list(
        rows.filter(pk__gt=after)
        .order_by("pk")
        .select_related("decision")
        .prefetch_related("makers", "words_taken_out")[:BATCH]
    ):
        yield from batch
        after = batch[-1].pk


def _sha256(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
