"""Asks the wider community, and takes what it responds (docs/adr/0181)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AttemptTally
from core.ended import require_same_words
from core.once import lock_row
from core.ticks import each_row
from outbox.models import Message
from outbox.services import refuse_too_many, tell_address, tell_members
from projects.models import Member
from questions.models import CommunityQuestion, Contribution, Question, Response
from questions.models.responses import KEPT, nameless
from questions.services.answering import answer_day
from questions.services.responders import events_of, tell_response
from questions.services.taking_back import take_words_back

#: So many respond in an hour: from one connection, to one project, and in all.
FROM_A_CONNECTION, TO_A_PROJECT, IN_ALL = 20, 60, 1000
#: So many links go to one address in a day, and the same one not twice within this time.
LINKS_A_DAY, NOT_AGAIN = 6, timedelta(minutes=10)
#: What nobody confirms goes after a week, the address half a year after the answer.
WAITS, ADDRESS_KEPT = timedelta(days=7), timedelta(days=182)


class MailboxFull(Exception):  # noqa: N818 - it is what happened, not a fault
    """So many links went to this address today that no more do."""


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

    Each has a link of its own: whoever types an address again changes nothing that was written with it before. The same
    words sent twice are one, with one link.

    :param said: ``known_as``, ``words`` and ``outside``.
    :raises outbox.services.AskedTooOften: when too many came from a connection, to a project, or in all.
    :raises MailboxFull: when so many links went to this address today that no more do.
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
    row = Response.objects.unconfirmed().filter(asked=asked, address=address, **said).first()
    if row is not None and _was_sent_a_link(row, since=now - NOT_AGAIN):
        return
    if not AttemptTally.objects.add(
        what="respond by email", who=address, at_most=LINKS_A_DAY, within=timedelta(days=1), now=now
    ):
        raise MailboxFull
    if row is None:
        new = {"asked": asked, "project": asked.project, "address": address, "sent_at": now}
        row = Response.objects.create(**new, **said)
    tell_address(
        event=f"{events_of(row)}confirm:{now.isoformat()}",
        project=asked.project,
        kind="response_asked",
        data={"response": row.pk},
        addresses=[address],
        now=now,
    )


def _was_sent_a_link(row: Response, *, since: datetime) -> bool:
    links = Message.objects.filter(kind="response_asked", project_id=row.project_id)
    return links.filter(event__startswith=events_of(row), created_at__gt=since).exists()


@transaction.atomic
def confirm_response(row: Response, *, now: datetime) -> bool:
    """
    Let facilitators read it, and tell them: once a day of as many as come, and again when they looked at all before.

    :returns: False when it is gone meanwhile.
    :raises CommunityNotAsked: when the project has ended.
    """
    lock_row(row.project)
    held = Response.objects.select_related("project").filter(pk=row.pk).first()
    if held is None:
        return False
    if held.confirmed_at is not None:
        return True
    if held.project.has_ended:
        raise CommunityNotAsked
    held.confirmed_at = now
    held.save(update_fields=["confirmed_at"])
    first = Response.objects.waiting().filter(project=row.project).earliest("confirmed_at", "pk")
    tell_members(
        event=f"responses-wait:{first.pk}:{timezone.localdate(now)}",
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
    if said is not None:
        Contribution.objects.filter(pk=said.pk).update(for_whom=nameless())
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


@transaction.atomic
def answer_response_after_the_end(row: Response, *, now: datetime) -> bool:
    """Tell whoever waits that the project has ended; False when it has not, or somebody looked at what they wrote."""
    lock_row(row.project)
    held = Response.objects.waiting().of_ended().filter(pk=row.pk).first()
    if held is None:
        return False
    held.declined_at, held.reason = now, _("The project has ended.")
    held.save(update_fields=["declined_at", "reason"])
    tell_response(held, "ended", event="ended", now=now)
    return True


def forget_responses(*, now: datetime) -> int:
    """
    Delete what nobody confirmed and what was not shown, and addresses whose answer is long ago; say how many.

    What became of a response while this runs is asked once more of each; one that fails holds up no other.
    """
    forgotten: list[int] = []

    def forget(row: Response) -> None:
        lock_row(row.project)
        if Response.objects.filter(_is_old(now), pk=row.pk).exists():
            _forget(row)
            forgotten.append(row.pk)
        elif Response.objects.filter(_is_answered_long_ago(now), pk=row.pk).exists():
            _forget_address(row)
            forgotten.append(row.pk)

    old = _is_old(now) | _is_answered_long_ago(now)
    rows = Response.objects.filter(old).select_related("project").order_by("pk")[:IN_ALL]
    each_row(rows, forget, worked=lambda _row: None, failed=lambda _row, _error: None)
    return len(forgotten)


def _is_old(now: datetime) -> Q:
    return Q(confirmed_at=None, sent_at__lt=now - WAITS) | Q(declined_at__lt=now - KEPT)


def _is_answered_long_ago(now: datetime) -> Q:
    """Whether nothing more is owed to an address that is still there."""
    long_ago = now - ADDRESS_KEPT
    answered = Q(contribution__answered_at__lt=long_ago, contribution__put_off_until=None)
    ended = Q(contribution__isnull=False, project__ended_on__lt=timezone.localdate(long_ago))
    return (answered | ended) & ~Q(address="")


def _forget(row: Response) -> None:
    """Delete a response with what was sent to its address: that is nowhere any more."""
    _forget_emails(row)
    Response.objects.filter(pk=row.pk).delete()


def _forget_address(row: Response) -> None:
    """Delete an address, and what was sent there; by the link what was said can still be taken back."""
    _forget_emails(row)
    Response.objects.filter(pk=row.pk).update(address="")


def _forget_emails(row: Response) -> None:
    kinds = ("response_asked", "response_told")
    Message.objects.filter(
        project_id=row.project_id, kind__in=kinds, event__startswith=events_of(row)
    ).delete()
