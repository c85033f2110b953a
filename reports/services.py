"""Asks for reports, packs of sheets and letters, makes them, and tries again."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from core.background import wake
from core.once import find_sent
from elements.models import Review
from elements.services import make_sheets
from projects.models import Member, Project, Role
from reports import packs, rendering, tasks
from reports.models import LetterPack, Pack, Report


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
    """
    wanted = {
        "project": project,
        "asked_by": by,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "is_large_print": is_large_print,
    }
    try:
        with transaction.atomic():
            report = Report.objects.create(**wanted, created_at=now, due_at=now)
    except IntegrityError:
        return Report.objects.filter(**wanted)[0]
    wake(tasks.render_report, report_id=report.pk)
    return report


@transaction.atomic
def retry_report(report: Report, *, now: datetime) -> None:
    """Put a report that did not work back in the row; for any other it does nothing."""
    if report.put_back(now=now):
        wake(tasks.render_report, report_id=report.pk)


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
    is_large_print: bool = False,
    now: datetime,
) -> LetterPack:
    """
    Ask for the letters to all in a project who get post now, or to one of them; a worker makes their PDF.

    Asking again for the same while it is being made gives the one that is on its way.
    """
    wanted = {"project": project, "asked_by": by, "only": only, "is_large_print": is_large_print}
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
