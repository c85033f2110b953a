"""Records decisions, and changes them by adding versions; nothing that was written is written over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import F

from core.names import clean_name
from core.once import find_sent
from core.revisions import EditConflict
from decisions import chain, words
from decisions.models import Decision, DecisionLog, DecisionMaker, DecisionVersion, PublicDecision
from decisions.services.objections import tell_those_named
from plan.models import Boundary
from projects.models import Member, Project
from questions.services import set_linked_over

TEXTS = ("what", "why", "how", "considered", "rests_on", "changed_our_mind")
FIELDS = (*TEXTS, "decided_on", "look_again_on", "boundary")


@dataclass(frozen=True)
class Maker:
    """Somebody who made a decision: a member, or somebody else by name and as what."""

    member: Member | None = None
    name: str = ""
    as_what: str = ""
    #: Whether words were taken out of the row that this one repeats.
    lacks_words: bool = False
    #: Of people who are not named: how many they are, and what is known of all of them together.
    stands_for: int = 1
    was_participant: bool = False
    had_lived_experience: bool | None = None


class Content(TypedDict):
    """What a decision says."""

    what: str
    why: str
    decided_on: date
    makers: list[Maker]
    how: NotRequired[str]
    considered: NotRequired[str]
    rests_on: NotRequired[str]
    changed_our_mind: NotRequired[str]
    boundary: NotRequired[Boundary | None]
    look_again_on: NotRequired[date | None]
    dissent: NotRequired[str]


@transaction.atomic
def record_decision(
    project: Project,
    *,
    by: Member,
    what: str,
    why: str,
    decided_on: date,
    makers: list[Maker],
    how: str = "",
    considered: str = "",
    rests_on: str = "",
    changed_our_mind: str = "",
    boundary: Boundary | None = None,
    look_again_on: date | None = None,
    dissent: str = "",
    sent_key: UUID | None = None,
    now: datetime,
) -> Decision:
    """
    Add a decision to the log of a project under the next number.

    ``sent_key`` comes with the form: sent a second time, the decision of the first time is returned.
    """
    log = hold_log(project)
    if sent := _find_sent(project, sent_key):
        return sent
    content: Content = {
        "what": what,
        "why": why,
        "decided_on": decided_on,
        "makers": makers,
        "how": how,
        "considered": considered,
        "rests_on": rests_on,
        "changed_our_mind": changed_our_mind,
        "boundary": boundary,
        "look_again_on": look_again_on,
        "dissent": dissent,
    }
    return _add_decision(log, project, by=by, content=content, sent_key=sent_key, now=now)


@transaction.atomic
def correct_decision(
    decision: Decision,
    *,
    by: Member,
    base_version: int,
    change_why: str,
    now: datetime,
    sent_key: UUID | None = None,
    **fields: Any,
) -> Decision:
    """
    Add a version to a decision: what ``fields`` name (see Content) is new, the rest stays.

    :raises EditConflict: when ``base_version`` is not its newest version any more, or it is not in force.
    """
    log = hold_log(decision.project)
    if sent := _find_sent(decision.project, sent_key):
        return sent
    old = _current(decision, base_version)
    version = _next(old, DecisionVersion.Change.CORRECTED, by=by, why=change_why, now=now)
    makers = fields.pop("makers", None)
    _fill(version, fields)
    version.sent_key = sent_key
    _write(log, decision, version, makers_of(old) if makers is None else makers)
    return decision


@transaction.atomic
def keep_decision(
    decision: Decision,
    *,
    by: Member,
    base_version: int,
    change_why: str,
    look_again_on: date | None,
    sent_key: UUID | None = None,
    now: datetime,
) -> Decision:
    """
    Say that somebody looked at a decision again and that it stays as it is, and when to look the next time, if at all.

    A decision on the public page stays there: its words are the same.

    :raises EditConflict: when ``base_version`` is not its newest version any more, or it is not in force.
    """
    log = hold_log(decision.project)
    if sent := _find_sent(decision.project, sent_key):
        return sent
    old = _current(decision, base_version)
    version = _next(old, DecisionVersion.Change.KEPT, by=by, why=change_why, now=now)
    version.look_again_on, version.sent_key = look_again_on, sent_key
    _write(log, decision, version, makers_of(old))
    PublicDecision.objects.filter(decision=decision, version=old).update(version=version)
    return decision


@transaction.atomic
def supersede_decision(
    old: Decision,
    *,
    by: Member,
    base_version: int,
    change_why: str,
    new: Content,
    sent_key: UUID | None = None,
    now: datetime,
) -> Decision:
    """
    Put a new decision in the place of an old one, and return the new one; both stay in the log.

    :raises EditConflict: when ``base_version`` is not the old one's newest version any more, or it is not in force.
    """
    log = hold_log(old.project)
    if sent := _find_sent(old.project, sent_key):
        return sent
    before = _current(old, base_version)
    decision = _add_decision(log, old.project, by=by, content=new, sent_key=sent_key, now=now)
    version = _next(before, DecisionVersion.Change.SUPERSEDED, by=by, why=change_why, now=now)
    version.state = DecisionVersion.State.SUPERSEDED
    version.superseded_by = decision
    _write(log, old, version, makers_of(before))
    _end_links(old, why=change_why, now=now)
    return decision


@transaction.atomic
def withdraw_decision(
    decision: Decision,
    *,
    by: Member,
    base_version: int,
    change_why: str,
    sent_key: UUID | None = None,
    now: datetime,
) -> Decision:
    """
    Say that a decision does not hold any more; it stays in the log.

    :raises EditConflict: when ``base_version`` is not its newest version any more, or it is not in force.
    """
    log = hold_log(decision.project)
    if sent := _find_sent(decision.project, sent_key):
        return sent
    old = _current(decision, base_version)
    version = _next(old, DecisionVersion.Change.WITHDRAWN, by=by, why=change_why, now=now)
    version.state = DecisionVersion.State.WITHDRAWN
    version.sent_key = sent_key
    _write(log, decision, version, makers_of(old))
    _end_links(decision, why=change_why, now=now)
    return decision


def _end_links(decision: Decision, *, why: str, now: datetime) -> None:
    """Tell whoever said what led to it that it holds no more, and why."""
    address = decision.get_absolute_url()
    set_linked_over(decision.project, address=address, is_over=True, why=why, now=now)


def makers_of(version: DecisionVersion) -> list[Maker]:
    """Return who made a decision, as one hands it to these services."""
    return [
        Maker(
            row.member,
            name=row.name,
            as_what=row.as_what,
            lacks_words=row.lacks_words,
            stands_for=row.stands_for,
            was_participant=row.member is None and row.was_participant,
            had_lived_experience=None if row.member else row.had_lived_experience,
        )
        for row in version.makers.select_related("member")
    ]


def hold_log(project: Project) -> DecisionLog:
    """
    Hold the head of the chain until the transaction ends.

    The UPDATE locks the row on PostgreSQL; on SQLite a transaction is the only writer from its start.
    """
    log, _made = DecisionLog.objects.get_or_create(
        project=project, defaults={"head_hash": chain.first_link(project)}
    )
    DecisionLog.objects.filter(pk=log.pk).update(last_number=F("last_number"))
    log.refresh_from_db()
    return log


def _find_sent(project: Project, sent_key: UUID | None) -> Decision | None:
    """Return the decision that this very form made or changed before, in a log that is locked already."""
    versions = DecisionVersion.objects.filter(decision__project=project)
    sent = find_sent(versions.select_related("decision"), sent_key, lock=None)
    return sent.decision if sent else None


def _current(decision: Decision, base_version: int) -> DecisionVersion:
    current = DecisionVersion.objects.filter(decision=decision).latest("version")
    if current.version != base_version or not current.is_in_force:
        raise EditConflict(current)
    return current


def _add_decision(
    log: DecisionLog,
    project: Project,
    *,
    by: Member,
    content: Content,
    sent_key: UUID | None,
    now: datetime,
) -> Decision:
    log.last_number += 1
    decision = Decision.objects.create(project=project, number=log.last_number, created_at=now)
    version = DecisionVersion(
        decision=decision, version=1, changed_by=by, recorded_at=now, sent_key=sent_key
    )
    fields: dict[str, Any] = {**content}
    makers = fields.pop("makers")
    _fill(version, fields)
    _write(log, decision, version, makers)
    return decision


def _next(
    old: DecisionVersion, change: DecisionVersion.Change, *, by: Member, why: str, now: datetime
) -> DecisionVersion:
    """Return the version after ``old``, not yet written, with the same content."""
    version = DecisionVersion(
        decision_id=old.decision_id,
        version=old.version + 1,
        change=change,
        change_why=clean_text(why),
        changed_by=by,
        recorded_at=now,
        boundary_said=old.boundary_said,
        lacks_words=old.lacks_words,
    )
    for name in (*FIELDS, "dissent"):
        setattr(version, name, getattr(old, name))
    return version


def _fill(version: DecisionVersion, fields: dict[str, Any]) -> None:
    if unknown := set(fields) - {*FIELDS, "dissent"}:
        raise TypeError(f"A decision has no {', '.join(sorted(unknown))}.")
    for name, value in fields.items():
        setattr(version, name, clean_text(value) if name in TEXTS else value)
    if "boundary" in fields:
        version.boundary_said = version.boundary.what if version.boundary else ""


def clean_text(text: str) -> str:
    """Return a text with plain line ends: browsers send two characters, and a text must not differ from itself."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _write(
    log: DecisionLog, decision: Decision, version: DecisionVersion, makers: Iterable[Maker]
) -> None:
    """Write a version with its makers at the end of the chain, and point its decision to it."""
    rows = [maker_row(maker) for maker in makers]
    if not rows:
        raise ValueError("A decision names at least one person who made it.")
    if any(row.member and row.member.project_id != decision.project_id for row in rows):
        raise ValueError("A maker is a member of the same project.")
    for row in (version, *rows):
        words.hash_texts(row)
        row.lacks_words = row.lacks_words and words.must_lack_words(row)
    for name, value in chain.read_off(version, rows).items():
        setattr(version, name, value)
    version.previous_hash = log.head_hash
    version.hash = chain.hash_of(version, rows, decision=decision)
    version.save(force_insert=True)
    for row in rows:
        row.version = version
    DecisionMaker.objects.bulk_create(rows)

    before = Decision.objects.filter(pk=decision.pk)
    before = (
        before.filter(current__version=version.version - 1)
        if version.version > 1
        else before.filter(current=None)
    )
    if not before.update(current=version):
        raise EditConflict(version)
    decision.current = version
    log.head_hash = version.hash
    log.version_count += 1
    log.save(update_fields=["last_number", "version_count", "head_hash"])
    tell_those_named(version, rows)


def maker_row(maker: Maker) -> DecisionMaker:
    """Return the row for a maker, not yet written, with what a member had said of their experience by now."""
    member = maker.member
    if member is None:
        return DecisionMaker(
            name=clean_name(maker.name),
            as_what=clean_text(maker.as_what),
            lacks_words=maker.lacks_words,
            stands_for=maker.stands_for,
            was_participant=maker.was_participant,
            had_lived_experience=maker.had_lived_experience,
        )
    said = member.experience_answered_at is not None or member.has_lived_experience
    return DecisionMaker(
        member=member,
        as_what=clean_text(maker.as_what),
        was_participant=not member.is_facilitator,
        had_lived_experience=member.has_lived_experience if said else None,
    )
