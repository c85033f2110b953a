"""Answers what people said, and tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from outbox.services import tell_members
from projects.models import Member, MemberQuerySet, Project
from questions.models import AnswerTime, Contribution, ContributionAnswer
from questions.models.answers import ANSWERED_WITHIN
from questions.models.contributions import OF_ANSWER
from questions.services.responders import tell_responder

#: What of a contribution an answer changes.
_CHANGED = [*OF_ANSWER, "read_at", "read_by"]
NO, PASSED_ON = ContributionAnswer.Outcome.NO, ContributionAnswer.Outcome.PASSED_ON


class AnsweredBefore(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody else was quicker with an answer, it was taken back, or something else happened since it was read."""


class NobodyToLook(Exception):  # noqa: N818 - it is what happened, not a fault
    """A "no" is read by a second person first, and nobody was chosen who does."""


@transaction.atomic
def answer_contribution(
    contribution: Contribution,
    *,
    outcome: str,
    reason: str,
    by: Member,
    now: datetime,
    seen: int | None = None,
    **more: Any,
) -> ContributionAnswer:
    """
    Answer what somebody said, and tell them; nobody is told what they wrote themselves.

    A "no" to what carries a mark of honour is kept, and a second person is asked to read it: it is not given yet, and
    nobody else is told.

    :param seen: the number of the last answer when it was read, 0 for none; None when nobody looked at a page.
    :param more: ``until``, ``passed_to``, ``may_name_them``, ``followed_up_by`` (who answers, when it is passed on and
        nobody is named), ``to_be_seen_by``.
    :raises AnsweredBefore: when it has another answer already; that one stays. Or when it was taken back meanwhile.
    :raises NobodyToLook: when a second person is to read it, there is no other facilitator, and ``to_be_seen_by`` does
        not name a member who can.
    """
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    last = held.answers.order_by("-number").first()
    if last and _is_in_force(last, held) and _says(last, outcome, reason, by):
        return last
    _require_unanswered(held, last, seen=seen)
    is_seen_first = outcome == NO and needs_look(held, by=by)
    chosen = more.pop("to_be_seen_by", None)
    if is_seen_first:
        more["to_be_seen_by"] = _who_looks(held, by=by, chosen=chosen)
    more["followed_up_by"] = more.get("followed_up_by") or (by if outcome == PASSED_ON else None)
    said = {"outcome": outcome, "reason": reason, "by": by, "written_at": now}
    answer = held.answers.create(number=last.number + 1 if last else 1, **said, **more)
    held.read_at, held.read_by = held.read_at or now, held.read_by or by
    held.save(update_fields=_CHANGED)
    (_ask_to_look if is_seen_first else give_answer)(answer, now=now)
    contribution.refresh_from_db(fields=_CHANGED)
    return answer


def give_answer(answer: ContributionAnswer, *, now: datetime) -> None:
    """Let an answer count from now on, and tell whoever said it."""
    answer.given_at = now
    answer.save(update_fields=["given_at"])
    answer.contribution.take_answer(answer)
    answer.contribution.save(update_fields=OF_ANSWER)
    tell_answer(answer, now=now)


def _is_in_force(answer: ContributionAnswer, held: Contribution) -> bool:
    return answer.pk == held.answer_id or answer.is_being_looked_at


def _says(answer: ContributionAnswer, outcome: str, reason: str, by: Member) -> bool:
    return (answer.outcome, answer.reason, answer.by_id) == (outcome, reason, by.pk)


def _require_unanswered(
    held: Contribution, last: ContributionAnswer | None, *, seen: int | None
) -> None:
    """
    Go on when there is nothing yet that another answer would hide.

    :raises AnsweredBefore: when there is.
    """
    if held.is_taken_back:
        raise AnsweredBefore
    has_moved = seen is not None and seen != (last.number if last else 0)
    is_settled = held.answer_id is not None and held.put_off_until is None
    if has_moved or is_settled or (last and last.is_being_looked_at):
        raise AnsweredBefore


