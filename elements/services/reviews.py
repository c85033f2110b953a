"""Opens reviews, reminds of them and keeps them open for longer."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import dateformat
from django.utils.translation import gettext as _

from core.once import find_sent, lock_row, lock_rows
from core.standing import require_same_standing
from elements.models import Asked, Element, ElementReviewRhythm, Review
from elements.services.opening import Opening, news_of, open_together
from outbox.services import tell_members
from projects.models import Member, MemberQuerySet, Project

DAYS_OPEN = 14


class CannotDoReview(Exception):  # noqa: N818 - it is what happened, not a fault
    """A review cannot be changed like this; the message says why, in words for the page."""


@transaction.atomic
def set_review_rhythm(
    project: Project,
    *,
    every_weeks: int,
    next_on: date,
    days_open: int = DAYS_OPEN,
    is_paused: bool = False,
    stood: str | None = None,
    now: datetime,
) -> ElementReviewRhythm:
    """
    Say how often the members rate the project, and when the next review opens by itself.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else changed it meanwhile.
    """
    said = {
        "every_weeks": every_weeks,
        "next_on": next_on,
        "days_open": days_open,
        "is_paused": is_paused,
    }
    lock_row(project)
    found = ElementReviewRhythm.objects.filter(project=project).first()
    require_same_standing(found or ElementReviewRhythm(project=project), said, stood=stood)
    rhythm = ElementReviewRhythm.objects.filter(project=project, **said).first()
    if rhythm is None:
        rhythm, _made = ElementReviewRhythm.objects.update_or_create(
            project=project, defaults={**said, "changed_at": now}
        )
    return rhythm


@transaction.atomic
def open_due_reviews(
    rhythms: Iterable[ElementReviewRhythm], *, on: date, now: datetime
) -> list[Review]:
    """
    Open the reviews that are due by the day ``on``, move their rhythms past that day, and return the reviews.

    However many periods were missed, one review opens. Of several schedulers at once, the one that moves a rhythm
    opens its review. One that is open already counts as the one of this period; where nobody is there to be asked, it
    stays due. Many take as few queries as one.

    :raises ballots.keys.KeyCannotBeStored: when the folder of the keys cannot be written to.
    """
    numbers = {rhythm.pk: rhythm.project_id for rhythm in rhythms}
    lock_rows(Project, numbers.values())
    # As they are now: another scheduler may have moved them meanwhile.
    due = ElementReviewRhythm.objects.due(on=on).filter(pk__in=numbers)
    held = list(due.select_related("project"))
    days = {rhythm.project_id: rhythm.due_by(on) for rhythm in held}
    counted = _with_review_of(days)
    openings = [
        Opening(
            project=rhythm.project,
            title=_("Review of %(month)s") % {"month": dateformat.format(due_on, "F Y")},
            closes_on=on + timedelta(days=rhythm.days_open),
            due_on=due_on,
        )
        for rhythm in held
        if rhythm.project_id not in counted and (due_on := days[rhythm.project_id])
    ]
    reviews = open_together(openings, now=now)
    moved = counted | {review.project_id for review in reviews}
    ElementReviewRhythm.move_past([row for row in held if row.project_id in moved], on)
    return reviews


def _with_review_of(days: Mapping[int, date]) -> set[int]:
    """Return which of these projects have a review that is open, or the one of this day."""
    had = Review.objects.filter(project__in=days).filter(
        Q(closed_at=None) | Q(due_on__in=set(days.values()))
    )
    return {
        project
        for project, closed_at, due_on in had.values_list("project", "closed_at", "due_on")
        if closed_at is None or due_on == days[project]
    }


@transaction.atomic
def open_review(
    project: Project,
    *,
    title: str,
    closes_on: date,
    for_whom: str = Review.ForWhom.EVERYBODY,
    elements: Iterable[Element] | None = None,
    by: Member | None = None,
    now: datetime,
    sent_key: UUID | None = None,
) -> Review:
    """
    Open a review of some elements (all of them, when none are named) and ask those whom it is for.

    A form sent twice finds the review that is there. Those who come in later are asked by the next one.

    :raises CannotDoReview: when another one is open, or nobody is there to be asked.
    :raises KeyCannotBeStored: when the folder of the keys cannot be written to.
    """
    # Two facilitators at once: the second waits here, and then finds the review of the first.
    reviews = project.element_reviews
    if sent := find_sent(reviews.all(), sent_key, lock=project):
        return sent
    if project.element_reviews.open().exists():
        raise CannotDoReview(_("A review is open already. Close it first."))
    opening = Opening(
        project=project,
        title=title,
        closes_on=closes_on,
        for_whom=for_whom,
        elements=None if elements is None else {element.key for element in elements},
        by=by,
        sent_key=sent_key,
    )
    opened = open_together([opening], now=now)
    if not opened:
        raise CannotDoReview(_("There is nobody to ask yet, or nothing to ask."))
    return opened[0]


@transaction.atomic
def extend_review(review: Review, *, closes_on: date, why: str, stood: str | None = None) -> None:
    """
    Keep a review open for longer, with the reason that everybody reads. Doing it twice changes nothing.

    :param stood: how day and reason stood on the page; None when nobody looked at one.
    :raises CannotDoReview: when it is closed, or the new day is not later.
    :raises EditConflict: when somebody else did so meanwhile, with another day or reason.
    """
    lock_row(review)
    held = Review.objects.get(pk=review.pk)
    if not held.is_closed:
        said = {"closes_on": closes_on, "extended_why": why}
        require_same_standing(held, said, stood=stood)
    later = Review.objects.open().filter(pk=review.pk, closes_on__lt=closes_on)
    if later.update(closes_on=closes_on, extended_why=why):
        return
    review.refresh_from_db()
    if review.is_closed:
        raise CannotDoReview(_("This review is closed. What was answered is published."))
    if (review.closes_on, review.extended_why) != (closes_on, why):
        raise CannotDoReview(_("Choose a day after the one that it has now."))


@transaction.atomic
def remind_of_review(review: Review, *, on: date, now: datetime) -> bool:
    """
    Remind those who have not answered, when a day to do so has come; return whether it did.

    Twice at most, and once when both days were missed. Of several schedulers at once, one does it.
    """
    past = [day for day in review.reminder_days() if day <= on]
    if not review.takes_answers(on=on) or len(past) <= review.reminders:
        return False
    mine = Review.objects.open().filter(pk=review.pk, reminders=review.reminders)
    if not mine.update(reminders=len(past)):
        return False
    review.reminders = len(past)
    waiting = Asked.objects.filter(review=review).waiting(on=on)
    recipients = Member.objects.filter(pk__in=waiting.values("member"))
    tell_of_review(review, "reminder", recipients, number=len(past), now=now)
    return True


def tell_of_review(
    review: Review, what: str, recipients: MemberQuerySet, *, now: datetime, number: int = 0
) -> None:
    """Tell members that a review still waits for them, or closed."""
    tell_members(**news_of(review, what, number=number), recipients=recipients, now=now)
