"""Asks for reports, packs of sheets and letters, makes them, and tries again."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.background import wake
from core.once import find_sent, lock_row
from elements.models import Review
from elements.services import make_sheets
from projects.models import Member, Project, Role
from reports import packs, rendering, tasks
from reports.models import Envelope, LetterPack, Pack, Report


class TooManyReports(Exception):  # noqa: N818 - it is an answer, not a fault
    """Somebody, or a project, has asked for as many as may be; the text says when more can be asked for."""


#: So many reports are on their way at most, of one person and of one project: whoever asks next waits for these.
ON_THEIR_WAY, ON_THEIR_WAY_A_PROJECT = 3, 5
#: So many of each kind are tried again at once.
MOST_AT_ONCE = 100
#: So many are asked for in a day.
A_DAY, A_DAY_A_PROJECT = 20, 40


@transaction.atomic
def ask_for_report(
    project: Project,
    *,
    by: User,
    starts_on: date,
    ends_on: date,
    is_large_print: bool = False,
    now: datetime,
) -> Report:
    """
    Ask for a report of a project from one day to another, both counted; a worker makes it.

    Asking again for the same while it is being made gives the one that is on its way.

    :raises TooManyReports: when this person or this project has asked for as many as may be.
    """
    wanted = {
        "project": project,
        "asked_by": by,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "is_large_print": is_large_print,
    }
    lock_row(project)
    lock_row(by)
    if waiting := Report.objects.waiting().filter(**wanted).first():
        return waiting
    _refuse_too_many_on_their_way(project, by)
    _refuse_too_many_a_day(project, by, now=now)
    report = Report.objects.create(**wanted, created_at=now, due_at=now)
    wake(tasks.render_report, report_id=report.pk)
    return report


def _refuse_too_many_on_their_way(project: Project, by: User | None) -> None:
    rows = Report.objects.waiting()
    if by and rows.filter(asked_by=by).count() >= ON_THEIR_WAY:
        told = _(
            "%(n)s reports that you asked for are being made. When one is ready, ask for the next."
        )
        raise TooManyReports(told % {"n": ON_THEIR_WAY})
    if rows.filter(project=project).count() >= ON_THEIR_WAY_A_PROJECT:
        told = _(
            "%(n)s reports of this project are being made. When one is ready, ask for the next."
        )
        raise TooManyReports(told % {"n": ON_THEIR_WAY_A_PROJECT})


def _refuse_too_many_a_day(project: Project, by: User, *, now: datetime) -> None:
    rows = Report.objects.filter(created_at__gt=now - timedelta(days=1))
    if rows.filter(asked_by=by).count() >= A_DAY:
        told = _(
            "You asked for %(n)s reports since this time yesterday. You can ask for more tomorrow."
        )
        raise TooManyReports(told % {"n": A_DAY})
    if rows.filter(project=project).count() >= A_DAY_A_PROJECT:
        told = _(
            "%(n)s reports of this project were asked for since this time yesterday. Ask for more tomorrow."
        )
        raise TooManyReports(told % {"n": A_DAY_A_PROJECT})


@transaction.atomic
def retry_report(report: Report, *, now: datetime) -> Report:
    """
    Put a report that did not work back in the row, and return it; for any other it does nothing.

    When the same was asked for anew meanwhile, that one is returned.

    :raises TooManyReports: when as many are on their way as may be.
    """
    lock_row(report.project)
    report.refresh_from_db()
    if not report.has_failed:
        return report
    same = {name: getattr(report, name) for name in ("starts_on", "ends_on", "is_large_print")}
    rows = Report.objects.waiting().filter(project=report.project, asked_by=report.asked_by)
    if waiting := rows.filter(**same).first():
        return waiting
    _refuse_too_many_on_their_way(report.project, report.asked_by)
    if report.put_back(now=now):
        wake(tasks.render_report, report_id=report.pk)
    return report


def render_report(report: Report, *, now: datetime) -> bool:
    """Make a report here and now if nobody else holds it; return whether it is stored now."""
    return any(
        rendering.render(held, now=now)
        for held in Report.objects.filter(pk=report.pk).claim(now=now, lease=rendering.HELD)
    )


@transaction.atomic
def ask_for_sheets(
    review: Review,
    *,
    by: User,
    count: int,
    role: str,
    send_back: str,
    is_large_print: bool = False,
    now: datetime,
    on: date,
    sent_key: UUID | None = None,
) -> Pack:
    """
    Ask for sheets to hand out; a worker makes their PDF. The same form sent twice gives the same pack.

    :raises ReviewIsClosed: when the review takes no more answers.
    :raises CannotDoReview: when it does not ask people of this role, or has very many sheets already.
    """
    if sent := find_sent(review.packs.all(), sent_key, lock=review):
        return sent
    pack = Pack(review=review, send_back=send_back, is_large_print=is_large_print)
    return _add(pack, count=count, role=role, by=by, now=now, on=on, sent_key=sent_key)


@transaction.atomic
def ask_for_letters(
    review: Review,
    *,
    by: User,
    send_back: str,
    is_large_print: bool = False,
    now: datetime,
    on: date,
    sent_key: UUID | None = None,
) -> list[Pack]:
    """
    Ask for a letter and a sheet for each participant who gets post and has not answered; a worker makes the PDF.

    More people than one PDF can hold get several packs. None when there is nobody to write to.

    :raises ReviewIsClosed: when the review takes no more answers.
    :raises CannotDoReview: when the review has very many sheets already.
    """
    if sent := find_sent(review.packs.all(), sent_key, lock=review):
        return [sent]
    people = list(packs.people_to_write_to(review, on=on).values_list("pk", flat=True))
    most = packs.most_sheets(is_large_print=is_large_print)
    made: list[Pack] = []
    for first in range(0, len(people), most):
        letters = people[first : first + most]
        pack = Pack(review=review, send_back=send_back, is_large_print=is_large_print)
        pack.is_for_post, pack.letters, pack.letter_count = True, letters, len(letters)
        # Some more than letters: with one of each, the pack would say who has which.
        count = len(letters) + packs.SPARE
        key = sent_key if not made else None
        made.append(
            _add(pack, count=count, role=Role.PARTICIPANT, by=by, now=now, on=on, sent_key=key)
        )
    return made


def _add(
    pack: Pack,
    *,
    count: int,
    role: str,
    by: User,
    now: datetime,
    on: date,
    sent_key: UUID | None,
) -> Pack:
    sheets = make_sheets(pack.review, count=count, role=role, on=on)
    pack.asked_by, pack.created_at, pack.due_at, pack.sent_key = by, now, now, sent_key
    pack.save()
    pack.sheets.set(sheets)
    wake(tasks.render_pack, pack_id=pack.pk)
    return pack


@transaction.atomic
def retry_pack(pack: Pack, *, now: datetime) -> None:
    """Put a pack that did not work back in the row; for any other it does nothing."""
    if pack.put_back(now=now):
        wake(tasks.render_pack, pack_id=pack.pk)


def render_pack(pack: Pack, *, now: datetime) -> bool:
    """Make a pack here and now if nobody else holds it; return whether it is stored now."""
    return any(
        packs.render(held, now=now) for held in Pack.objects.filter(pk=pack.pk).claim(now=now)
    )


@transaction.atomic
def ask_for_letter_pack(
    project: Project,
    *,
    by: User,
    only: Member | None = None,
    envelope: str = Envelope.DL,
    send_back: str = "",
    is_large_print: bool = False,
    now: datetime,
) -> LetterPack:
    """
    Ask for the letters to all in a project who get post now, or to one of them; a worker makes their PDF.

    :param envelope: where the address is to show: a choice of ``Envelope``.
    :param send_back: where sheets with answers come back to; printed on them.

    Asking again for the same while it is being made gives the one that is on its way.
    """
    wanted: dict[str, Any] = {"project": project, "asked_by": by, "only": only}
    wanted |= {"is_large_print": is_large_print, "envelope": envelope, "send_back": send_back}
    try:
        with transaction.atomic():
            pack = LetterPack.objects.create(**wanted, created_at=now, due_at=now)
    except IntegrityError:
        return LetterPack.objects.waiting().get(**wanted)
    wake(tasks.render_letter_pack, letter_pack_id=pack.pk)
    return pack


@transaction.atomic
def retry_letter_pack(pack: LetterPack, *, now: datetime) -> None:
    """Put a pack of letters that did not work back in the row; for any other it does nothing."""
    if pack.put_back(now=now):
        wake(tasks.render_letter_pack, letter_pack_id=pack.pk)


def failed_since(moment: datetime) -> list[Report | Pack | LetterPack]:
    """Return all reports, packs and letters that did not work since then, the newest first; three queries."""
    found: list[Report | Pack | LetterPack] = []
    for kind in (Report, Pack, LetterPack):
        rows: Any = kind._default_manager.filter(done_at=None, gave_up_at__gt=moment)
        found += rows.order_by("-gave_up_at")[:MOST_AT_ONCE]
    return found


def retry_all_failed(*, since: datetime, now: datetime) -> tuple[int, int]:
    """
    Put back in the row all that did not work since then; return how many, and how many have to wait.

    What has to wait is of somebody, or of a project, with as many on their way as may be; or the same is on its way.
    """
    tried = waits = 0
    for row in failed_since(since):
        try:
            with transaction.atomic():
                _retry(row, now=now)
        except (TooManyReports, IntegrityError):
            waits += 1
        else:
            tried += 1
    return tried, waits


def _retry(row: Report | Pack | LetterPack, *, now: datetime) -> None:
    if isinstance(row, Report):
        retry_report(row, now=now)
    elif isinstance(row, Pack):
        retry_pack(row, now=now)
    else:
        retry_letter_pack(row, now=now)
