"""Asks the wider community, and takes what it responds (docs/adr/0181)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.ended import require_same_words
from core.once import lock_row
from outbox.models import Message
from outbox.services import count_asking, refuse_too_many, tell_address, tell_members
from projects.models import Member
from questions.models import CommunityQuestion, Contribution, Question, Response
from questions.services.answering import answer_day
from questions.services.responders import events_of, tell_response
from questions.services.taking_back import take_words_back

#: So many respond in an hour: from one connection, to one project, and in all.
FROM_A_CONNECTION, TO_A_PROJECT, IN_ALL = 20, 60, 1000
#: What nobody confirms goes after a week, what is not shown after four, the address half a year after the answer.
WAITS, KEPT, ADDRESS_KEPT = timedelta(days=7), timedelta(days=28), timedelta(days=182)


class CommunityNotAsked(Exception):  # noqa: N818 - it is a state, not a fault
    """The community is not asked this any more."""


@transaction.atomic
def ask_community(
    about: Question | Contribution, *, words: str, by: Member, now: datetime
) -> CommunityQuestion:
    """
    Ask everybody about a question or an idea, on the public page; whoever asked or said it within is told.

    :raises EndedBefore: when somebody else asks about it meanwhile, in other words.
    """
    project = by.project
    lock_row(project)
    which = {"question" if isinstance(about, Question) else "idea": about}
    held = CommunityQuestion.objects.filter(stopped_at=None, **which).first()
    if held is not None:
        require_same_words(theirs=held.words, mine=words)
        return held
    asked = CommunityQuestion.objects.create(
        project=project, words=words, by=by, asked_at=now, **which
    )
    author = about.asked_by_id if isinstance(about, Question) else about.member_id
    tell_members(
        event=f"community:{asked.pk}:asked",
        project=project,
        kind="community_asked",
        data={"asked": asked.pk, "by": by.known_as, "path": about.get_absolute_url()},
        recipients=Member.objects.taking_part().filter(pk=author or 0).exclude(pk=by.pk),
        asks=False,
        now=now,
    )
    return asked


@transaction.atomic
def stop_asking_community(asked: CommunityQuestion, *, now: datetime) -> None:
    """Take it off the public page; what came stays, and is answered."""
    CommunityQuestion.objects.filter(pk=asked.pk, stopped_at=None).update(stopped_at=now)


def add_response(
    asked: CommunityQuestion, *, address: str, connection: str, now: datetime, **said: Any
) -> None:
    """
    Keep what somebody responds, and send a link to their address; nobody reads it before they use that.

    What was typed once more for the same question takes the place of what was not confirmed yet.

    :param said: ``known_as``, ``words`` and ``outside``.
    :raises outbox.services.AskedTooOften: when too many came from a connection, to a project, or in all.
    :raises CommunityNotAsked: when it is not asked any more.
    """
    refuse_too_many(
        ("respond from one", connection, FROM_A_CONNECTION),
        ("respond to a project", str(asked.project_id), TO_A_PROJECT),
        ("add_response", "all", IN_ALL),
        now=now,
    )
    _keep_response(asked, address, said, now=now)


@transaction.atomic
def _keep_response(
    asked: CommunityQuestion, address: str, said: dict[str, Any], *, now: datetime
) -> None:
    lock_row(asked.project)
    if not CommunityQuestion.objects.open().filter(pk=asked.pk).exists():
        raise CommunityNotAsked
    if not count_asking(address, now=now):
        return
    row, _is_new = Response.objects.update_or_create(
        asked=asked,
        address=address,
        confirmed_at=None,
        defaults=said,
        # When it goes is not put off by typing it again.
        create_defaults={"project": asked.project, "sent_at": now, **said},
    )
    tell_address(
        event=f"{events_of(row)}confirm:{now.isoformat()}",
        project=asked.project,
        kind="response_asked",
        data={"response": row.pk},
        addresses=[address],
        now=now,
    )


@transaction.atomic
def confirm_response(row: Response, *, shown: str, now: datetime) -> bool:
    """
    Let facilitators read it, and tell them: of as many as come, once a day.

    :param shown: :attr:`~questions.models.Response.shown` of what the page showed.
    :returns: False when somebody changed it since, or it is gone; nothing is confirmed.
    :raises CommunityNotAsked: when the project has ended.
    """
    lock_row(row.project)
    held = Response.objects.select_related("project").filter(pk=row.pk).first()
    if held is None or (held.confirmed_at is None and held.shown != shown):
        return False
    if held.confirmed_at is not None:
        return True
    if held.project.has_ended:
        raise CommunityNotAsked
    held.confirmed_at = now
    held.save(update_fields=["confirmed_at"])
    tell_members(
        event=f"responses-wait:{row.project_id}:{timezone.localdate(now)}",
        project=row.project,
        kind="response_waits",
        data={},
        recipients=row.project.members.taking_part().facilitators(),
        asks=True,
        now=now,
    )
    return True


@transaction.atomic
def take_response_back(row: Response, *, now: datetime) -> bool:
    """
    Let a response be gone with its address, as whoever wrote it says; what is shown is taken back.

    :returns: False when its words stay for a while, because somebody looks into a worry about them.
    """
    lock_row(row.project)
    held = Response.objects.select_related("contribution__project").filter(pk=row.pk).first()
    if held is None:
        return True
    said = held.contribution
    is_gone = said is None or take_words_back(said, by=None, now=now)
    _forget(held)
    return is_gone


@transaction.atomic
def show_response(row: Response, *, by: Member, now: datetime) -> Contribution | None:
    """
    Show a response to the project: a contribution from now on, with a day for its answer; whoever wrote it is told.

    None when somebody decided meanwhile that it is not shown, or it is gone.
    """
    lock_row(row.project)
    held = Response.objects.select_related("asked__idea").filter(pk=row.pk).first()
    if held is None or held.confirmed_at is None or held.declined_at is not None:
        return None
    if held.contribution is not None:
        return held.contribution
    project, asked = by.project, held.asked
    said = Contribution(
        project=project,
        question_id=asked.question_id or (asked.idea.question_id if asked.idea else None),
        for_whom=held.name,
        words=held.words,
        way=Contribution.Way.COMMUNITY,
        said_at=now,
        answer_by=answer_day(project, now),
    )
    said.let_outside(held.outside)
    said.save()
    held.contribution, held.words, held.known_as = said, "", ""
    held.save(update_fields=["contribution", "words", "known_as"])
    tell_response(held, "shown", event="shown", now=now)
    return said


@transaction.atomic
def decline_response(row: Response, *, by: Member, reason: str, now: datetime) -> bool:
    """
    Say that a response is not shown, with a reason that is sent to whoever wrote it.

    :returns: False when it is gone, or shown, meanwhile.
    :raises EndedBefore: when somebody else said so meanwhile, for another reason.
    """
    lock_row(row.project)
    held = Response.objects.filter(pk=row.pk, confirmed_at__isnull=False, contribution=None).first()
    if held is None:
        return False
    if held.declined_at:
        require_same_words(theirs=held.reason, mine=reason)
        return True
    held.declined_at, held.reason = now, reason
    held.save(update_fields=["declined_at", "reason"])
    tell_response(held, "declined", event="declined", now=now, by=by.known_as)
    return True


def forget_responses(*, now: datetime) -> int:
    """Delete what nobody confirmed, what was not shown, and addresses whose answer is long ago; say how many."""
    old = Q(confirmed_at=None, sent_at__lt=now - WAITS) | Q(declined_at__lt=now - KEPT)
    answered = Q(contribution__answered_at__lt=now - ADDRESS_KEPT, contribution__put_off_until=None)
    rows = list(Response.objects.filter(old | answered)[:IN_ALL])
    for row in rows:
        _forget(row)
    return len(rows)


@transaction.atomic
def _forget(row: Response) -> None:
    """Delete a response with what was sent to its address: that is nowhere any more."""
    kinds = ("response_asked", "response_told")
    Message.objects.filter(
        project_id=row.project_id, kind__in=kinds, event__startswith=events_of(row)
    ).delete()
    Response.objects.filter(pk=row.pk).delete()