def can_look(contribution: Contribution, *, by: Member) -> MemberQuerySet:
    """
    Return who can read an answer by somebody before it is given.

    Facilitators; where there is no other one, any member. Never who wrote it, nor who said what it answers.
    """
    here = Member.objects.taking_part().filter(project=contribution.project_id)
    others = here.exclude(pk=by.pk).exclude(pk=contribution.member_id or 0)
    return others.facilitators() if others.facilitators().exists() else others


def needs_look(contribution: Contribution, *, by: Member) -> bool:
    """Whether a "no" is read by a second person first: it carries a mark of honour, and there is somebody else."""
    return contribution.honours.exists() and can_look(contribution, by=by).exists()


def _who_looks(contribution: Contribution, *, by: Member, chosen: Member | None) -> Member | None:
    """Return who was asked by name to read it; None for all other facilitators."""
    others = can_look(contribution, by=by)
    if others.filter(role=by.role).exists():
        return None
    if chosen is None or not others.filter(pk=chosen.pk).exists():
        raise NobodyToLook
    return chosen


def _ask_to_look(answer: ContributionAnswer, *, now: datetime) -> None:
    asked = answer.to_be_seen_by
    by = answer.by
    tell_members(
        event=f"answer:{answer.pk}:look",
        project=answer.contribution.project,
        kind="answer_to_look_at",
        data={"answer": answer.pk, "contribution": answer.contribution_id, "by": str(by)},
        recipients=[asked] if asked else can_look(answer.contribution, by=by),  # type: ignore[arg-type]
        asks=True,
        now=now,
    )


@dataclass(frozen=True)
class AnsweredTogether:
    """What several were answered with one text: those that were, and those that were left out."""

    answered: list[Contribution]
    left_out: list[Contribution]


@transaction.atomic
def answer_several(
    project: Project,
    keys: Iterable[int],
    *,
    outcome: str,
    reason: str,
    by: Member,
    now: datetime,
    **more: Any,
) -> AnsweredTogether:
    """
    Answer several with one text; each who said something is told on their own.

    What carries a mark of honour, and what was answered meanwhile, is left out.

    :param more: ``until``, ``passed_to``, ``may_name_them``, ``followed_up_by``.
    """
    rows = project.contributions.select_for_update().filter(pk__in=set(keys))
    done = AnsweredTogether([], [])
    for row in rows.longest_wait_first():
        is_free = row.answer_id is None and not (row.is_taken_back or row.honours.exists())
        if is_free and not row.answers.being_looked_at().exists():
            answer_contribution(row, outcome=outcome, reason=reason, by=by, now=now, **more)
            done.answered.append(row)
        else:
            done.left_out.append(row)
    return done


def tell_answer(answer: ContributionAnswer, *, now: datetime) -> None:
    """
    Tell whoever said something what the answer is, by their channel, whatever else they want to hear.

    Where that is no member, whoever wrote it down is told, and passes it on; who responded from outside gets an
    email. The same answer is told once, however often this is called; another one is told anew. Nobody is told what
    they answered themselves.
    """
    contribution = answer.contribution
    by = answer.by.known_as if answer.by else ""
    said = f"{answer.number} {answer.outcome} {answer.reason}"
    told = sha256(said.encode()).hexdigest()[:16]
    about = {"by": by, "answer": answer.pk}
    tell_responder(contribution, "answered", event=f"answered:{told}", now=now, **about)
    hears = contribution.member or (contribution.entered_by if contribution.for_whom else None)
    if hears is None or hears.pk == answer.by_id:
        return
    tell_members(
        event=f"contribution:{contribution.pk}:answered:{told}",
        project=contribution.project,
        kind="contribution_answered",
        data={
            "contribution": contribution.pk,
            "by": by,
            "for_whom": contribution.for_whom,
        },
        recipients=[hears],
        asks=True,
        now=now,
    )


def answer_day(project: Project, now: datetime) -> date:
    """Return the day by which what is said now will be answered; a pause of the project's clock counts from its end."""
    today = timezone.localdate(now)
    clock = AnswerTime.objects.filter(project=project).first()
    if clock is None:
        return today + timedelta(days=ANSWERED_WITHIN)
    return max(today, clock.paused_until or today) + timedelta(days=clock.days)
